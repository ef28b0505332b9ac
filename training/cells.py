"""Shares and quantiles in which no small group shows through."""

from collections.abc import Sequence
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


def large_shares(counts: "pd.Series[int]") -> dict[str, float]:
    """Returns the share of each count that is no small cell."""
    return _rounded(counts[counts >= SMALLEST_CELL])


def rates_by(
    moves: pd.DataFrame, before: str, after: str, order: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Returns how often what was before is followed by what; a rare move counts as the nearest.

    Args:
        moves: one row a month that followed another, with its ``person``.
        before: the column of what the rates depend on.
        after: the column of what followed.
        order: all that may follow; neighbours in it are the nearest.
    """
    cells = moves.groupby([before, after])["person"].agg(["size", "nunique"])
    places = {value: place for place, value in enumerate(order)}
    rates: dict[str, dict[str, float]] = {}
    for key, group in cells.groupby(level=before):
        counts = group.droplevel(before)
        kept = counts.index[counts["nunique"] >= SMALLEST_CELL]
        if len(kept):
            nearest = [
                min(kept, key=lambda one: abs(places[one] - places[value]))
                for value in counts.index
            ]
            rates[str(key)] = _rounded(counts["size"].groupby(nearest).sum())
    return rates


def heaps_by(people: pd.DataFrame, column: str, by: str) -> dict[str, dict[str, float]]:
    """Returns the shares of the numbers that many people tell; a rare one counts as the nearest.

    A small group is given the shares of everybody.
    """
    counts = people[column].value_counts()
    heaps = np.sort(counts[counts >= SMALLEST_CELL].index.to_numpy(dtype=np.int64))
    nearest = heaps[np.abs(people[column].to_numpy()[:, None] - heaps).argmin(axis=1)]
    rounded = people.assign(**{column: nearest})
    everybody = shares_by(rounded, column)
    large = rounded.groupby(by, observed=True)[by].transform("size") >= SMALLEST_GROUP
    return {
        **dict.fromkeys(people[by].astype(str), everybody),
        **shares_by(rounded[large], column, by),
    }


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


def _rounded(counts: "pd.Series[int]") -> dict[str, float]:
    shares = (counts / counts.sum()).sort_index()
    return {str(key): round(float(value), 5) for key, value in shares.items()}


def _rounded_quantiles(values: "pd.Series[float]") -> list[int]:
    return [round(value) for value in values.quantile(QUANTILES.clip(0.01, 0.99))]
