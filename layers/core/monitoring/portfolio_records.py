"""What queries on the portfolio return; the API shows it as it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.clients.rules.history import PaymentStatus
from core.decisions.case_records import Share
from core.scores.rules.vocabulary import Decision, ModelName


@dataclass(frozen=True)
class PortfolioFilter:
    """Which clients of a month are wanted; None for all.

    Attributes:
        is_active: who has an open credit, or who has none.
        issued_year: of the newest credit.
    """

    is_active: bool | None = None
    model: ModelName | None = None
    manager_id: int | None = None
    issued_year: int | None = None


@dataclass(frozen=True)
class PortfolioMonth:
    """The portfolio at the end of a month.

    Attributes:
        rated: clients with a probability of default who have not defaulted; the mean is of them.
        mean_proba: weighted by what each owes; each counts alike where all together owe nothing.
        expected_loss_rub: the sum of probability, loss given default and what is owed; of who has
            defaulted the probability is 1. Null where nobody has a probability.
        late_30: clients 30 or more days late.
        in_review: clients whom the policy wants a person to look at.
    """

    month: date
    clients: int
    outstanding_rub: Decimal
    rated: int
    mean_proba: float | None
    expected_loss_rub: Decimal | None
    late_30: int
    late_30_rub: Decimal
    in_review: int


@dataclass(frozen=True)
class Observed:
    """Defaults within twelve months of the newest cohort that is old enough, by Jeffreys."""

    clients: int
    defaulted: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class GradeRow:
    """Clients of a grade.

    Attributes:
        grade: of the master scale, ``default``, ``unknown``; null of who has no score.
        clients_before: a month earlier; null where that month was not counted.
        observed: null as long as no cohort is old enough.
    """

    grade: str | None
    clients: int
    clients_before: int | None
    share: float | None
    outstanding_rub: Decimal
    mean_proba: float | None
    expected_loss_rub: Decimal | None
    observed: Observed | None


@dataclass(frozen=True)
class PointsBin:
    """Clients with points from an edge up to, and without, the next one."""

    points_from: int
    model: ModelName | None
    clients: int


@dataclass(frozen=True)
class CutOff:
    """From how many points on the policy in force approves, and below which it declines.

    Attributes:
        model: null for every model that has none of its own.
    """

    model: ModelName | None
    amount_from_rub: float
    approve_from_points: int
    decline_below_points: int


@dataclass(frozen=True)
class PastDueBucket:
    """Clients whose worst open credit has a status; null where no month is known."""

    month: date
    status: PaymentStatus | None
    clients: int
    outstanding_rub: Decimal


@dataclass(frozen=True)
class GradeMove:
    """Clients who went from one grade to another within a month.

    Attributes:
        grade_before: ``new`` of who was not a client yet; null of who had no score.
        grade: ``gone`` of who is no client any more.
        row_share: of all who had the grade before and are still there.
    """

    grade_before: str | None
    grade: str | None
    clients: int
    row_share: float | None


@dataclass(frozen=True)
class MoveSums:
    """How many clients moved which way; ``other``: to or from where there is no grade."""

    up: int
    down: int
    same: int
    other: int
    new: int
    gone: int


@dataclass(frozen=True)
class VintageAge:
    """Credits of half a year that have reached an age, and how many were ever so late by then."""

    months_on_book: int
    ever_30: Share
    ever_90: Share


@dataclass(frozen=True)
class Vintage:
    """Credits that were granted within half a year, by its first day."""

    issued_half: date
    ages: list[VintageAge]


@dataclass(frozen=True)
class PortfolioClient:
    """A client as the bank knew them at the end of a month; the name is of today."""

    client_id: int
    last_name: str
    first_name: str
    patronymic: str
    manager_id: int | None
    is_active: bool
    issued_year: int | None
    status: PaymentStatus | None
    outstanding_rub: Decimal
    score_id: UUID | None
    scored_on: date | None
    proba: float | None
    points: int | None
    grade: str | None
    grade_before: str | None
    decision: Decision | None
    model: ModelName | None
