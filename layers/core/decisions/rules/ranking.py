"""Which of two orders of the same people separates those better who defaulted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from statistics import NormalDist, fmean

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Comparison:
    """Areas under the ROC curves of two orders, and the difference with its 95 % interval."""

    first: float
    second: float
    difference: float
    low: float
    high: float


def compare_orders(
    defaulted: Sequence[bool], first: Sequence[float], second: Sequence[float]
) -> Comparison:
    """Compares two orders by risk, highest last (DeLong, DeLong & Clarke-Pearson, Biometrics 1988).

    Raises:
        ValueError: fewer than two defaulted, or fewer than two did not.
    """
    events = sum(defaulted)
    if min(events, len(defaulted) - events) < 2:
        raise ValueError("two of each are needed to compare orders")
    one, other = _placements(defaulted, first), _placements(defaulted, second)
    areas = fmean(one[0]), fmean(other[0])
    variance = 0.0
    for kind in zip(one, other, strict=True):
        gaps = [mine - theirs for mine, theirs in zip(*kind, strict=True)]
        mean = fmean(gaps)
        variance += sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1) / len(gaps)
    difference, width = areas[1] - areas[0], _Z * sqrt(variance)
    return Comparison(*areas, difference, difference - width, difference + width)


def _placements(
    defaulted: Sequence[bool], order: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Returns for each who defaulted the share of the others below, for each other the reverse."""
    events = sum(defaulted)
    others = len(defaulted) - events
    among_all, among_own = _midranks(range(len(order)), order), [0.0] * len(order)
    for kind in (True, False):
        places = [place for place, is_event in enumerate(defaulted) if is_event is kind]
        for place, rank in _midranks(places, order).items():
            among_own[place] = rank
    bad, good = [], []
    for place, is_event in enumerate(defaulted):
        below = among_all[place] - among_own[place]
        if is_event:
            bad.append(below / others)
        else:
            good.append(1 - below / events)
    return bad, good


def _midranks(places: Sequence[int], order: Sequence[float]) -> dict[int, float]:
    """Returns ranks from 1; who is level shares the middle one."""
    return dict(_ranked(sorted(places, key=order.__getitem__), order))


def _ranked(places: Sequence[int], order: Sequence[float]) -> Iterator[tuple[int, float]]:
    done = 0
    for _, group in groupby(places, key=order.__getitem__):
        level = list(group)
        rank = done + (len(level) + 1) / 2
        done += len(level)
        yield from ((place, rank) for place in level)
