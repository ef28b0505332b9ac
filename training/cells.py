"""Shares and quantiles of people that are safe to publish: no small group shows through."""

from typing import Any

import numpy as np
import pandas as pd

QUANTILES = np.linspace(0, 1, 21)
SMALLEST_CELL = 20  # a share of fewer people could point at one of them
SMALLEST_GROUP = 200  # so that two people lie beyond the outermost quantiles


def shares_by(people: pd.DataFrame, column: str, by: str | None = None) -> dict[str, Any]:
    """Returns the share of each value, for each value of ``by``; small cells are left out.

    A group in which nothing is left is given the shares of everybody.
    """
    everybody = large_shares(people[column].astype(str).value_counts())
    if by is None:
        return everybody
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: large_shares(values.astype(str).value_counts()) or everybody for key, values in groups
    }


def large_shares(counts: "pd.Series[Any]") -> dict[str, float]:
    """Returns each value's share of the counts that are large enough."""
    kept = counts[counts >= SMALLEST_CELL].sort_index()
    return {str(key): round(float(value), 5) for key, value in (kept / kept.sum()).items()}


def heaps_by(people: pd.DataFrame, column: str, by: str) -> dict[str, dict[str, float]]:
    """Returns the shares of the values on which a number heaps; a rare one counts as the nearest.

    A small group is given the heaps of everybody.
    """
    everybody = _heaps(people[column])
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: _heaps(values) if len(values) >= SMALLEST_GROUP else everybody
        for key, values in groups
    }


def _heaps(values: "pd.Series[float]") -> dict[str, float]:
    counts = values.value_counts()
    heaps = np.sort(counts[counts >= SMALLEST_CELL].index.to_numpy(dtype=float))
    if not len(heaps):
        return {}
    nearest = heaps[np.searchsorted((heaps[1:] + heaps[:-1]) / 2, values)]
    return large_shares(pd.Series(nearest).astype(int).value_counts())


def quantiles_by(people: pd.DataFrame, column: str, by: str) -> dict[str, list[int]]:
    """Returns 21 rounded quantiles of a number for each value of ``by``, the tails cut at 1 %.

    A small group is given the quantiles of everybody: its own would be its people's values.
    """
    everybody = _rounded_quantiles(people[column])
    groups = people.groupby(people[by].astype(str), observed=True)[column]
    return {
        key: _rounded_quantiles(values) if len(values) >= SMALLEST_GROUP else everybody
        for key, values in groups
    }


def _rounded_quantiles(values: "pd.Series[float]") -> list[int]:
    return [round(value) for value in values.quantile(QUANTILES.clip(0.01, 0.99))]
