"""What queries on scores return; the API shows most as they are.

A field of ``Score`` has the name of its column: the statements are made of them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.clients.rules.history import PaymentStatus
from core.scores.rules.vocabulary import Decision, Freshness, ModelName, ScoreStatus


@dataclass(frozen=True)
class Score:
    """A score with all that explains it.

    Attributes:
        client_id: null where it is of an enquiry about somebody who is not stored.
        as_of: the date of scoring, from which days and months were counted back.
        proba: probability of default in (0, 1); 1 by convention for who has defaulted.
        grade: a letter of the master scale, ``default``, or ``unknown``: the probability is then
            the average of a segment.
        reasons: code, direction, and contribution in log-odds (null where a rule gave it).
        model: null where no model was asked, because the client has defaulted.
        decision: by the policy it was made under, for good.
        redecided, redecided_by: what the policy that is named made of the same probability when
            it became active; null while none did.
    """

    id: UUID
    client_id: int | None
    enquiry_id: UUID | None
    status: ScoreStatus
    requested_at: datetime
    scored_at: datetime | None
    as_of: date | None
    proba: float | None
    grade: str | None
    decision: Decision | None
    reasons: Any
    features: dict[str, str | int | float] | None
    model: ModelName | None
    challengers: dict[str, float] | None
    model_version: str | None
    model_sha256: str | None
    policy_version: str | None
    policy_sha256: str | None
    redecided: Decision | None
    redecided_by: str | None
    error: str | None


@dataclass(frozen=True)
class ClientSummary:
    """A row of the client list: who, whose, the latest finished score, and who is late.

    Attributes:
        lateness: the worst status in the newest month of the open credits; null where none is late.
    """

    id: int
    user_id: int | None
    manager_id: int | None
    manager_name: str | None
    first_name: str
    last_name: str
    patronymic: str
    amt_income_total: Decimal
    score_id: UUID | None
    proba: float | None
    points: int | None
    rating: float | None
    grade: str | None
    decision: Decision | None
    scored_at: datetime | None
    updated_at: datetime
    freshness: Freshness
    lateness: PaymentStatus | None


@dataclass(frozen=True)
class PortfolioBatch:
    """How far a rescoring of many clients is: total = pending + done + failed.

    Attributes:
        planned: whether all whom it is of are counted in ``total`` already.
        ended_at: since when nothing is scored any more, done or cancelled.
    """

    id: UUID
    requested_by: int
    requested_at: datetime
    planned: bool
    total: int
    pending: int
    done: int
    failed: int
    cancelled_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class ScoreChange:
    """What a rescoring said of one client, beside the finished score before it."""

    client_id: int
    first_name: str
    last_name: str
    proba_before: float | None
    proba: float
    points_before: int | None
    points: int | None
    grade_before: str | None
    grade: str | None
    decision_before: Decision | None
    decision: Decision


@dataclass(frozen=True)
class MonthChange:
    """What differs with a client from the month before: payments, grade, recommendation.

    Attributes:
        status_before, status: the worst of all credits; null where the month is not on record.
    """

    client_id: int
    first_name: str
    last_name: str
    status_before: PaymentStatus | None
    status: PaymentStatus | None
    points_before: int | None
    points: int | None
    grade_before: str | None
    grade: str | None
    decision_before: Decision | None
    decision: Decision | None
