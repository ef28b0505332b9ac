"""The rules of payment histories: what a month may be, and what many months say.

A credit's months are kept newest first. A client may have several credits; the models read the
months of all of them (docs/decisions/0014, 0017).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.kit.errors import ImpossibleHistoryError

LONGEST_HISTORY_MONTHS = 600
SHORTEST_HISTORY_MONTHS = 6  # of which the behavioural model makes a score


class PaymentStatus(StrEnum):
    """Status of one month of a payment history (Kaggle ``credit_record.STATUS``)."""

    NO_LOAN = "X"
    PAID_OFF = "C"
    PAST_DUE_1_29 = "0"
    PAST_DUE_30_59 = "1"
    PAST_DUE_60_89 = "2"
    PAST_DUE_90_119 = "3"
    PAST_DUE_120_149 = "4"
    PAST_DUE_150_OR_WRITTEN_OFF = "5"


STATUSES_BY_SEVERITY = "CX012345"
"""In the order of the risk that follows: paid off, no loan that month, 1-29 days late, ..."""

SEVERITY: dict[str, int] = {status: place for place, status in enumerate(STATUSES_BY_SEVERITY)}
_FIRST_DAYS = (30, 60, 90, 120, 150)  # of the statuses 1 to 5
DEFAULT_STATUSES = frozenset("345")  # 90 or more days past due


def status_of_days(days_past_due: int) -> PaymentStatus:
    """Returns the status of an open credit that is so many days late at the end of a month.

    On time is 0 as well: no status tells it apart from 1-29 days, and no model does. That nothing
    was lent in a month (X), or that the credit is paid off (C), days cannot say.
    """
    return PaymentStatus(str(bisect_right(_FIRST_DAYS, days_past_due)))


def month_number(month: date) -> int:
    """Returns the months since year 0: differences of them are months ago."""
    return month.year * 12 + month.month - 1


def month_of(number: int) -> date:
    """Returns the first day of the month that ``month_number`` numbered."""
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Months:
    """The recorded months of one credit.

    Attributes:
        numbers: see ``month_number``, newest first, none twice.
        statuses: one letter a month, in the same order.
    """

    numbers: Sequence[int] = ()
    statuses: str = ""

    def __len__(self) -> int:
        return len(self.statuses)


def _newest_first(numbers: Sequence[int]) -> bool:
    """Says whether months go from the newest on, none twice; a range is told by its step."""
    if isinstance(numbers, range):
        return numbers.step < 0
    return list(numbers) == sorted(set(numbers), reverse=True)


def check_months(months: Months, as_of: date) -> Months:
    """Returns the months if they can belong to a credit.

    Raises:
        ImpossibleHistoryError: a status is unknown, a month is doubled or lies in the future, or
            there are too many. Its detail names the fault, not whose it is.
    """
    faults = []
    if len(months.numbers) != len(months.statuses):
        faults.append("every month needs one status")
    if not SEVERITY.keys() >= set(months.statuses):
        faults.append(f"a status is none of {', '.join(PaymentStatus)}")
    if not _newest_first(months.numbers):
        faults.append("months are doubled or not newest first")
    if months.numbers and months.numbers[0] > month_number(as_of):
        faults.append("a month lies in the future")
    if len(months) > LONGEST_HISTORY_MONTHS:
        faults.append(f"there are more than {LONGEST_HISTORY_MONTHS} months")
    if faults:
        raise ImpossibleHistoryError([f"payment_history: {fault}" for fault in faults])
    return months


def closed_in(months: Months) -> date | None:
    """Returns the month since which the credit is paid off to the end; None while it is open."""
    ending = len(months.statuses) - len(months.statuses.lstrip(PaymentStatus.PAID_OFF))
    return month_of(months.numbers[ending - 1]) if ending else None
