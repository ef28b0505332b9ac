"""Counts the coverage of months anew after feeds, in short transactions, so many a run."""

from datetime import date
from time import monotonic

from core.clients.coverage import add_finished_months, add_month, next_stale_month, recount_step
from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.database import transaction

MOST_SECONDS = 20  # what is left over waits for the next minute


def recount_month(month: date) -> dict[str, str | int]:
    """Counts a month, or goes on where a run broke off; returns the steps it took."""
    with transaction() as connection:
        add_month(connection, month)
    return {"month": month.isoformat(), "steps": _count(month, monotonic() + 5 * MOST_SECONDS)}


def recount_stale() -> dict[str, int]:
    """Counts the months that feeds have touched, the newest first."""
    until = monotonic() + MOST_SECONDS
    steps = 0
    with transaction() as connection:
        add_finished_months(connection, month_of(month_number(bank_date()) - 1))
        month = next_stale_month(connection)
    while month and monotonic() < until:
        steps += _count(month, until)
        with transaction() as connection:
            month = next_stale_month(connection)
    return {"steps": steps}


def _count(month: date, until: float) -> int:
    steps = 0
    is_counted = False
    while not is_counted and monotonic() < until:
        with transaction() as connection:
            is_counted = recount_step(connection, month)
        steps += 1
    return steps
