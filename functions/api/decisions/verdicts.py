"""A decision from what a person says to what is written, or would be."""

from collections.abc import Iterator

from sqlalchemy import Connection

from api.decisions.access import AtHand
from api.decisions.deciding_schemas import DecisionMeant, DecisionRequest, TermsAssessed
from core.applications.rules.states import ApplicationState
from core.decisions.case_records import DecisionMade
from core.decisions.deciding import (
    Known,
    Seen,
    confirmed,
    decide,
    following,
    give_back,
    know,
    require_allowed,
    require_unchanged,
    weigh_verdict,
)
from core.decisions.rules.assessment import Assessment
from core.decisions.rules.vocabulary import Outcome
from core.decisions.rules.weighing import LEAST_RATIONALE, Terms, Verdict, Weighed
from core.kit.errors import CaseChangedError, Fault, InvalidRequestError
from core.people.records import Actor


def meet_decision(
    connection: Connection, actor: Actor, found: AtHand, body: DecisionRequest, *, preview: bool
) -> DecisionMeant:
    """Writes a decision on a case whose application is locked, or says what would be written.

    Raises:
        InvalidRequestError: something is missing or does not fit; a preview tells it in ``faults``.
        CaseChangedError, ScoreTooOldError, NeverOverriddenError: it cannot be decided so now.
    """
    known = know(connection, found.application, found.case)
    first = known.first
    if first is not None and body.outcome is Outcome.RETURN:
        return _give_back(connection, actor, known, first, body, preview=preview)
    seen = Seen(body.score_id, body.policy_version, body.answers_sha256, body.confirms)
    require_unchanged(connection, known, seen)
    verdict = _verdict(known, body) if first is None else confirmed(first, body.rationale)
    weighed, assessment = weigh_verdict(connection, known, verdict)
    require_allowed(weighed)
    faults = [*_form_faults(known, body), *weighed.faults]
    _refuse(faults, preview=preview)
    made = _perform(connection, known, verdict, weighed, actor, faults, preview=preview)
    return _meant(known, weighed, assessment, made, verdict.outcome, faults)


def _perform(
    connection: Connection,
    known: Known,
    verdict: Verdict,
    weighed: Weighed,
    actor: Actor,
    faults: list[Fault],
    *,
    preview: bool,
) -> DecisionMade | None:
    """Decides; a preview takes it back, so that it tells what the same code would write."""
    if faults:
        return None
    with connection.begin_nested() as savepoint:
        made = decide(connection, known, verdict, weighed, actor.user_id)
        if preview:
            savepoint.rollback()
    return made


def _give_back(
    connection: Connection,
    actor: Actor,
    known: Known,
    first: DecisionMade,
    body: DecisionRequest,
    *,
    preview: bool,
) -> DecisionMeant:
    """Gives a decision back to who made it: also where its score has grown too old meanwhile."""
    if body.confirms != first.id:
        raise CaseChangedError("Somebody else decided meanwhile. Load the case again.")
    faults = list(_return_faults(body))
    _refuse(faults, preview=preview)
    weighed, assessment = weigh_verdict(connection, known, confirmed(first, None))
    made = None
    if not faults:
        with connection.begin_nested() as savepoint:
            made = give_back(connection, known, first, body.rationale or "", actor.user_id)
            if preview:
                savepoint.rollback()
    return _meant(known, weighed, assessment, made, Outcome.RETURN, faults)


def _refuse(faults: list[Fault], *, preview: bool) -> None:
    if faults and not preview:
        raise InvalidRequestError(faults)


def _verdict(known: Known, body: DecisionRequest) -> Verdict:
    offered = body.terms and Terms(
        body.terms.amount_rub, body.terms.term_months, body.terms.annual_rate
    )
    return Verdict(
        outcome=body.outcome,
        terms=offered or known.wanted,
        decline_reasons=tuple(dict.fromkeys(body.decline_reasons)),
        override_reason=body.override_reason,
        rationale=body.rationale,
    )


def _form_faults(known: Known, body: DecisionRequest) -> Iterator[Fault]:
    """Yields what does not fit the outcome, whatever the recommendation is."""
    if known.first is not None:
        if body.outcome is not known.first.outcome:
            message = f"is {known.first.outcome}, as was decided first, or return"
            yield Fault("outcome", "not_the_first", message)
        return
    if body.outcome is Outcome.RETURN:
        message = "is for a second person; ask the applicant by /return instead"
        yield Fault("outcome", "nothing_to_return", message)
    offers = body.outcome is Outcome.COUNTEROFFER
    if offers and (body.terms is None or _verdict(known, body).terms == known.wanted):
        yield Fault("terms", "missing", "of a counteroffer differ from what was asked for")
    if not offers and body.terms is not None:
        yield Fault("terms", "no_counteroffer", "are for a counteroffer: leave them out")


def _return_faults(body: DecisionRequest) -> Iterator[Fault]:
    if len(body.rationale or "") < LEAST_RATIONALE:
        message = f"says in {LEAST_RATIONALE} characters or more why it is given back"
        yield Fault("rationale", "too_short", message, {"min_length": LEAST_RATIONALE})


def _meant(
    known: Known,
    weighed: Weighed,
    assessment: Assessment,
    made: DecisionMade | None,
    outcome: Outcome,
    faults: list[Fault],
) -> DecisionMeant:
    returned = outcome is Outcome.RETURN
    return DecisionMeant(
        decision=made,
        state=ApplicationState.IN_REVIEW if returned else following(known, outcome, weighed),
        agrees=weighed.agrees,
        direction=weighed.direction,
        second_because=list(weighed.second_because),
        faults=faults,
        said=TermsAssessed(
            **{name: getattr(assessment, name) for name in TermsAssessed.model_fields}
        ),
    )
