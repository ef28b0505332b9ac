"""What one row of a payment feed may say, and what is wrong with one that may not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.clients.rules.history import (
    SEVERITY,
    PaymentStatus,
    month_number,
    status_of_days,
)


class RowFault(StrEnum):
    """Why a row is refused."""

    UNKNOWN_CREDIT = "unknown_credit"
    UNKNOWN_STATUS = "unknown_status"
    NO_STATUS = "no_status"
    STATUS_AND_DAYS_DIFFER = "status_and_days_differ"
    OVERDUE_ON_TIME = "overdue_on_time"
    FUTURE_MONTH = "future_month"
    BEFORE_ISSUE = "before_issue"
    CONTRADICTION = "contradiction"


FAULT_TEXTS = {
    RowFault.UNKNOWN_CREDIT: "No credit has this contract number. Bring the credit in first.",
    RowFault.UNKNOWN_STATUS: f"A status is one of {', '.join(PaymentStatus)}.",
    RowFault.NO_STATUS: "Give the status, or the days past due it follows from.",
    RowFault.STATUS_AND_DAYS_DIFFER: "The days past due belong to another status. Give one.",
    RowFault.OVERDUE_ON_TIME: "Money is overdue, but of this status none can be.",
    RowFault.FUTURE_MONTH: "This month has not begun yet.",
    RowFault.BEFORE_ISSUE: "The credit was issued after this month.",
    RowFault.CONTRADICTION: "The same month of this credit is given twice, and differs.",
}


class RowWarning(StrEnum):
    """What is unlikely, and taken all the same."""

    JUMP = "jump"


WARNING_TEXTS = {
    RowWarning.JUMP: "Worse by more than one step within a month. Look whether this is so."
}
_WITHOUT_DEBT = frozenset({PaymentStatus.NO_LOAN, PaymentStatus.PAID_OFF})


@dataclass(frozen=True)
class GivenMonth:
    """A row as it was given; ``month`` is the first day."""

    contract: str
    month: date
    status: str | None = None
    days_past_due: int | None = None
    amount_overdue: Decimal | None = None


def status_of(row: GivenMonth) -> PaymentStatus | RowFault:
    """Returns the status a row says, by itself or by its days past due."""
    if row.status is None:
        return (
            RowFault.NO_STATUS if row.days_past_due is None else status_of_days(row.days_past_due)
        )
    if row.status not in SEVERITY:
        return RowFault.UNKNOWN_STATUS
    fault = contradiction_of(row.status, row.days_past_due, row.amount_overdue)
    return fault or PaymentStatus(row.status)


def contradiction_of(status: str, days: int | None, overdue: Decimal | None) -> RowFault | None:
    """Says how days past due or an overdue amount contradict the status that was told."""
    if days is not None and not _fits(status, days):
        return RowFault.STATUS_AND_DAYS_DIFFER
    if status in _WITHOUT_DEBT and overdue:
        return RowFault.OVERDUE_ON_TIME
    return None


def _fits(status: str, days: int) -> bool:
    return days == 0 if status in _WITHOUT_DEBT else status_of_days(days) == status


def fault_of_month(month: date, issued_on: date | None, today: date) -> RowFault | None:
    """Says why a credit, None for one that is not known, can have no such month yet."""
    if issued_on is None:
        return RowFault.UNKNOWN_CREDIT
    if month > today:
        return RowFault.FUTURE_MONTH
    return RowFault.BEFORE_ISSUE if month < issued_on.replace(day=1) else None


def jumps(status: str, month: date, status_before: str, month_before: date) -> bool:
    """Says whether a debt became worse by more steps than months have passed.

    From on time, from paid off and from no loan, the first step is 1-29 days late.
    """
    on_time = SEVERITY[PaymentStatus.PAST_DUE_1_29]
    steps = max(SEVERITY[status], on_time) - max(SEVERITY[status_before], on_time)
    return steps > month_number(month) - month_number(month_before)
