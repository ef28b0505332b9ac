"""What is earned against how many are approved, and where the best cannot be told from others."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.lending_figures import (
    COUNT,
    DECLINE,
    Estimate,
    Worth,
    earned,
    estimate,
)

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class CurvePoint:
    """All approved whose probability is lower: how many that are, and what is earned.

    Attributes:
        is_flat: the interval reaches that of the best point: they cannot be told apart.
    """

    approve_below: float
    approval_rate: float
    nii_after_loss_rub: Estimate
    is_flat: bool


@dataclass(frozen=True)
class Cells:
    """What is known of the cells that were summed, each shape (cells,).

    Attributes:
        place: how many cut-offs of the curve are not above its probabilities.
        may_be_approved: no rule speaks against it.
        outcome: what the candidate makes of it.
    """

    place: Array
    may_be_approved: Array
    outcome: Array


def cutoff_curve(
    sums: Array, cells: Cells, worth: Worth, cut_offs: Array
) -> tuple[CurvePoint, ...]:
    """Returns the curve of a candidate whose cut-off of approval moves and nothing else.

    Args:
        sums: of the cells, shape (1 + draws, cells, columns), as they are first.
        cut_offs: rising.
    """
    everybody = sums[:, :, COUNT].sum(axis=1)
    rates, drawn = [], []
    for place in range(len(cut_offs)):
        approves = cells.may_be_approved & (cells.place <= place)
        reviews = ~approves & (cells.outcome != DECLINE)
        approved = sums[:, approves].sum(axis=1)
        reviewed = sums[:, reviews, COUNT].sum(axis=1)
        rates.append(float(approved[0, COUNT] / everybody[0]))
        drawn.append(estimate(earned(approved, reviewed, everybody, worth)))
    return tuple(
        CurvePoint(float(cut_off), rate, nii, is_flat)
        for cut_off, rate, nii, is_flat in zip(cut_offs, rates, drawn, _flat(drawn), strict=True)
    )


def _flat(curve: list[Estimate]) -> list[bool]:
    intervals = np.array([[point.value, point.low, point.high] for point in curve], float)
    best = intervals[np.argmax(intervals[:, 0])]
    return [bool(high >= best[1]) for high in intervals[:, 2]]
