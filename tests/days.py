"""The bank's days as tests need them: asked for when a test runs, for a run may pass midnight."""

from datetime import date, timedelta

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date


def tomorrow() -> date:
    """The bank's day after today."""
    return bank_date() + timedelta(1)


def months_ago(count: int) -> date:
    """The first day of the month so many before the bank's present one."""
    return month_of(month_number(bank_date()) - count)


def this_month() -> date:
    """The first day of the bank's present month."""
    return months_ago(0)


def last_month() -> date:
    """The first day of the bank's month before the present one."""
    return months_ago(1)
