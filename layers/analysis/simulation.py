"""What other cut-offs would do to people who are scored already, and how sure that is.

Probabilities are frozen, and two sets of cut-offs are laid over them: nothing is scored or lent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.cutoff_curve import Cells, CurvePoint, cutoff_curve
from analysis.lending_figures import (
    APPROVE,
    DECLINE,
    OUTCOMES,
    REVIEW,
    Compared,
    Worth,
    approval_by_group,
    columns_of,
    compare,
    lending_figures,
    sums_by_outcome,
)
from analysis.profit import break_even_proba
from analysis.resampling import resampled_sums
from analysis.swap_set import Swapped, Uplifted, swap_set, uplifts

Array = npt.NDArray[Any]

DRAWS = 1_000


class MixedVersionsError(ValueError):
    """Probabilities of different models mean different things: their sums would mean nothing."""


@dataclass(frozen=True)
class Population:
    """Frozen scores, each an array of shape (n,).

    Attributes:
        proba: in (0, 1]; 1 is who has defaulted.
        exposure_rub: what is lent, or would be.
        least: what rules lead to at least, whatever the probability: one of the outcomes.
        version: of the model; None where none was asked.
        defaulted: 1 or 0, NaN where nobody lent or it is too early to know.
        groups: names of groups -> who belongs to it, bool.
    """

    proba: Array
    exposure_rub: Array
    least: Array
    version: Array
    defaulted: Array
    groups: Mapping[str, Array]

    def __post_init__(self) -> None:
        if not len(self.proba):
            raise ValueError("there are no scores to simulate with")
        versions = {version for version in self.version.tolist() if version is not None}
        if len(versions) > 1:
            names = ", ".join(sorted(versions))
            raise MixedVersionsError(f"the scores are of more than one model version: {names}")


@dataclass(frozen=True)
class CutOffs:
    """The cut-offs for each score, by its model and amount: shape (n,)."""

    approve_below: Array
    decline_from: Array


@dataclass(frozen=True)
class Simulation:
    """What the candidate would do.

    Attributes:
        moves: how many go from which outcome (row) to which (column): approve, review, decline.
        curve: by rising cut-off.
    """

    count: int
    draws: int
    break_even_proba: float
    figures: tuple[Compared, ...]
    approval_by_group: tuple[Compared, ...]
    moves: tuple[tuple[int, ...], ...]
    swap_set: tuple[Swapped, ...]
    uplifts: tuple[Uplifted, ...]
    curve: tuple[CurvePoint, ...]


def outcomes_of(population: Population, cut_offs: CutOffs) -> Array:
    """Returns what becomes of each: the stricter word of the cut-offs and of the rules."""
    below_decline = np.where(population.proba < cut_offs.decline_from, REVIEW, DECLINE)
    by_proba = np.where(population.proba < cut_offs.approve_below, APPROVE, below_decline)
    return np.asarray(np.maximum(by_proba, population.least))


@dataclass(frozen=True)
class Drawing:
    """How the intervals are drawn: the same seed gives the same ones."""

    seed: int
    draws: int = DRAWS


def simulate(
    population: Population,
    baseline: CutOffs,
    candidate: CutOffs,
    worth: Worth,
    curve_at: Array,
    drawing: Drawing,
) -> Simulation:
    """Returns what a candidate would do, each figure with its bootstrap interval.

    Args:
        curve_at: the cut-offs of the curve, rising.
    """
    before, after = outcomes_of(population, baseline), outcomes_of(population, candidate)
    place = np.searchsorted(curve_at, population.proba, side="right")
    kinds = np.column_stack([before, after, population.least == APPROVE, place])
    columns = columns_of(population.proba, population.exposure_rub, population.groups)
    order = drawing_order(population, baseline, candidate)
    kept, ends = _runs_of(kinds[order])
    sums = resampled_sums(columns[order], ends, drawing.draws, drawing.seed)
    sides = [sums_by_outcome(sums, kept[:, side]) for side in (0, 1)]
    people = population.proba, population.exposure_rub
    return Simulation(
        count=len(population.proba),
        draws=drawing.draws,
        break_even_proba=break_even_proba(worth.economics),
        figures=compare(*(lending_figures(side, worth) for side in sides)),
        approval_by_group=compare(*(approval_by_group(side, population.groups) for side in sides)),
        moves=_moves(before, after),
        swap_set=swap_set(*people, population.defaulted, before, after),
        uplifts=uplifts(*people, before, after, worth),
        curve=cutoff_curve(sums, Cells(kept[:, 3], kept[:, 2] == 1, kept[:, 1]), worth, curve_at),
    )


def drawing_order(population: Population, baseline: CutOffs, candidate: CutOffs) -> Array:
    """Returns the order in which weights are drawn: those of whom the same becomes lie together.

    It does not depend on where the candidate's cut-offs are, so that the figures of what is in
    force keep their intervals while the candidate moves.
    """
    segment = (candidate.decline_from, candidate.approve_below, baseline.decline_from)
    keys = population.proba, *segment, baseline.approve_below, population.least
    return np.asarray(np.lexsort(keys))


def _runs_of(kinds: Array) -> tuple[Array, Array]:
    """Returns the kind of each run of equal rows, and where the runs end."""
    changes = np.flatnonzero((kinds[1:] != kinds[:-1]).any(axis=1)) + 1
    ends = np.append(changes, len(kinds))
    return kinds[ends - 1], ends


def _moves(before: Array, after: Array) -> tuple[tuple[int, ...], ...]:
    counts = np.bincount(before * OUTCOMES + after, minlength=OUTCOMES**2)
    return tuple(tuple(row) for row in counts.reshape(OUTCOMES, OUTCOMES).tolist())
