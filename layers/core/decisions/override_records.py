"""What queries on overrides return; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from core.decisions.case_records import Share
from core.decisions.rules.vocabulary import Outcome, OverrideDirection, OverrideReason
from core.scores.rules.vocabulary import Decision


class Course(StrEnum):
    """What became of somebody who was lent to against the recommendation."""

    NO_CREDIT = "no_credit"
    TOO_EARLY = "too_early"
    DEFAULTED = "defaulted"
    NOT_DEFAULTED = "not_defaulted"


class Standing(StrEnum):
    """Where somebody's share lies in the funnel: between its limits, or outside of them."""

    WITHIN = "within"
    OUTSIDE_95 = "outside_95"
    OUTSIDE_998 = "outside_998"


class Verdict(StrEnum):
    """What counts say of what was told before, as far as there are enough of them."""

    NOT_ENOUGH = "not_enough"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    BETTER = "better"


@dataclass(frozen=True)
class Rates:
    """How often people decided against the recommendation.

    Attributes:
        all: of the decisions that were final.
        low_side: approved, of what the policy declines.
        high_side: declined, of what the policy approves.
        other_reason: with the reason "other", of the overrides.
    """

    all: Share
    low_side: Share
    high_side: Share
    other_reason: Share


@dataclass(frozen=True)
class MonthRates:
    """A month of the bank's calendar, by its first day."""

    month: date
    rates: Rates


@dataclass(frozen=True)
class BandRates:
    """The PD band of a grade."""

    grade: str
    rates: Rates


@dataclass(frozen=True)
class ReasonCount:
    """How many overrides gave a reason."""

    reason: OverrideReason
    low_side: int
    high_side: int


@dataclass(frozen=True)
class FunnelPoint:
    """Who decided, how often, and how often against the recommendation.

    Attributes:
        actor_name: null of others than the reader, where the reader is an underwriter.
    """

    actor_id: int | None
    actor_name: str | None
    is_own: bool
    overrides: int
    decided: int
    standing: Standing


@dataclass(frozen=True)
class FunnelLimit:
    """Between which shares chance alone keeps who has decided so often."""

    decided: int
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True)
class Funnel:
    """Underwriters around the share of all of them."""

    share: float | None
    points: list[FunnelPoint]
    limits: list[FunnelLimit]


@dataclass(frozen=True)
class LowSideOutcomes:
    """Matured credits that the policy had declined, against the PDs recorded with the decisions.

    Attributes:
        expected: defaults by those PDs.
        p: how likely it is that they were high enough (Jeffreys); null where there are too few.
    """

    matured: int
    defaulted: int
    expected: float
    p: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Ranking:
    """Whether people's decisions order matured credits better than the model alone.

    Who was lent to against the policy takes the place of those whom it approves, by their mean PD;
    all others keep the place of their own.

    Attributes:
        moved: credits whose place is another.
        low, high: the 95 % interval of the difference (DeLong).
    """

    matured: int
    defaulted: int
    moved: int
    model_auc: float | None
    final_auc: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Override:
    """A final decision against the recommendation.

    Attributes:
        actor_id: who decided first, where a second person has signed.
        course: what became of it; null of who was declined, for nobody can know.
    """

    id: int
    decided_at: datetime
    application_id: UUID
    number: int
    proba: float
    grade: str
    recommendation: Decision
    outcome: Outcome
    direction: OverrideDirection
    override_reason: OverrideReason
    rationale: str
    amount_rub: Decimal
    actor_id: int
    actor_name: str
    second_name: str | None
    course: Course | None
