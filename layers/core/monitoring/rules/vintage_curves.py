"""Vintages: of the credits issued in half a year, how many were ever late by so many months."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import takewhile
from typing import NamedTuple

MOST_MONTHS_ON_BOOK = 60
FEWEST_CREDITS = 30


class CreditAge(NamedTuple):
    """What a vintage has to know of a credit: when it was issued, how old it is, how soon late.

    Attributes:
        issued_half: the first day of the half of the year in which it was issued.
        months: from its issue to the month that is looked at.
        first_30, first_90: months from its issue until it was first so many days late.
    """

    issued_half: date
    months: int
    first_30: int | None
    first_90: int | None


@dataclass(frozen=True)
class VintagePoint:
    """Of the credits that are so old, how many were so late by then."""

    issued_half: date
    months_on_book: int
    credits: int
    ever_30: int
    ever_90: int


def vintage_points(counts: Mapping[CreditAge, int]) -> Iterator[VintagePoint]:
    """Gives the curves, each cut where fewer than 30 credits or half of them all are that old.

    Beyond that a curve would jump because others are counted, not because anybody paid late.
    """
    by_half: dict[date, dict[CreditAge, int]] = {}
    for credit, number in counts.items():
        by_half.setdefault(credit.issued_half, {})[credit] = number
    for half, own in sorted(by_half.items()):
        fewest = max(FEWEST_CREDITS, sum(own.values()) / 2)
        points = (_point(half, months, own) for months in range(1, MOST_MONTHS_ON_BOOK + 1))
        yield from takewhile(partial(_is_of_many, fewest), points)


def _is_of_many(fewest: float, point: VintagePoint) -> bool:
    return point.credits >= fewest


def _point(half: date, months: int, counts: Mapping[CreditAge, int]) -> VintagePoint:
    old = {credit: number for credit, number in counts.items() if credit.months >= months}
    return VintagePoint(
        half,
        months,
        sum(old.values()),
        sum(number for credit, number in old.items() if _by(credit.first_30, months)),
        sum(number for credit, number in old.items() if _by(credit.first_90, months)),
    )


def _by(first: int | None, months: int) -> bool:
    return first is not None and first <= months
