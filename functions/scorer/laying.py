"""Lays the cut-offs of a policy over many scores at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.simulation import CutOffs
from core.decisions.rules.policy import Policy
from core.decisions.rules.simulator_messages import CutOffsSegment
from core.scores.rules.vocabulary import ModelName

Array = npt.NDArray[Any]

NO_BAND = -1


@dataclass(frozen=True)
class Laid:
    """The cut-offs of a policy for each score, and the place of the band that they are of."""

    policy: Policy
    cut_offs: CutOffs
    band: Array


def lay_cut_offs(policy: Policy, model: Array, amount_rub: Array) -> Laid:
    """Returns what ``Policy.cut_offs`` says of every score.

    Args:
        amount_rub: what is wanted; NaN where nothing is, and the policy's own cut-offs decide.
    """
    count = len(model)
    approve, decline = np.full(count, policy.approve_below), np.full(count, policy.decline_from)
    place = np.full(count, NO_BAND)
    # Those that fit better come later
    ranked = sorted(
        enumerate(policy.lending.bands),
        key=lambda entry: (entry[1].amount_from_rub, entry[1].model is not None),
    )
    for index, band in ranked:
        fits = amount_rub >= band.amount_from_rub
        if band.model is not None:
            fits &= model == band.model
        approve[fits], decline[fits], place[fits] = band.approve_below, band.decline_from, index
    return Laid(policy, CutOffs(approve, decline), place)


def segments_of(before: Laid, after: Laid) -> tuple[list[CutOffsSegment], Array]:
    """Returns the pairs of cut-offs that scores are under, and which of them each score is."""
    pairs = (before.band - NO_BAND) * (1 + len(after.policy.lending.bands)) + after.band - NO_BAND
    _, first, places, counts = np.unique(
        pairs, return_index=True, return_inverse=True, return_counts=True
    )
    segments = [
        _segment(before, after, int(row), int(count))
        for row, count in zip(first, counts, strict=True)
    ]
    return segments, places


def _segment(before: Laid, after: Laid, row: int, count: int) -> CutOffsSegment:
    """Returns the segment that a score is of."""
    place = int(after.band[row])
    band = None if place == NO_BAND else after.policy.lending.bands[place]
    return CutOffsSegment(
        band=None if band is None else place,
        model=None if band is None or band.model is None else ModelName(band.model),
        amount_from_rub=0 if band is None else band.amount_from_rub,
        baseline_approve_below=before.cut_offs.approve_below[row],
        baseline_decline_from=before.cut_offs.decline_from[row],
        candidate_approve_below=after.cut_offs.approve_below[row],
        candidate_decline_from=after.cut_offs.decline_from[row],
        count=count,
    )
