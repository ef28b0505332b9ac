"""What coverage of a month is, in which states its figures and its closing are.

A credit is **expected** in a month if it was issued in it or before, and not paid off before it: of
the month in which it is paid off one C is expected, of those after it nothing. **Present** are the
expected ones of which the month is on record, **missing** the others, **unexpected** the credits
with a month on record that is not expected, **restated** those whose month was corrected.
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


def month_after(month: date) -> date:
    """Returns the first day of the month that follows."""
    return month_of(month_number(month) + 1)


def is_finished(month: date, today: date) -> bool:
    """Says whether the month is over."""
    return month_after(month) <= today.replace(day=1)


def needs_second_person(present: int, expected: int, enough_percent: float) -> bool:
    """Says whether so little is present that one signature does not close the month."""
    return present * 100 < expected * enough_percent
