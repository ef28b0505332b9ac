"""How well probabilities separate who defaulted from who did not."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.kit.distributions import normal_above

Array = npt.NDArray[Any]

_Z = 1.959963984540054  # 95 % of a normal variable lie as near to its mean


def kolmogorov_smirnov(target: Array, proba: Array) -> float:
    """Returns the largest gap between the two cumulative distributions, 0 to 1.

    Args:
        target: whether the event happened, bool, shape (n,); both outcomes occur.
        proba: shape (n,).

    Raises:
        ValueError: only one outcome occurs, so there is nothing to separate.
    """
    return separation_of_cells(proba, target, ~target)


def separation_of_cells(risk: Array, events: Array, others: Array) -> float:
    """Returns the same of counts.

    Args:
        risk: of each cell, shape (cells,), more is worse.
        events, others: how many are in it; both occur.

    Raises:
        ValueError: only one outcome occurs, so there is nothing to separate.
    """
    events, others = _by_rank(risk, events, others)
    return float(np.abs(np.cumsum(events / events.sum() - others / others.sum())).max())


@dataclass(frozen=True)
class Area:
    """The area under the ROC curve: how often an event has the higher risk, ties half.

    Attributes:
        variance: of the estimate (DeLong, DeLong and Clarke-Pearson 1988).
    """

    value: float
    variance: float
    events: int
    others: int

    @property
    def gini(self) -> float:
        """The same, from 0 for no separation."""
        return 2 * self.value - 1

    @property
    def interval(self) -> tuple[float, float]:
        """Where it lies with 95 %."""
        width = _Z * float(np.sqrt(self.variance))
        return max(0.0, self.value - width), min(1.0, self.value + width)


def area(risk: Array, events: Array, others: Array) -> Area:
    """Returns the area of counts; whoever has rows gives the target and its contrary as counts.

    Args:
        risk: of each cell, shape (cells,), more is worse.
        events, others: how many are in it; both occur.

    Raises:
        ValueError: only one outcome occurs, so there is nothing to separate.
    """
    events, others = _by_rank(risk, events, others)
    of_events, of_others = _placements(events, others)
    return Area(
        value=_mean(of_events, events),
        variance=_variance(of_events, events) + _variance(of_others, others),
        events=int(events.sum()),
        others=int(others.sum()),
    )


def p_of_no_loss(now: Area, initial: float, initial_variance: float = 0.0) -> float | None:
    """Returns how likely so low an area is where separation is as good as it was; None if unknown.

    The test of the European Central Bank (instructions for reporting the validation results of
    internal models, 2019, 2.5.4.1). Where the initial area was itself estimated, on other people,
    its variance belongs into the difference.
    """
    variance = now.variance + initial_variance
    return normal_above((initial - now.value) / float(np.sqrt(variance))) if variance > 0 else None


@dataclass(frozen=True)
class PairedAreas:
    """Two models on the same people, and how likely so large a difference is by chance.

    Attributes:
        variance: of the difference.
        p_value: two-sided; None where both rank everybody alike.
    """

    first: float
    second: float
    variance: float
    p_value: float | None


def paired_areas(first: Array, second: Array, events: Array, others: Array) -> PairedAreas:
    """Returns the comparison of two areas that were measured on the same people.

    Args:
        first, second: the risks of each cell by the one and the other model, shape (cells,).
        events, others: how many are in it; of each at least two.

    Raises:
        ValueError: an outcome occurs less than twice.
    """
    if events.sum() < 2 or others.sum() < 2:
        raise ValueError("two of each outcome are needed to compare two models")
    sides = [_placements_of_cells(risk, events, others) for risk in (first, second)]
    (events_1, others_1), (events_2, others_2) = sides
    gap_of_events, gap_of_others = events_1 - events_2, others_1 - others_2
    variance = _variance(gap_of_events, events)
    variance += _variance(gap_of_others, others)
    areas = _mean(events_1, events), _mean(events_2, events)
    z = abs(areas[0] - areas[1]) / np.sqrt(variance) if variance > 0 else None
    return PairedAreas(*areas, variance, None if z is None else 2 * normal_above(float(z)))


def _by_rank(risk: Array, events: Array, others: Array) -> tuple[Array, Array]:
    """Returns the counts of each risk that there is, the lowest first."""
    if not events.any() or not others.any():
        raise ValueError("both outcomes are needed to say how well they are separated")
    ranks, places = np.unique(risk, return_inverse=True)
    return (
        np.bincount(places, weights=events, minlength=len(ranks)),
        np.bincount(places, weights=others, minlength=len(ranks)),
    )


def _placements(events: Array, others: Array) -> tuple[Array, Array]:
    """Returns by rank: the share of others an event is above, of events that are above another."""
    below = np.cumsum(others) - others / 2
    above = events.sum() - np.cumsum(events) + events / 2
    return below / others.sum(), above / events.sum()


def _placements_of_cells(risk: Array, events: Array, others: Array) -> tuple[Array, Array]:
    _, places = np.unique(risk, return_inverse=True)
    of_events, of_others = _placements(*_by_rank(risk, events, others))
    return of_events[places], of_others[places]


def _mean(values: Array, times: Array) -> float:
    return float(np.average(values, weights=times))


def _variance(values: Array, times: Array) -> float:
    """Returns the variance of the mean of values that occur so many times; 0 of a single one."""
    if (count := times.sum()) < 2:
        return 0.0
    mean = np.average(values, weights=times)
    return float((times * (values - mean) ** 2).sum() / (count - 1) / count)
