"""Scores joined into cells small enough that a cut-off may be drawn without splitting any."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

WORST = 1.0


@dataclass(frozen=True)
class CellSums:
    """One row a cell that is not empty, by segment, by what rules lead to, by probability.

    Attributes:
        proba_to: the edge above everybody in it.
        defaulted_exposure_rub: the sum of probability times exposure.
        matured, defaults: of whom it is known what came of it.
    """

    segment: Array
    least: Array
    proba_to: Array
    count: Array
    proba: Array
    exposure_rub: Array
    defaulted_exposure_rub: Array
    matured: Array
    defaults: Array


def cells_of_scores(
    keys: Array, proba: Array, exposure_rub: Array, defaulted: Array, edges: Array
) -> CellSums:
    """Returns the sums of cells.

    Args:
        keys: segment and least outcome of each score, whole numbers, shape (n, 2).
        defaulted: 1 or 0, NaN where it is not known.
        edges: rising; a cut-off at any of them splits no cell.
    """
    places = np.searchsorted(edges, proba, side="right")
    rows = np.column_stack([keys, places])
    # As one number a row: rows as such are sorted ten times as slowly
    codes = np.ravel_multi_index(tuple(rows.T), tuple(rows.max(axis=0) + 1))
    _, first, cells = np.unique(codes, return_index=True, return_inverse=True)
    kept = rows[first]

    def total(values: Array) -> Array:
        return np.bincount(cells, weights=values, minlength=len(kept))

    return CellSums(
        segment=kept[:, 0],
        least=kept[:, 1],
        proba_to=np.append(edges, WORST)[kept[:, 2]],
        count=np.bincount(cells, minlength=len(kept)),
        proba=total(proba),
        exposure_rub=total(exposure_rub),
        defaulted_exposure_rub=total(proba * exposure_rub),
        matured=total(np.isfinite(defaulted)).astype(int),
        defaults=total(np.nan_to_num(defaulted)).astype(int),
    )
