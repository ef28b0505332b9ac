"""Payment histories of one person's credits, as alike and as persistent as real ones.

Every person is a payer of some kind (who never was 30 days late, who was, who was 90 days late) and
has a habit (how many of the months with or without a loan are late at all), the same for all
credits. A credit is paid off, without a loan, or late: which of them follows depends on the habit
and on how long it has been so already, and how late it then is on the kind of payer.
"""

from bisect import bisect_right
from collections.abc import Sequence
from random import Random
from typing import Any

from maintenance.demo.drawing import draw, draw_number, draw_oversampled, parameters

History = list[dict[str, Any]]

# Where a demo needs other people than the real book has (docs/data.md)
NO_CREDIT = 0.033  # in the data nobody
NEWCOMERS = 0.04  # beside the 6 % whose credits happen to be as young
SILENT = 0.04  # of the real ones 8 %, whose records just end
FALLING_BEHIND = 0.003  # 60 days late now, beside the 0.2 % who happen to be
# So many times the real shares: of those who could be late, not all are within their months
OVERSAMPLED_PAYERS = {"late": 1.15, "defaulting": 1.75}
NEWCOMERS_MONTHS = (1, 5)
MONTHS_SILENT = (4, 12)
RECORDED_MONTHS = 61  # the data go back no further, silent people's months neither

PAID_OFF, NO_LOAN, LATE = "C", "X", "late"


def draw_histories(random: Random) -> list[History]:
    """Draws the history of each of a person's credits, newest month first; the oldest credit first.

    The newest month is the current one; of silent people it is some months ago.
    """
    if random.random() < NO_CREDIT:
        return []
    number = draw(random, "credits")
    lengths = _draw_lengths(random, number)
    payer = draw_oversampled(random, OVERSAMPLED_PAYERS, "payer", number)
    habit = draw(random, "habit", payer)
    credits = [draw_statuses(random, [payer] * months, habit) for months in lengths]
    _let_fall_behind(random, credits)
    newest = random.randint(*MONTHS_SILENT) if random.random() < SILENT else 0
    return [newest_first(statuses, newest) for statuses in credits]


def _let_fall_behind(random: Random, credits: list[list[str]]) -> None:
    behind = ("0", "1", "2")
    live = [one for one in credits if len(one) >= len(behind) and one[-1] != PAID_OFF]
    if live and random.random() < FALLING_BEHIND:
        live[0][-len(behind) :] = behind


def newest_first(statuses: list[str], newest: int = 0) -> History:
    """Returns the recorded months of statuses, the newest of them so many months ago."""
    recorded = statuses[newest - RECORDED_MONTHS :]
    return [
        {"months_ago": months_ago, "status": status}
        for months_ago, status in enumerate(reversed(recorded), start=newest)
    ]


def _draw_lengths(random: Random, number: str) -> list[int]:
    if random.random() < NEWCOMERS:
        lengths = [random.randint(*NEWCOMERS_MONTHS) for _ in range(int(number))]
        return sorted(lengths, reverse=True)
    return draw_lengths(random, number)


def draw_lengths(random: Random, number: str) -> list[int]:
    """Draws the months of so many credits that end together, the longest first."""
    longest = draw_number(random, "longest_history", number)
    others = [draw_number(random, "other_histories", number) for _ in range(int(number) - 1)]
    return [longest, *(max(1, round(longest * percent / 100)) for percent in sorted(others)[::-1])]


def draw_statuses(random: Random, payers: Sequence[str], habit: str) -> list[str]:
    """Draws a status a month, the oldest first; what is paid off stays so.

    Args:
        payers: which kind of payer the person is in each month.
    """
    use = draw(random, "first_use", habit)
    statuses = [_draw_delay(random, payers[0], "start") if use == LATE else use]
    unchanged = 1
    while len(statuses) < len(payers) and use != PAID_OFF:
        payer = payers[len(statuses)]
        status = _draw_next(random, payer, habit, statuses[-1], unchanged)
        before, use = use, _use_of(status)
        unchanged = unchanged + 1 if use == before else 1
        statuses.append(status)
    return statuses + [PAID_OFF] * (len(payers) - len(statuses))


def _draw_next(random: Random, payer: str, habit: str, status: str, unchanged: int) -> str:
    if status not in (NO_LOAN, "0"):
        return _draw_delay(random, payer, status)
    duration = bisect_right(parameters()["durations"], unchanged)
    use = draw(random, "next_use", f"{habit}/{_use_of(status)}/{duration}")
    return _draw_delay(random, payer, status) if use == LATE else use


def _draw_delay(random: Random, payer: str, before: str) -> str:
    return draw(random, "delay", f"{payer}/{before}")


def _use_of(status: str) -> str:
    return status if status in (PAID_OFF, NO_LOAN) else LATE
