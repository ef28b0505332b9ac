"""A book of several years: who joins it and leaves it, who defaults, and what drifts in it.

Its people are drawn as those of the population are. They join with the sixth month of a credit, so
that all of them have a history, and leave with the last month in which such a credit is open. In
its first years nothing changes but the people; then two faults are planted, for the monitoring to
find. The same arguments make the same book on any day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from core.clients.rules.history import (
    DEFAULT_STATUSES,
    SHORTEST_HISTORY_MONTHS,
    month_number,
    month_of,
)
from maintenance.demo.drawing import draw_oversampled
from maintenance.demo.histories import (
    NO_LOAN,
    PAID_OFF,
    RECORDED_MONTHS,
    History,
    draw_lengths,
    draw_statuses,
    newest_first,
)
from maintenance.demo.population import draw_answers, make_client
from maintenance.demo.records import Dated, Person

SERIES = "Y"
SEED = "w"
FEWEST_YEARS, MOST_YEARS = 3, 10  # fewer have no quiet year whose outcomes are known
# Of hundred on the book, so many begin to borrow in a month; a part of them never joins
BEGINNING = 0.075
# So many times the real shares, for a book that pays as the model foretells
CREDITS = {"1": 1.4}
PAYERS = {"late": 2.1, "defaulting": 2.9}
HABITS = {"seldom": 1.6, "mostly": 0.75}
ENDING_UNUSED, UNUSED_MONTHS = 0.45, 11  # of all, and after so many months without a debt
HORIZON_MONTHS = 12  # after them it is known who defaulted
MONTHS_SHIFTED, MONTHS_DOUBLED = 18, 15  # at the end of the book
SHIFTED_CREDITS = {"1": 0, "2": 0}  # of who joins then: most others have as few
TURNED = 0.055  # of all: they default as those do who always would have, and twice as many do
MIDDLE_OF_MONTH = 15


@dataclass(frozen=True)
class Book:
    """How large and how long a book is.

    Attributes:
        clients: about so many are on it in every month.
        until: the first day of its last month.
        seed: which of all possible books of these people; most have a quiet month in which the PDs
            happen to lie at the amber edge, and this one of two thousand clients has none.
    """

    clients: int
    years: int
    until: date
    seed: str = SEED

    @cached_property
    def last(self) -> int:
        """The number of its last month."""
        return month_number(self.until)

    @property
    def first(self) -> int:
        """The number of its first month."""
        return self.last - 12 * self.years + 1

    @property
    def shifted_from(self) -> int:
        """The month from which on who joins has more credits at once."""
        return self.last - MONTHS_SHIFTED + 1

    @property
    def doubled_from(self) -> int:
        """The month from which on twice as many default."""
        return self.last - MONTHS_DOUBLED + 1

    @property
    def people(self) -> int:
        """How many are drawn; not all of them are ever on the book."""
        return round((12 * self.years + RECORDED_MONTHS) * BEGINNING * self.clients)

    def begun(self, index: int) -> int:
        """Returns the month in which somebody begins to borrow."""
        return self.first - RECORDED_MONTHS + int(index / (BEGINNING * self.clients))


@dataclass(frozen=True)
class _Credit:
    """The months of a credit from the month of its issue on."""

    issued: int
    statuses: list[str]

    def months_open(self) -> set[int]:
        """Returns the months in which it is open, and old enough to tell something."""
        months = len("".join(self.statuses).rstrip(PAID_OFF))
        return set(range(self.issued + SHORTEST_HISTORY_MONTHS - 1, self.issued + months))

    def months_owed(self) -> set[int]:
        """Returns the months in which something is owed."""
        told = enumerate(self.statuses, start=self.issued)
        return {month for month, status in told if status not in (PAID_OFF, NO_LOAN)}

    def until(self, month: int) -> "_Credit":
        """Returns it without what comes after a month."""
        return _Credit(self.issued, self.statuses[: max(0, month - self.issued + 1)])

    def paid_off(self, month: int) -> "_Credit":
        """Returns it with one more month in which the rest is paid; a default is not paid."""
        if self.statuses[-1] in DEFAULT_STATUSES:
            return self
        missing = month - self.issued - len(self.statuses) + 1
        return _Credit(self.issued, self.statuses + [PAID_OFF] * missing)


def generate_members(book: Book, first: int, count: int) -> dict[int, Dated]:
    """Returns those of the book's people ``first`` to ``first + count - 1`` who are ever on it."""
    places = range(first, min(first + count, book.people))
    made = {place: _generate(book, place) for place in places}
    return {place: one for place, one in made.items() if one is not None}


def _generate(book: Book, index: int) -> Dated | None:
    random = Random(f"{book.seed} {index}")  # noqa: S311 - a population, not a secret
    credits = _draw_credits(random, book, book.begun(index))
    unused_most = UNUSED_MONTHS if random.random() < ENDING_UNUSED else book.last
    stay = _stay(credits, book, unused_most)
    if stay is None:
        return None
    joined, newest = stay
    borrowed = [credit for one in credits if (credit := one.until(newest)).statuses]
    answers = draw_answers(random)
    told = make_client(index, answers, [_history(one, newest) for one in borrowed], SERIES)
    has_left = newest < book.last
    if has_left:
        for credit, one in zip(told["credits"], borrowed, strict=True):
            credit["payment_history"] = _history(one.paid_off(newest + 1), newest + 1)
    return Dated(
        Person.model_validate(told),
        answered_on=_in(joined),
        paid_until=_in(newest + has_left),
        client_since=_in(joined),
        closed_on=_in(newest + 1) if has_left else None,
    )


def _draw_credits(random: Random, book: Book, begun: int) -> list[_Credit]:
    is_shifted = begun + SHORTEST_HISTORY_MONTHS > book.shifted_from  # joins from then on
    number = draw_oversampled(random, SHIFTED_CREDITS if is_shifted else CREDITS, "credits")
    # One month is left for paying off
    lengths = [min(months, RECORDED_MONTHS - 1) for months in draw_lengths(random, number)]
    if is_shifted:
        lengths = lengths[:1] * len(lengths)
    payer = draw_oversampled(random, PAYERS, "payer", number)
    habit = draw_oversampled(random, HABITS, "habit", payer)
    turned = "defaulting" if random.random() < TURNED else payer
    payers = [payer if begun + place < book.doubled_from else turned for place in range(lengths[0])]
    places = [lengths[0] - months for months in lengths]  # all of them end together
    return [
        _Credit(begun + place, draw_statuses(random, payers[place:], habit)) for place in places
    ]


def _stay(credits: Sequence[_Credit], book: Book, unused_most: int) -> tuple[int, int] | None:
    """Returns the first and the last month of somebody on the book; None of who is never on it.

    Args:
        unused_most: after so many months in a row without a debt the person leaves.
    """
    months = set[int]().union(*(credit.months_open() for credit in credits))
    if not months:
        return None
    owed = set[int]().union(*(credit.months_owed() for credit in credits))
    joined = last = min(months)
    owed_in = max((month for month in owed if month <= joined), default=credits[0].issued - 1)
    while last + 1 in months and last < book.last and last - owed_in < unused_most:
        last += 1
        owed_in = last if last in owed else owed_in
    return (joined, last) if joined <= book.last and last >= book.first else None


def _history(credit: _Credit, until: int) -> History:
    newest = credit.issued + len(credit.statuses) - 1
    return newest_first(credit.statuses, until - newest)


def _in(month: int) -> date:
    return month_of(month).replace(day=MIDDLE_OF_MONTH)
