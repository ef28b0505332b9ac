"""What queries on clients return; the API shows ``Credit`` and ``Manager`` as they are."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.clients.rules.coverage_states import ClosingState, CoverageState
from core.clients.rules.history import PaymentStatus
from core.people.rules.roles import Role


@dataclass(frozen=True)
class Client:
    """A client or an applicant, with the 16 questionnaire answers.

    Attributes:
        user_id: of the login; null where the person has none.
        phone: a plus and digits.
        external_id: the lender's own number of the person.
        client_since: null of an applicant.
        closed_at, closed_reason: when and why the relation ended; null while it lasts.
        updated_at: of the answers.
        profile_updated_at: of name, phone, e-mail and the lender's own number.
    """

    id: int
    user_id: int | None
    manager_id: int | None
    first_name: str
    last_name: str
    patronymic: str
    phone: str | None
    email: str | None
    external_id: str | None
    client_since: datetime | None
    closed_at: datetime | None
    closed_reason: str | None
    updated_at: datetime
    profile_updated_at: datetime
    answers: dict[str, Any]


@dataclass(frozen=True)
class Invitation:
    """A link by which a person comes to a login.

    Attributes:
        is_accepted: whether it was used.
        is_expired: whether it was not used in time.
    """

    client_id: int
    expires_at: datetime
    is_accepted: bool
    is_expired: bool


@dataclass(frozen=True)
class LoginState:
    """How a person logs in, or until when they are invited to; null where neither."""

    login: str | None
    invited_until: datetime | None


@dataclass(frozen=True)
class HandedOut:
    """One client who was given to a manager, and whose the client was before."""

    client_id: int
    old_manager_id: int | None
    manager_id: int


@dataclass(frozen=True)
class Manager:
    """A manager as clients and colleagues see them."""

    id: int
    user_id: int
    first_name: str
    last_name: str
    role: Role
    client_count: int


@dataclass(frozen=True)
class PaymentMonth:
    """One month: X no loan, C paid off, 0 = 1-29 days past due ... 5 = 150+ or written off.

    Attributes:
        month: its first day.
        months_ago: counted back from the month of the date that was asked for.
    """

    month: date
    months_ago: int
    status: PaymentStatus


@dataclass(frozen=True)
class Credit:
    """A credit with its payments by month, paid back by equal monthly payments over the term.

    Amounts in RUB, the rate in percent a year.

    Attributes:
        external_id: the lender's own number of the contract.
        closed_on: first day of the month since which it is paid off; null while it is open.
        in_default: whether it is 90 or more days past due in its newest month.
        amount_overdue: in that month; null where nobody recorded it.
        payment_history: newest month first.
        unreadable_months: on record with a status that is none of ours; left out of the history.
    """

    id: int
    client_id: int
    external_id: str | None
    amount_total: Decimal
    annual_rate: Decimal
    issued_on: date
    term_months: int
    closed_on: date | None
    in_default: bool
    amount_overdue: Decimal | None
    payment_history: tuple[PaymentMonth, ...]
    unreadable_months: tuple[date, ...]


@dataclass(frozen=True)
class MonthCoverage:
    """How much of a month's payments is known; figures are null until they were counted once.

    Attributes:
        month: its first day.
        state: whether the figures are those of what is on record now.
        expected: credits that were open in the month.
        present, missing: those of them with the month on record, and those without.
        unexpected: credits that owe something in the month, and were not open in it.
        restated: credits whose month was corrected.
        after_closing: credits whose month was recorded or corrected after it was closed.
    """

    month: date
    state: CoverageState
    counted_at: datetime | None
    expected: int | None
    present: int | None
    missing: int | None
    unexpected: int | None
    restated: int | None
    after_closing: int
    closing: ClosingState


@dataclass(frozen=True)
class MonthClosing:
    """A signature under a month, with the figures that were signed."""

    id: int
    month: date
    signed_by: int
    signed_name: str
    signed_at: datetime
    statement: str
    expected: int
    present: int
    unexpected: int
    restated: int
    needs_second: bool
    confirmed_by: int | None
    confirmed_name: str | None
    confirmed_at: datetime | None
    reopened_by: int | None
    reopened_name: str | None
    reopened_at: datetime | None
    reason: str | None


@dataclass(frozen=True)
class CoveredCredit:
    """A credit that stands out in a month.

    Attributes:
        status: of the month as it is known now; null where it is missing.
        status_before: what the latest correction replaced.
        recorded_at: when the present status was recorded.
        after_closing: whether that was after the month was closed.
    """

    credit_id: int
    contract: str | None
    client_id: int
    first_name: str
    last_name: str
    manager_id: int | None
    manager_name: str | None
    issued_on: date
    closed_on: date | None
    status: PaymentStatus | None
    status_before: PaymentStatus | None
    recorded_at: datetime | None
    after_closing: bool
