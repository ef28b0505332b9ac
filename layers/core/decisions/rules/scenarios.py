"""What months may follow: payments in time, payments missed, arrears paid up, a credit paid off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.clients.rules.history import (
    SEVERITY,
    STATUSES_BY_SEVERITY,
    Months,
    PaymentStatus,
    month_number,
    month_of,
)

MOST_MONTHS = 12
ON_TIME = PaymentStatus.PAST_DUE_1_29  # no status tells a payment in time apart from 1-29 days
LATE_30 = SEVERITY[PaymentStatus.PAST_DUE_30_59]


class Scenario(StrEnum):
    """What the next months are like."""

    ON_TIME = "on_time"
    LATE = "late"


class Clearing(StrEnum):
    """What is done about a credit that is 30 or more days late."""

    PAY_UP = "pay_up"
    PAY_OFF = "pay_off"


@dataclass(frozen=True)
class OwedCredit:
    """A credit: its months, what it takes a month, and what is overdue of it.

    Attributes:
        payment_rub: by its schedule; nothing once it is paid off.
        overdue_rub: None where nobody recorded it.
    """

    id: int
    months: Months
    payment_rub: Decimal
    overdue_rub: Decimal | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is on record and not paid off."""
        return bool(self.months) and self.months.statuses[0] != PaymentStatus.PAID_OFF

    @property
    def is_late(self) -> bool:
        """Whether it is open, and 30 or more days late in its newest month."""
        return self.is_open and SEVERITY[self.months.statuses[0]] >= LATE_30


@dataclass(frozen=True)
class Situation:
    """What is known of somebody on a day that may lie ahead."""

    as_of: date
    credits: tuple[OwedCredit, ...]

    @property
    def payments_rub(self) -> Decimal:
        """What all credits take a month."""
        return sum((credit.payment_rub for credit in self.credits), Decimal(0))


def after_months(now: Situation, scenario: Scenario, months: int) -> Situation:
    """Returns how somebody stands after so many months of one kind.

    In time, who is late pays each month and catches nothing up. Late, nothing is paid: 30 days more
    each month.
    """
    following = {
        credit.id: _following(credit, scenario, months) for credit in now.credits if credit.is_open
    }
    return _moved_on(now, months, following)


def after_clearing(now: Situation, clearings: Mapping[int, Clearing], months: int) -> Situation:
    """Returns how somebody stands who clears credits next month, and pays in time from then on.

    Args:
        clearings: id of a late credit -> what is done about it.
    """
    following = {
        credit.id: _following(credit, clearings.get(credit.id, Scenario.ON_TIME), months)
        for credit in now.credits
        if credit.is_open
    }
    return _moved_on(now, months, following)


def _following(credit: OwedCredit, course: Scenario | Clearing, months: int) -> str:
    """Returns the next months of an open credit, the oldest first."""
    newest = SEVERITY[credit.months.statuses[0]]
    match course:
        case Clearing.PAY_OFF:
            return PaymentStatus.PAID_OFF * months
        case Clearing.PAY_UP:
            return ON_TIME * months
        case Scenario.ON_TIME:
            return (credit.months.statuses[0] if credit.is_late else ON_TIME) * months
    worst = len(STATUSES_BY_SEVERITY) - 1
    first = max(newest, SEVERITY[ON_TIME]) + 1
    return "".join(STATUSES_BY_SEVERITY[min(first + place, worst)] for place in range(months))


def _moved_on(now: Situation, months: int, following: Mapping[int, str]) -> Situation:
    """Returns the situation so many months later, with these months on record."""
    today = month_number(now.as_of)
    credits = tuple(
        _with_months(credit, today, following[credit.id]) if credit.id in following else credit
        for credit in now.credits
    )
    return Situation(_same_day(now.as_of, today + months), credits)


def _with_months(credit: OwedCredit, today: int, following: str) -> OwedCredit:
    """Returns a credit with the months after the present one, which may not be on record yet."""
    known = credit.months
    missing = known.numbers[0] < today
    told = (_following(credit, Scenario.ON_TIME, 1) if missing else "") + following
    newest = today + len(following)
    numbers = [*range(newest, newest - len(told), -1), *known.numbers]
    longer = replace(credit, months=Months(numbers, told[::-1] + known.statuses))
    return longer if longer.is_open else replace(longer, payment_rub=Decimal(0))


def _same_day(day: date, month: int) -> date:
    """Returns the same day of another month; of the last days, the 28th."""
    return month_of(month).replace(day=min(day.day, 28))
