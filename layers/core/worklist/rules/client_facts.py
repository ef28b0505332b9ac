"""What is known of one of a manager's clients that may be work."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.clients.rules.schedule import left_by_schedule, payments_due
from core.scores.rules.vocabulary import Decision, Freshness


@dataclass(frozen=True)
class Verdict:
    """What a score said.

    Attributes:
        id: of the score.
    """

    id: UUID
    grade: str | None
    decision: Decision | None
    proba: float | None = None


@dataclass(frozen=True)
class OpenCredit:
    """A credit that is not paid off.

    Attributes:
        newest: the newest month on record; None without one.
        recent: the statuses of up to three months, newest first.
        days_past_due, amount_overdue: in the newest month, where somebody recorded them.
    """

    amount_total: Decimal
    annual_rate: Decimal
    issued_on: date
    term_months: int
    newest: date | None = None
    recent: str = ""
    days_past_due: int | None = None
    amount_overdue: Decimal | None = None

    def owed(self, as_of: date) -> Decimal:
        """Returns what the schedule leaves to pay on a day, and what is overdue by then."""
        due = payments_due(self.issued_on, as_of)
        left = left_by_schedule(self.amount_total, self.annual_rate, self.term_months, due)
        return left + (self.amount_overdue or 0)


@dataclass(frozen=True)
class ClientFacts:
    """A client with the latest scores and the open credits.

    Attributes:
        last: the latest finished score.
        earlier: up to two finished scores before it, newest first.
        failed_id: the latest score if it could not be made; None if it could.
        seen_until: the newest month of the open credits.
    """

    id: int
    last_name: str
    first_name: str
    patronymic: str
    external_id: str | None
    phone: str | None
    freshness: Freshness
    last: Verdict | None = None
    earlier: tuple[Verdict, ...] = ()
    failed_id: UUID | None = None
    seen_until: date | None = None
    credits: tuple[OpenCredit, ...] = ()
