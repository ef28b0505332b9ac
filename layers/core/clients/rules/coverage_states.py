"""What coverage of a month is, in which states its figures and its closing are.

A credit is **expected** in a month if it was issued in it or before, and not paid off before it: of
the month in which it is paid off one C is expected, of those after it nothing. **Present** are the
expected ones of which the month is on record, **missing** the others, **unexpected** the credits
on which something is owed in a month that is not expected (that they are paid off may be said again
and again), **restated** those whose month was corrected.
"""

from datetime import date
from enum import StrEnum

from core.clients.rules.history import month_number, month_of


class CoverageState(StrEnum):
    """Whether the figures of a month are those of what is on record."""

    STALE = "stale"
    COUNTING = "counting"
    COUNTED = "counted"


class CoverageKind(StrEnum):
    """Lists of credits that stand out in a month."""

    MISSING = "missing"
    UNEXPECTED = "unexpected"
    RESTATED = "restated"


class ClosingState(StrEnum):
    """How far the closing of a month is.

    ``waiting``: less is present than one signature may close, so a second person has to confirm.
    """

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Hindrance(StrEnum):
    """Why a month cannot be signed now."""

    NOT_OVER = "not_over"
    SIGNED = "signed"
    NOT_IN_ORDER = "not_in_order"
    NOT_COUNTED = "not_counted"


HINDRANCE_TEXTS = {
    Hindrance.NOT_OVER: "This month is not over. Close it when the next one has begun.",
    Hindrance.SIGNED: "This month is signed already. To change that, another person reopens it.",
    Hindrance.NOT_IN_ORDER: "Months are closed in order. Close the one after the latest closed.",
    Hindrance.NOT_COUNTED: "The figures are being counted anew. Look at them in a minute.",
}


def month_after(month: date) -> date:
    """Returns the first day of the month that follows."""
    return month_of(month_number(month) + 1)


def is_finished(month: date, today: date) -> bool:
    """Says whether the month is over."""
    return month_after(month) <= today.replace(day=1)


def needs_second_person(present: int, expected: int, enough_percent: float) -> bool:
    """Says whether so little is present that one signature does not close the month."""
    return present * 100 < expected * enough_percent


def find_hindrance(
    month: date, state: CoverageState, latest_signed: date | None, today: date
) -> Hindrance | None:
    """Says why a month cannot be signed now.

    The first may be any month that is over; from then on each follows the one before.
    """
    if not is_finished(month, today):
        return Hindrance.NOT_OVER
    if latest_signed and month <= latest_signed:
        return Hindrance.SIGNED if month == latest_signed else Hindrance.NOT_IN_ORDER
    if latest_signed and month > month_after(latest_signed):
        return Hindrance.NOT_IN_ORDER
    return None if state is CoverageState.COUNTED else Hindrance.NOT_COUNTED
