"""Who would be approved newly and who no more, and what if the new ones are worse than foreseen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.lending_figures import APPROVE, REVIEW, Worth, columns_of, earned

Array = npt.NDArray[Any]

UPLIFTS = (1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Swapped:
    """One of the four cells of who is approved by which.

    Attributes:
        mean_proba: None where there is nobody.
        matured: people whom somebody approved, and long enough ago to know what came of it; None
            where the one in force approves nobody: then there is no outcome, and none is guessed.
        defaults: those of them who defaulted.
    """

    name: str
    count: int
    mean_proba: float | None
    exposure_rub: float
    matured: int | None
    defaults: int | None


@dataclass(frozen=True)
class Uplifted:
    """The candidate, were those it approves newly so many times as bad as the model says."""

    uplift: float
    expected_defaults: float
    expected_loss_rub: float
    nii_after_loss_rub: float


def swap_set(
    proba: Array, exposure_rub: Array, defaulted: Array, before: Array, after: Array
) -> tuple[Swapped, ...]:
    """Returns the four cells: approved by both, newly, no more, by neither.

    Args:
        defaulted: 1 or 0, NaN where it is not known.
        before, after: what becomes of each by what is in force, and by the candidate.
    """
    approved, newly = before == APPROVE, after == APPROVE
    cells = {
        "kept": approved & newly,
        "in": ~approved & newly,
        "out": approved & ~newly,
        "never": ~approved & ~newly,
    }
    return tuple(
        _swapped(name, rows, proba, exposure_rub, defaulted if name in {"kept", "out"} else None)
        for name, rows in cells.items()
    )


def _swapped(
    name: str, rows: Array, proba: Array, exposure_rub: Array, defaulted: Array | None
) -> Swapped:
    count = int(rows.sum())
    known = None if defaulted is None else defaulted[rows][np.isfinite(defaulted[rows])]
    return Swapped(
        name,
        count,
        float(proba[rows].mean()) if count else None,
        float(exposure_rub[rows].sum()),
        None if known is None else len(known),
        None if known is None else int(known.sum()),
    )


def uplifts(
    proba: Array, exposure_rub: Array, before: Array, after: Array, worth: Worth
) -> tuple[Uplifted, ...]:
    """Returns the candidate's figures for each uplift of those it approves newly."""
    approved, newly = after == APPROVE, (after == APPROVE) & (before != APPROVE)
    reviewed = np.asarray((after == REVIEW).sum())
    found = []
    for uplift in UPLIFTS:
        raised = np.where(newly, np.minimum(1.0, proba * uplift), proba)[approved]
        lent = exposure_rub[approved]
        sums = columns_of(raised, lent, {}).sum(axis=0)
        lost = float((raised * lent).sum()) * worth.economics.loss_given_default
        nii = float(earned(sums, reviewed, np.asarray(len(proba)), worth))
        found.append(Uplifted(uplift, float(raised.sum()), lost, nii))
    return tuple(found)
