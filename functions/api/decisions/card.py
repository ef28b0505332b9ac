"""Putting together what a case shows."""

from collections.abc import Iterator

from sqlalchemy import Connection

from api.applications.schemas import ApplicationResponse
from api.decisions.access import AtHand, Hindrance
from api.decisions.case_schemas import (
    AuthoritiesResponse,
    CaseResponse,
    RecommendationResponse,
    TimelineEntry,
    TimelineKind,
)
from api.scores.schemas import ScoreResponse
from core.applications.duplicates import find_alike
from core.applications.queries import list_events
from core.applications.records import Application, LikePerson
from core.applications.rules.likeness import keys_of
from core.clients.payments import list_credits
from core.decisions.case_facts import list_changed, list_earlier
from core.decisions.case_records import DecisionMade, Precedents
from core.decisions.decided import list_decisions
from core.decisions.policies import policy_in_force
from core.decisions.precedents import Likeness, find_precedents
from core.decisions.recommending import get_recommendation
from core.decisions.records import Recommendation
from core.decisions.rules.declining import reasons_to_decline
from core.decisions.rules.policy import Policy
from core.kit.clock import bank_date
from core.people.records import Actor
from core.scores.asking import get_score, list_scores
from core.scores.records import Score
from core.scores.rules.showing import shown

EVENTS_SHOWN = 200
SCORES_SHOWN = 20


def show_case(
    connection: Connection,
    actor: Actor,
    found: AtHand,
    application: ApplicationResponse,
    hindrance: Hindrance | None,
) -> CaseResponse:
    """Returns a case with all that a decision needs."""
    score, recommended = _scored(connection, found.application)
    declined_by, codes = (
        reasons_to_decline(recommended.findings, recommended.by_cut_offs, score.reasons or ())
        if score and recommended
        else (None, ())
    )
    client_id = found.application.client_id or 0
    made = list_decisions(connection, found.application.id)
    return CaseResponse(
        case=found.case,
        hindrance=hindrance,
        application=application,
        changed=list_changed(connection, found.application),
        duplicates=_duplicates(connection, found.application),
        earlier=list_earlier(connection, found.application),
        credits=list_credits(connection, client_id, bank_date()),
        score=ScoreResponse.of(score, actor) if score else None,
        recommendation=RecommendationResponse.of(recommended) if recommended else None,
        precedents=_precedents(connection, score),
        declined_by=declined_by,
        decline_codes=list(codes),
        authorities=_authorities(policy_in_force(connection)),
        decisions=made,
        first=made[0] if found.case.needs_second else None,
        timeline=_timeline(connection, found.application, made),
    )


def _scored(
    connection: Connection, application: Application
) -> tuple[Score | None, Recommendation | None]:
    """Returns the score and what is recommended by it, once both are there."""
    score = get_score(connection, application.score_id) if application.score_id else None
    if score is None or score.proba is None:
        return None, None
    return score, get_recommendation(connection, application.id, score.id)


def _duplicates(connection: Connection, application: Application) -> list[LikePerson]:
    content = application.content
    keys = keys_of(content.person, content.answers.get("born_on"), content.document_hash)
    alike = find_alike(connection, keys)
    return [person for person in alike if person.client_id != application.client_id]


def _precedents(connection: Connection, score: Score | None) -> Precedents | None:
    if score is None or score.proba is None or score.grade is None:
        return None
    return find_precedents(connection, Likeness(score.model, score.proba, score.grade))


def _authorities(policy: Policy) -> AuthoritiesResponse:
    lending = policy.lending
    return AuthoritiesResponse(**vars(lending.authorities), score_age_hours=lending.score_age_hours)


def _timeline(
    connection: Connection, application: Application, made: list[DecisionMade]
) -> list[TimelineEntry]:
    entries = [
        *_steps(connection, application),
        *_scores(connection, application),
        *(
            TimelineEntry(
                at=one.decided_at,
                kind=TimelineKind.DECISION,
                actor_name=one.actor_name,
                outcome=one.outcome,
                note=one.rationale,
            )
            for one in made
        ),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _steps(connection: Connection, application: Application) -> Iterator[TimelineEntry]:
    for event in list_events(connection, application.id, EVENTS_SHOWN):
        yield TimelineEntry(
            at=event.at,
            kind=TimelineKind.STEP,
            actor_name=event.actor_name,
            from_state=event.from_state,
            to_state=event.to_state,
            note=event.note,
        )


def _scores(connection: Connection, application: Application) -> Iterator[TimelineEntry]:
    for score in list_scores(connection, application.client_id or 0, SCORES_SHOWN):
        if score.scored_at is not None:
            points = shown(score.proba, score.grade).points
            yield TimelineEntry(
                at=score.scored_at, kind=TimelineKind.SCORE, points=points, grade=score.grade
            )
