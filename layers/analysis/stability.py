"""Whether a population is still the one that a model was made for."""

from typing import Any

import numpy as np
import numpy.typing as npt

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
