"""What the live panel shows of the month: counted in pieces, each with a statement of its own."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from core.kit.clock import bank_date
from core.kit.database import connect
from core.monitoring.live_counting import (
    CLIENTS_A_STEP,
    count_book,
    count_deeds,
    count_fresh,
    last_client,
)
from core.monitoring.rules.live_rows import LiveFound, added, joined
from core.monitoring.run_months import month_before
from monitor.task import Task


def look(task: Task) -> LiveFound:
    """Returns the counts of the month, in all, by grade and by manager.

    Which scores are out of date is known of today, and so of the newest month alone.
    """
    month = task.run.month
    deeds = _piece(task, partial(count_deeds, month=month))
    book = _piece(task, partial(count_book, month=month))
    fresh = _look_at_all(task) if month >= month_before(bank_date()) else {}
    return joined(deeds, book, fresh)


def _look_at_all(task: Task) -> LiveFound:
    with connect() as connection:
        last = last_client(connection)
    starts = range(0, last, CLIENTS_A_STEP)
    return added(*(_piece(task, partial(count_fresh, after=after)) for after in starts))


def _piece(task: Task, counting: Callable[[Connection], LiveFound]) -> LiveFound:
    task.go_on_if_time()
    with connect() as connection:
        return counting(connection)
