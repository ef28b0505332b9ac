"""Has the monitor count months, as the schedule does once each is over."""

from collections.abc import Sequence
from datetime import date
from time import monotonic, sleep

from tqdm import tqdm

from core.clients.rules.history import month_number, month_of
from local import seeding
from local.errors import StackError
from local.stack import Stack

LONGEST_SECONDS = 600
PAUSE_SECONDS = 1


def months_before(today: date, count: int) -> list[str]:
    """Returns the first days of so many months before a day's, the oldest first."""
    now = month_number(today)
    return [month_of(number).isoformat() for number in range(now - count, now)]


def watch(stack: Stack, function: str, months: Sequence[str]) -> None:
    """Has the monitor count months, one after another.

    Raises:
        StackError: it failed, or does not come to an end.
    """
    for month in tqdm(months, desc="watch", unit=" months", leave=False, disable=None):
        _count(stack, function, month)


def _count(stack: Stack, function: str, month: str) -> None:
    """Has it count a month; with what is open it goes on first."""
    event = {"action": "run", "month": month}
    deadline = monotonic() + LONGEST_SECONDS
    answer = seeding.invoke(stack, function, event)
    while not (answer.get("is_over") and answer["month"] == month):
        if monotonic() > deadline:
            raise StackError(f"The monitor does not come to the end of {month}. See: make logs")
        sleep(PAUSE_SECONDS)
        answer = seeding.invoke(stack, function, event)
