"""Which month a run is of, and when that month ends."""

from datetime import date, datetime, time

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date, bank_time_zone

FIRST_MONTH = date(2000, 1, 1)


def month_after(month: date) -> date:
    """Returns the first day of the month after one."""
    return month_of(month_number(month) + 1)


def month_before(month: date) -> date:
    """Returns the first day of the month before one."""
    return month_of(month_number(month) - 1)


def may_be_run(month: date) -> bool:
    """Says whether this is the first day of a month of this century that has begun."""
    return month.day == 1 and FIRST_MONTH <= month <= bank_date()


def end_of(month: date) -> datetime:
    """Returns the moment at which a month is over where the bank is."""
    return datetime.combine(month_after(month), time(), bank_time_zone())
