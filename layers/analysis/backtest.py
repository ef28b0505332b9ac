"""Tests of whether as many defaulted as was foretold, from sums over cells of equal scores."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from core.kit.distributions import beta_below, chi_square_above, normal_above

Array = npt.NDArray[Any]

HOSMER_LEMESHOW_GROUPS = 10
FEWEST_EXPECTED = 5.0  # of a group, so that its count is near enough to normal


@dataclass(frozen=True)
class OutcomeCells:
    """Sums over people of about the same probability p, each an array of shape (cells,).

    Attributes:
        proba: the sum of p.
        square: the sum of p squared.
        proba_of_defaults: the sum of p of who defaulted.
        skewed: the sum of p (1 - p) (1 - 2 p) squared.
    """

    count: Array
    defaults: Array
    proba: Array
    square: Array
    proba_of_defaults: Array
    skewed: Array

    def chosen(self, which: Array) -> "OutcomeCells":
        """Returns some of the cells, by place or by yes and no."""
        return OutcomeCells(*(getattr(self, field.name)[which] for field in fields(self)))

    @property
    def mean(self) -> Array:
        """The mean probability of each cell."""
        return np.asarray(self.proba / self.count)

    @property
    def others(self) -> Array:
        """Who did not default."""
        return np.asarray(self.count - self.defaults)


def cells_of_rows(target: Array, proba: Array) -> OutcomeCells:
    """Returns each row as a cell of its own, the lowest probability first."""
    order = np.argsort(proba, kind="stable")
    p, defaulted = proba[order], target[order].astype(float)
    skewed = p * (1 - p) * (1 - 2 * p) ** 2
    return OutcomeCells(np.ones(len(p)), defaulted, p, p**2, p * defaulted, skewed)


def brier(cells: OutcomeCells) -> float:
    """Returns the mean squared distance of probability and outcome."""
    total = cells.square.sum() - 2 * cells.proba_of_defaults.sum() + cells.defaults.sum()
    return float(total / cells.count.sum())


@dataclass(frozen=True)
class Statistic:
    """What a test measured, and how likely a worse one is by chance alone.

    Attributes:
        degrees: of freedom, where the test has them.
    """

    value: float
    p_value: float
    degrees: int | None = None


def spiegelhalter(cells: OutcomeCells) -> Statistic | None:
    """Returns Spiegelhalter's test of all probabilities (1986), one-sided; None if none varies."""
    count, variance = cells.count.sum(), cells.skewed.sum()
    if variance <= 0:
        return None
    expected = (cells.proba.sum() - cells.square.sum()) / count
    z = float((brier(cells) - expected) / (np.sqrt(variance) / count))
    return Statistic(z, normal_above(z))


def hosmer_lemeshow(count: Array, defaults: Array, proba: Array) -> Statistic:
    """Returns the test of groups with as many degrees of freedom as groups: nothing was fitted.

    Args:
        count, defaults: of each group, shape (groups,).
        proba: the sum of probabilities of each.
    """
    statistic = float(((defaults - proba) ** 2 / (proba * (1 - proba / count))).sum())
    return Statistic(statistic, chi_square_above(statistic, len(count)), len(count))


def risk_groups(cells: OutcomeCells) -> Array:
    """Returns the group of each cell: up to ten of as many people, each expecting enough defaults.

    Args:
        cells: the lowest probability first.
    """
    size = cells.count.sum() / HOSMER_LEMESHOW_GROUPS
    groups, people, expected, group = [], 0.0, 0.0, 0
    rest = cells.proba.sum() - np.cumsum(cells.proba)
    for place in range(len(cells.count)):
        groups.append(group)
        people, expected = people + cells.count[place], expected + cells.proba[place]
        if people >= size and min(expected, rest[place]) >= FEWEST_EXPECTED:
            people, expected, group = 0.0, 0.0, group + 1
    return np.array(groups)


def binomial_p(defaults: int, count: int, proba: float) -> float:
    """Returns how likely so many or more defaults are, were they independent."""
    return beta_below(proba, 1 - proba, defaults, count - defaults + 1) if defaults else 1.0
