"""What queries on cases and on what people decided return; the API shows most as they are."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.applications.rules.states import ApplicationState, Purpose
from core.decisions.rules.vocabulary import Outcome, OverrideDirection, OverrideReason
from core.scores.rules.vocabulary import Decision, ModelName


@dataclass(frozen=True)
class Case:
    """What waits for a person's decision.

    Attributes:
        waiting_since: since when the applicant is waited for; the clock stands still.
        assignee_id: who works on it.
        leased_until: until when it is the assignee's unless that is renewed; null for as long as
            the assignee does not give it back.
        held: whether it is the assignee's now.
        taken_at: since when.
        not_for_id: who decided before and does not look at an objection.
        needs_second: whether a decision waits for a second person, who is not ``first_actor_id``.
        answer_by: until when the applicant may accept a counteroffer.
    """

    application_id: UUID
    opened_at: datetime
    due_at: datetime
    is_late: bool
    waiting_since: datetime | None
    assignee_id: int | None
    assignee_name: str | None
    leased_until: datetime | None
    held: bool
    taken_at: datetime | None
    not_for_id: int | None
    is_objection: bool
    needs_second: bool
    first_actor_id: int | None
    closed_at: datetime | None
    answer_by: datetime | None


@dataclass(frozen=True)
class CaseSummary:
    """A row of the queue.

    Attributes:
        distance_points: points above the cut-off of approval; below it less than zero, and null
            where nothing is told of the person.
        reason: the gravest rule that fired, else the weightiest reason of the score.
        outcome: what was decided; null while nothing was for good.
    """

    application_id: UUID
    number: int
    state: ApplicationState
    last_name: str | None
    first_name: str | None
    patronymic: str | None
    amount_rub: Decimal
    term_months: int
    purpose: Purpose | None
    proba: float
    points: int | None
    grade: str
    model: ModelName | None
    recommendation: Decision
    distance_points: int | None
    reason: str | None
    expected_loss_rub: Decimal
    opened_at: datetime
    due_at: datetime
    is_late: bool
    waiting_since: datetime | None
    closed_at: datetime | None
    manager_id: int | None
    manager_name: str | None
    assignee_id: int | None
    assignee_name: str | None
    leased_until: datetime | None
    is_objection: bool
    outcome: Outcome | None


@dataclass(frozen=True)
class QueueSummary:
    """How many cases each view of the queue holds, as far as ``most`` are counted.

    Attributes:
        median_seconds: from taking a case to deciding it, today.
    """

    most: int
    mine: int
    unassigned: int
    late: int
    waiting: int
    second: int
    decided_today: int
    median_seconds: int | None


@dataclass(frozen=True)
class DecisionMade:
    """What a person decided, and what was known then; never changed.

    Attributes:
        agrees, direction: computed by the database of recommendation and outcome.
        confirms: the decision that this one is a second person's word on.
        is_final: whether nothing is waited for any more.
        seconds_spent: since the case was taken.
    """

    id: int
    application_id: UUID
    sequence: int
    score_id: UUID
    model: ModelName | None
    model_version: str | None
    policy_version: str
    policy_sha256: str
    approve_below: float
    decline_from: float
    proba: float
    recommendation: Decision
    outcome: Outcome
    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal
    decline_reasons: list[str]
    override_reason: OverrideReason | None
    rationale: str | None
    actor_id: int
    actor_name: str
    needs_second: bool
    confirms: int | None
    first_actor_id: int | None
    is_final: bool
    answers_sha256: str
    seconds_spent: int | None
    decided_at: datetime
    agrees: bool
    direction: OverrideDirection | None


@dataclass(frozen=True)
class OwnDecision:
    """A row of what somebody decided; ``returned`` where the second person gave it back."""

    id: int
    application_id: UUID
    number: int
    last_name: str | None
    first_name: str | None
    decided_at: datetime
    recommendation: Decision
    outcome: Outcome
    amount_rub: Decimal
    agrees: bool
    direction: OverrideDirection | None
    override_reason: OverrideReason | None
    needs_second: bool
    confirms: int | None
    returned: bool
    seconds_spent: int | None


@dataclass(frozen=True)
class OwnFigures:
    """What somebody decided since a moment.

    Attributes:
        decided: decisions of one's own; those that confirm or give back another's are ``second``.
        overrides: of them against a recommendation; share of those that had one to contradict.
        returned: given back by the second person.
    """

    since: datetime
    decided: int
    approved: int
    counteroffers: int
    declined: int
    second: int
    overrides: int
    override_share: float | None
    returned: int
    median_seconds: int | None


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of the share (Wilson); null where none are."""

    count: int
    of: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Band:
    """What people decided of cases of this grade, among the latest of this model.

    Attributes:
        agreed: with the recommendation, where there was one to contradict.
        defaulted: 90 days late within a year, of approved credits that are that old.
        enough: whether so many were decided that a share says something.
    """

    grade: str
    agreed: Share
    defaulted: Share
    enough: bool


@dataclass(frozen=True)
class SimilarCases:
    """What people decided of cases of about as many points, among the latest of this model.

    Attributes:
        defaulted: 90 days late within a year, of approved credits that are that old.
        enough: whether so many were decided that a share says something.
    """

    points_from: int
    points_to: int
    approved: Share
    defaulted: Share
    enough: bool


@dataclass(frozen=True)
class Precedents:
    """What was decided before of cases like this one.

    Attributes:
        least: from so many on a share says something.
        similar: null where the score tells nothing of the person.
    """

    least: int
    band: Band
    similar: SimilarCases | None


@dataclass(frozen=True)
class ChangedAnswer:
    """A field that says something else than when the application was first submitted."""

    field: str
    before: Any
    now: Any
    changed_at: datetime
    changed_by: str | None


@dataclass(frozen=True)
class EarlierApplication:
    """Another application of the same person."""

    id: UUID
    number: int
    state: ApplicationState
    amount_rub: Decimal | None
    term_months: int | None
    created_at: datetime
    decided_at: datetime | None
