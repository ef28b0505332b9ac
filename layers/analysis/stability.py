"""Whether a population is still the one that a model was made for."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.kit.distributions import chi_square_above, chi_square_quantile

Array = npt.NDArray[Any]

SMALLEST_SHARE = 1e-6  # an empty bin has no logarithm


def bin_shares(values: Array, edges: Array) -> Array:
    """Returns the share of values in each bin; bin i lies from edge i-1 on and below edge i."""
    counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
    return np.asarray(counts / counts.sum())


def population_stability_index(expected: Array, observed: Array) -> float:
    """Returns the PSI of two distributions over the same bins, given as shares that add up to 1."""
    before, now = (np.clip(shares, SMALLEST_SHARE, None) for shares in (expected, observed))
    return float(((now - before) * np.log(now / before)).sum())


@dataclass(frozen=True)
class StabilityIndex:
    """The PSI of counts, and how likely such a one is where nothing has changed.

    Attributes:
        contributions: of each bin.
        p_value: by chi-square with one degree of freedom fewer than bins.
    """

    value: float
    p_value: float
    contributions: tuple[float, ...]


def stability_index(expected: Array, observed: Array) -> StabilityIndex:
    """Returns the PSI of two samples counted over the same bins (Yurdakul and Naranjo 2020).

    Args:
        expected, observed: counts, shape (bins,); an empty bin counts as half of one.

    Raises:
        ValueError: there are fewer than two bins, or one of the samples is empty.
    """
    if len(expected) < 2 or not expected.sum() or not observed.sum():
        raise ValueError("a stability index needs two bins and something in both samples")
    before, now = (np.maximum(counts, 0.5) / counts.sum() for counts in (expected, observed))
    contributions = (now - before) * np.log(now / before)
    value = float(contributions.sum())
    p_value = chi_square_above(value / _scale(expected.sum(), observed.sum()), len(expected) - 1)
    return StabilityIndex(value, p_value, tuple(contributions.tolist()))


def critical_index(expected: float, observed: float, bins: int, level: float) -> float:
    """Returns the PSI that chance alone exceeds with the probability of the level.

    Args:
        expected, observed: how many are in the samples.
    """
    return _scale(expected, observed) * chi_square_quantile(level, bins - 1)


def _scale(expected: float, observed: float) -> float:
    return float(1 / expected + 1 / observed)


def information_value(events: Array, others: Array) -> float:
    """Returns how far bins tell events from others: the PSI of the one against the other."""
    return stability_index(others, events).value
