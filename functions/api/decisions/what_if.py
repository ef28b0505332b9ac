"""What would be if something were different: asked of the model in force, and recorded nowhere.

The journal keeps who looked, at whom, and which fields were changed; never what to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from api.decisions.what_if_known import Known
from api.decisions.what_if_schemas import Forecast, Lending, WhatIfRequest, WhatIfResponse
from api.kit.telemetry import measured
from api.scores.schemas import render_reasons
from core.applications.rates import usual_annual_rate
from core.clients.rules.questionnaire import ANSWERED_FEATURES, DERIVED, FEATURE_NAMES
from core.decisions.rules.assessment import Wanted
from core.decisions.rules.outlook import Outlook, Spoken, look
from core.decisions.rules.policy import Policy
from core.decisions.rules.scenarios import OwedCredit, Situation, after_months
from core.journal.queries import record_event
from core.kit.database import begin
from core.kit.errors import Fault, InvalidRequestError
from core.kit.settings import setting
from core.models.in_force import versions_in_force
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.scores.rules.reasons import Reader
from core.scores.rules.showing import shown
from core.scores.rules.trials import Trial, TrialAnswer, TriedScore
from core.scores.trying import try_people

MONTHS = ("scenario", "credits")


def what_if(
    connection: Connection,
    actor: Actor,
    subject: tuple[str, int],
    known: Known,
    request: WhatIfRequest,
) -> WhatIfResponse:
    """Returns what the model and the policy say before and after a change.

    Args:
        subject: table and number of whom the journal names.

    Raises:
        ImpossibleFeaturesError, ImpossibleHistoryError: what is supposed cannot be.
        InvalidRequestError: of the wanted credit the amount or the term is missing.
        TooManyRequestsError: the actor has asked too often within the hour.
        UnavailableError: the scorer is away.
    """
    supposed = suppose(known, request)
    people = [known.to_person(), supposed.to_person()]
    changed = list(_changed(known, supposed, request))
    _note_look(connection, actor, subject, changed)
    versions = versions_in_force(connection)
    policy = versions.policy
    trial = Trial(bundle=versions.champion, policy=asdict(policy), people=people)
    with measured("TrialLatency"):
        answer = try_people(trial)
    before, after = answer.scores
    return WhatIfResponse(
        before=_forecast(policy, known, before),
        after=_forecast(policy, supposed, after),
        changed=changed,
        ignored=list(_ignored(changed, answer, after)),
        model_version=answer.model_version,
        policy_version=policy.version,
    )


def suppose(known: Known, request: WhatIfRequest) -> Known:
    """Returns what is supposed: what is known, with the changes of a request."""
    situation = known.situation
    if request.credits is not None:
        situation = _with_months(situation, request)
    if request.scenario:
        situation = after_months(situation, request.scenario.kind, request.scenario.months)
    answers = {**known.answers, **_told(request.answers)}
    return Known(answers, situation, _wanted(known.wanted, _told(request.wanted)))


def _told(part: BaseModel | None) -> dict[str, Any]:
    return part.model_dump(exclude_unset=True) if part else {}


def _with_months(situation: Situation, request: WhatIfRequest) -> Situation:
    """Returns other months; each credit takes as much a month as the one in its place does."""
    payments = [credit.payment_rub for credit in situation.credits]
    told = [credit.in_order() for credit in request.credits or ()]
    payments += [Decimal(0)] * (len(told) - len(payments))
    credits = (
        OwedCredit(place, months, payment)
        for place, (months, payment) in enumerate(zip(told, payments, strict=False))
    )
    return replace(situation, credits=tuple(credits))


def _wanted(known: Wanted | None, told: Mapping[str, Any]) -> Wanted | None:
    changes = {name: value for name, value in told.items() if value is not None}
    if not changes:
        return known
    if known:
        return replace(known, **changes)
    if faults := [
        Fault(f"wanted.{name}", "missing", "is missing")
        for name in ("amount_rub", "term_months")
        if name not in changes
    ]:
        raise InvalidRequestError(faults)
    return Wanted(**{"annual_rate": usual_annual_rate(), **changes})


def _changed(known: Known, supposed: Known, request: WhatIfRequest) -> Iterator[str]:
    """Yields the fields in which what is supposed differs from what is known."""
    for name, value in supposed.answers.items():
        if value != known.answers.get(name):
            yield f"answers.{name}"
    for name in MONTHS:
        if getattr(request, name) is not None:
            yield name
    for name in _told(request.wanted):
        if getattr(supposed.wanted, name, None) != getattr(known.wanted, name, None):
            yield f"wanted.{name}"


def _ignored(changed: list[str], answer: TrialAnswer, score: TriedScore) -> Iterator[str]:
    """Yields the changed answers and months that the model in charge does not read."""
    reads = set(answer.reads.get(score.model, ())) if score.model else set()
    read_answers = {ANSWERED_FEATURES[name] for name in reads & ANSWERED_FEATURES.keys()}
    read_answers |= {DERIVED[name][0] for name in reads & DERIVED.keys()}
    for field in changed:
        part, _, name = field.partition(".")
        if part == "answers" and name not in read_answers:
            yield field
        if part in MONTHS and not reads - set(FEATURE_NAMES):
            yield field


def _note_look(
    connection: Connection, actor: Actor, subject: tuple[str, int], changed: list[str]
) -> None:
    with begin(connection):
        limit = int(setting("WHAT_IFS_PER_HOUR", "3000"))
        count_request(connection, actor.user_id, Deed.WHAT_IF, limit)
        record_event(
            connection,
            actor_id=actor.user_id,
            action="what_if.look",
            subject=subject,
            old_values={},
            new_values={"fields": changed},
        )


def _forecast(policy: Policy, known: Known, score: TriedScore) -> Forecast:
    spoken = spoken_of(score)
    outlook = look(policy, known.answers, known.situation, known.wanted, spoken)
    return Forecast(
        as_of=known.situation.as_of,
        proba=spoken.proba,
        points=shown(spoken.proba, spoken.grade).points,
        grade=spoken.grade,
        model=spoken.model,
        decision=outlook.decision,
        reasons=list(render_reasons(score.reasons, score.features, Reader.MANAGER)),
        findings=list(outlook.findings),
        lending=_lending(known.wanted, outlook),
    )


def spoken_of(score: TriedScore) -> Spoken:
    """Returns what the model says; of a trial that was answered it says something."""
    assert score.proba is not None
    assert score.grade is not None
    return Spoken(score.proba, score.grade, score.model)


def _lending(wanted: Wanted | None, outlook: Outlook) -> Lending | None:
    if wanted is None or outlook.assessment is None:
        return None
    told = {**vars(outlook.assessment), **vars(wanted)}
    return Lending(**{name: told[name] for name in Lending.model_fields})
