"""Deciding an application: what is known of it, what a verdict means, and writing that down."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.applications.writing import move
from core.clients.queries import get_client
from core.decisions.case_records import Case, DecisionMade
from core.decisions.cases import close_case, give_back_to_first, hand_to_second
from core.decisions.decided import add_decision, list_decisions
from core.decisions.policies import policy_in_force
from core.decisions.recommending import assess_terms, get_recommendation, hash_answers
from core.decisions.records import Recommendation
from core.decisions.rules.assessment import Assessment, Wanted
from core.decisions.rules.declining import reasons_to_decline
from core.decisions.rules.policy import Policy
from core.decisions.rules.vocabulary import DeclinedBy, Outcome
from core.decisions.rules.weighing import Terms, Verdict, Weighed, weigh
from core.journal.queries import record_event
from core.kit.errors import (
    CaseChangedError,
    ConflictError,
    NeverOverriddenError,
    NotFoundError,
    ScoreTooOldError,
)
from core.kit.settings import setting
from core.scores.asking import get_score
from core.scores.records import Score
from core.scores.rules.vocabulary import Decision, ScoreStatus

DECIDABLE = frozenset({ApplicationState.IN_REVIEW, ApplicationState.SECOND_REVIEW})
FOLLOWING = {
    Outcome.APPROVE: ApplicationState.APPROVED,
    Outcome.COUNTEROFFER: ApplicationState.COUNTEROFFER,
    Outcome.DECLINE: ApplicationState.DECLINED,
}


@dataclass(frozen=True)
class Known:
    """What is known when an application is decided.

    Attributes:
        made: what was decided before, the latest first.
    """

    application: Application
    case: Case
    score: Score
    recommendation: Recommendation
    policy: Policy
    made: list[DecisionMade]

    @property
    def first(self) -> DecisionMade | None:
        """The decision that waits for a second person."""
        return self.made[0] if self.case.needs_second else None

    @property
    def wanted(self) -> Terms:
        """What the applicant asked for, at the usual rate where none was named."""
        asked = self.recommendation
        return Terms(asked.amount_rub, asked.term_months, asked.annual_rate)


@dataclass(frozen=True)
class Seen:
    """What who decides has looked at.

    Attributes:
        confirms: the first decision, where a second person decides.
    """

    score_id: UUID
    policy_version: str
    answers_sha256: str
    confirms: int | None = None


def know(connection: Connection, application: Application, case: Case) -> Known:
    """Returns what is known of a locked application in the queue.

    Raises:
        ConflictError: its score or the recommendation of it is not there yet.
    """
    score = get_score(connection, application.score_id) if application.score_id else None
    if score is None or score.status is not ScoreStatus.DONE:
        raise ConflictError("Its score is not there yet. Load the case again in a few seconds.")
    recommendation = get_recommendation(connection, application.id, score.id)
    if recommendation is None:
        raise ConflictError("Nothing is recommended yet. Ask for a new score of this case.")
    made = list_decisions(connection, application.id)
    policy = policy_in_force(connection)
    return Known(application, case, score, recommendation, policy, made)


def require_unchanged(connection: Connection, known: Known, seen: Seen) -> None:
    """Lets pass a decision on what is so still.

    Raises:
        CaseChangedError: score, questionnaire, policy or the first decision is another one now.
        ScoreTooOldError: the policy wants a newer score.
    """
    recommended = known.recommendation
    # A decision that waits for a second person is of one score: that person asks for no other
    score_anew = "Give it back." if known.first else "Ask for a new score of this case."
    if known.application.has_unsubmitted_changes:
        raise CaseChangedError("The application was changed and not submitted again. Give it back.")
    if seen.score_id != known.score.id or seen.answers_sha256 != recommended.answers_sha256:
        raise CaseChangedError("There is a newer score. Load the case again.")
    if seen.confirms != (known.first and known.first.id):
        raise CaseChangedError("Somebody else decided meanwhile. Load the case again.")
    if seen.policy_version != recommended.policy_version:
        raise CaseChangedError("Another policy recommends now. Load the case again.")
    if recommended.policy_sha256 != known.policy.sha256:
        raise CaseChangedError(f"Another policy is in force now. {score_anew}")
    if _answers_now(connection, known.application) != recommended.answers_sha256:
        raise CaseChangedError(f"The questionnaire was changed. {score_anew}")
    hours = known.policy.lending.score_age_hours
    scored_at = known.score.scored_at
    if scored_at is None or datetime.now(UTC) - scored_at > timedelta(hours=hours):
        raise ScoreTooOldError(f"Its score is older than {hours} hours. {score_anew}")


def _answers_now(connection: Connection, application: Application) -> str:
    client = get_client(connection, application.client_id or 0)
    if client is None:
        raise NotFoundError("There is no such client.")
    return hash_answers(client.answers)


def weigh_verdict(
    connection: Connection, known: Known, verdict: Verdict
) -> tuple[Weighed, Assessment]:
    """Returns what a verdict means, and what the policy says of its terms."""
    terms = verdict.terms
    wanted = Wanted(terms.amount_rub, terms.term_months, terms.annual_rate)
    assessment = assess_terms(
        connection, known.application.id, known.score.id, known.policy, wanted
    )
    against = [one.rule for one in assessment.findings if one.outcome is Decision.DECLINE]
    _, codes = reasons_of(known)
    weighed = weigh(
        verdict,
        known.recommendation.decision,
        against,
        assessment.expected_loss_rub,
        known.policy.lending.authorities,
        codes,
    )
    return weighed, assessment


def reasons_of(known: Known) -> tuple[DeclinedBy, tuple[str, ...]]:
    """Returns what declines an application, and the reasons that may be told of it."""
    recommended = known.recommendation
    return reasons_to_decline(
        recommended.findings, recommended.by_cut_offs, known.score.reasons or ()
    )


def require_allowed(weighed: Weighed) -> None:
    """Lets pass what does not go against a rule that nobody overrides.

    Raises:
        NeverOverriddenError: it does.
    """
    if weighed.never:
        raise NeverOverriddenError(
            f"Nobody approves against {', '.join(weighed.never)}. Decline, or give it back."
        )


def following(known: Known, outcome: Outcome, weighed: Weighed) -> ApplicationState:
    """Returns the state after a decision: another person's turn, or the end."""
    if weighed.second_because and known.first is None:
        return ApplicationState.SECOND_REVIEW
    return FOLLOWING.get(outcome, known.application.state)


def decide(
    connection: Connection, known: Known, verdict: Verdict, weighed: Weighed, actor_id: int
) -> DecisionMade:
    """Writes a verdict on a locked application, and moves it on: to its end, or to a second."""
    application = known.application
    to_state = following(known, verdict.outcome, weighed)
    needs_second = to_state is ApplicationState.SECOND_REVIEW
    made = _write(connection, known, verdict, actor_id, needs_second=needs_second)
    move(connection, application, to_state, actor_id)
    if needs_second:
        hand_to_second(connection, application.id, actor_id)
        return made
    offered = verdict.outcome is Outcome.COUNTEROFFER
    days = int(setting("COUNTEROFFER_DAYS", "14")) if offered else None
    close_case(connection, application.id, days)
    return made


def give_back(
    connection: Connection, known: Known, first: DecisionMade, rationale: str, actor_id: int
) -> DecisionMade:
    """Writes that a second person gives a decision back; who made it goes on with the case."""
    terms = Terms(first.amount_rub, first.term_months, first.annual_rate)
    verdict = Verdict(Outcome.RETURN, terms, rationale=rationale)
    made = _write(connection, known, verdict, actor_id, needs_second=False)
    application = known.application
    move(connection, application, ApplicationState.RETURNED, actor_id, rationale)
    returned = replace(application, state=ApplicationState.RETURNED)
    move(connection, returned, ApplicationState.IN_REVIEW, actor_id)
    give_back_to_first(connection, application.id)
    return made


def confirmed(first: DecisionMade, rationale: str | None) -> Verdict:
    """Returns the verdict of a second person who agrees: the first one's, in every word."""
    return Verdict(
        outcome=first.outcome,
        terms=Terms(first.amount_rub, first.term_months, first.annual_rate),
        decline_reasons=tuple(first.decline_reasons),
        override_reason=first.override_reason,
        rationale=rationale or first.rationale,
    )


def _write(
    connection: Connection, known: Known, verdict: Verdict, actor_id: int, *, needs_second: bool
) -> DecisionMade:
    first, ends = known.first, verdict.outcome is not Outcome.RETURN and not needs_second
    said = {
        **vars(verdict.terms),
        "outcome": verdict.outcome,
        "decline_reasons": list(verdict.decline_reasons),
        "override_reason": verdict.override_reason,
        "rationale": verdict.rationale,
        "needs_second": needs_second,
        "is_final": ends,
        "confirms": first and first.id,
        "first_actor_id": first and first.actor_id,
    }
    add_decision(connection, {**_known_values(known), **said, "actor_id": actor_id})
    record_event(
        connection,
        actor_id=actor_id,
        action="application.decide",
        subject=("applications", known.application.number),
        old_values={"state": known.application.state},
        new_values={**said, "recommendation": known.recommendation.decision},
    )
    return list_decisions(connection, known.application.id)[0]


def _known_values(known: Known) -> dict[str, Any]:
    """Returns what was known when a decision was made: it is kept with it."""
    score, recommended, taken_at = known.score, known.recommendation, known.case.taken_at
    spent = None if taken_at is None else datetime.now(UTC) - taken_at
    return {
        "application_id": known.application.id,
        "sequence": known.made[0].sequence + 1 if known.made else 1,
        "score_id": score.id,
        "model": score.model,
        "model_version": score.model_version,
        "policy_version": recommended.policy_version,
        "policy_sha256": recommended.policy_sha256,
        "approve_below": recommended.approve_below,
        "decline_from": recommended.decline_from,
        "proba": score.proba,
        "recommendation": recommended.decision,
        "answers_sha256": recommended.answers_sha256,
        "seconds_spent": None if spent is None else max(0, int(spent.total_seconds())),
    }
