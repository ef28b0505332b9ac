"""What queries return: plain, frozen rows of the tables."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.vocabulary import Decision, Freshness, ModelName, PaymentStatus, Role, ScoreStatus


@dataclass(frozen=True)
class User:
    id: int
    login: str
    first_name: str
    last_name: str
    role: Role
    is_test: bool
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True)
class Credentials:
    user_id: int
    password_hash: str
    role: Role
    disabled: bool


@dataclass(frozen=True)
class Actor:
    """Who asks: the user of a live session, with the client or manager record they own."""

    user_id: int
    role: Role
    client_id: int | None
    manager_id: int | None


@dataclass(frozen=True)
class Client:
    """A client with the name of the user and the 16 questionnaire answers."""

    id: int
    user_id: int
    manager_id: int | None
    first_name: str
    last_name: str
    updated_at: datetime
    answers: dict[str, Any]


@dataclass(frozen=True)
class Manager:
    id: int
    user_id: int
    first_name: str
    last_name: str
    role: Role
    client_count: int


@dataclass(frozen=True)
class MonthlyPayment:
    """One month of a payment history; ``months_ago`` is 0 for the latest month."""

    months_ago: int
    status: PaymentStatus


@dataclass(frozen=True)
class Credit:
    id: int
    client_id: int
    amount_total: Decimal
    annual_rate: Decimal
    issued_at: date
    term_months: int
    payment_history: tuple[MonthlyPayment, ...]


@dataclass(frozen=True)
class Score:
    id: UUID
    client_id: int
    status: ScoreStatus
    requested_at: datetime
    scored_at: datetime | None
    proba: float | None
    grade: str | None
    decision: Decision | None
    reasons: list[dict[str, Any]] | None
    features: dict[str, Any] | None
    model: ModelName | None
    challengers: dict[str, float] | None
    model_version: str | None
    policy_version: str | None
    error: str | None


@dataclass(frozen=True)
class ClientSummary:
    """A row of the client list: who, whose, and the latest finished score."""

    id: int
    user_id: int
    manager_id: int | None
    manager_name: str | None
    first_name: str
    last_name: str
    amt_income_total: Decimal
    score_id: UUID | None
    proba: float | None
    grade: str | None
    decision: Decision | None
    scored_at: datetime | None
    updated_at: datetime
    freshness: Freshness


@dataclass(frozen=True)
class PortfolioBatch:
    """A rescoring of many clients and how far it is."""

    id: UUID
    requested_by: int
    requested_at: datetime
    total: int
    pending: int
    done: int
    failed: int


@dataclass(frozen=True)
class ScoreChange:
    """What a rescoring said of one client, beside the finished score before it."""

    client_id: int
    first_name: str
    last_name: str
    proba_before: float | None
    proba: float
    grade_before: str | None
    grade: str | None
    decision_before: Decision | None
    decision: Decision


@dataclass(frozen=True)
class AuditEvent:
    """Who did what to whom."""

    id: int
    occurred_at: datetime
    actor_id: int
    actor_name: str
    action: str
    subject_table: str
    subject_id: int
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None
