"""What two models come to on the same people: by their outcomes, and by what would change."""

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.backtest import brier, cells_of_rows
from analysis.discrimination import area, paired_areas
from core.decisions.rules.binomial import (
    jeffreys_interval,
    jeffreys_p,
    jeffreys_p_of_fewer,
)
from core.decisions.rules.policy import Policy
from core.decisions.rules.simulator_messages import SimulatedEconomics
from core.models.rules.conclusion import FEWEST_DEFAULTS, TIE_FROM_P, conclude, months_more
from core.models.rules.vocabulary import Conclusion
from core.scores.rules.points import points
from monitor.comparison_rows import ComparisonRows

Array = npt.NDArray[Any]
APPROVE, REVIEW, DECLINE = 0, 1, 2
MOVERS = 50
CELL_POINTS = 25
SMALLEST_GROUP = 30
DIGITS = 6


def outcome_figures(rows: ComparisonRows, policy: Policy) -> dict[str, Any]:
    """Returns how both did on those of whom it is known what came of their scores."""
    defaulted = np.array(rows.defaulted, float)
    known = np.isfinite(defaulted)
    target = defaulted[known]
    count, defaults = len(target), int(target.sum())
    told: dict[str, Any] = {
        "people": count,
        "defaults": defaults,
        "fewest_defaults": FEWEST_DEFAULTS,
        "months_more": months_more(defaults, _months(rows, known)),
        "p_value": None,
        "conclusion": Conclusion.NOT_ENOUGH_EVIDENCE,
    }
    probas = [proba[known] for proba in rows.probas()]
    sides = [_side(target, proba) for proba in probas] if count else [None, None]
    told |= {"champion": sides[0], "challenger": sides[1]}
    if 2 <= defaults <= count - 2:
        told |= _separation(target, probas, sides)
    if count:
        told["nii_at_the_same_rate"] = _nii(rows, known, probas, target, policy)
        told["swaps"] = _swaps(_outcomes(rows, policy, known), target)
    return told


def _months(rows: ComparisonRows, known: Array) -> int:
    """Returns over how many months the scores with an outcome were made."""
    months = np.array(rows.months, int)[known]
    return int(months.max() - months.min()) + 1 if len(months) else 0


def _side(target: Array, proba: Array) -> dict[str, Any]:
    count, defaults = len(target), int(target.sum())
    mean = float(proba.mean())
    low, high = jeffreys_interval(defaults, count)
    return {
        "mean_proba": _rounded(mean),
        "observed_rate": _rounded(defaults / count),
        "observed_interval": [_rounded(low), _rounded(high)],
        # How likely it is that the PD was high enough, and that it was low enough
        "p_high_enough": _rounded(jeffreys_p(defaults, count, mean)),
        "p_low_enough": _rounded(jeffreys_p_of_fewer(defaults, count, mean)),
        "brier": _rounded(brier(cells_of_rows(target, proba))),
        "auc": None,
        "auc_interval": None,
    }


def _separation(target: Array, probas: list[Array], sides: list[Any]) -> dict[str, Any]:
    """Adds the areas to both sides; returns the test of their difference, and the conclusion."""
    for side, proba in zip(sides, probas, strict=True):
        found = area(proba, target, 1 - target)
        side["auc"] = _rounded(found.value)
        side["auc_interval"] = [_rounded(one) for one in found.interval]
    paired = paired_areas(probas[0], probas[1], target, 1 - target)
    calibrated = tuple(
        min(one["p_high_enough"], one["p_low_enough"]) >= TIE_FROM_P for one in sides
    )
    return {
        "p_value": None if paired.p_value is None else _rounded(paired.p_value),
        "conclusion": conclude(
            int(target.sum()),
            (paired.first, paired.second),
            paired.p_value,
            (calibrated[0], calibrated[1]),
        ),
    }


def _nii(
    rows: ComparisonRows, known: Array, probas: list[Array], target: Array, policy: Policy
) -> dict[str, Any]:
    """Returns what each would have earned by approving as many as the champion does."""
    economics = SimulatedEconomics()
    least = np.array(rows.least, int)[known]
    approved = int((_outcomes(rows, policy, known)[0] == APPROVE).sum())
    margin = economics.interest_rate - economics.funding_rate
    worth = np.where(target == 1, -economics.loss_given_default, margin)
    gain = worth * np.array(rows.owed_rub, float)[known]
    # Whom a rule keeps from being approved, neither approves
    best = [np.lexsort((proba, least > APPROVE))[:approved] for proba in probas]
    return {
        "approved": approved,
        "champion_rub": round(float(gain[best[0]].sum()), 2),
        "challenger_rub": round(float(gain[best[1]].sum()), 2),
    }


def _outcomes(rows: ComparisonRows, policy: Policy, chosen: Array) -> list[Array]:
    """Returns what the policy makes of both models' word on each of those chosen."""
    least = np.array(rows.least, int)[chosen]
    told = []
    for proba in rows.probas():
        by_cut_offs = (proba[chosen] >= policy.approve_below).astype(int)
        by_cut_offs += proba[chosen] >= policy.decline_from
        told.append(np.maximum(least, by_cut_offs))
    return told


def _swaps(outcomes: list[Array], target: Array | None) -> list[dict[str, Any]]:
    """Returns who is approved by which: by both, newly, no more, by neither."""
    before, after = (one == APPROVE for one in outcomes)
    cells = {
        "kept": before & after,
        "in": ~before & after,
        "out": before & ~after,
        "never": ~before & ~after,
    }
    return [
        {
            "name": name,
            "people": int(rows.sum()),
            "defaults": None if target is None else int(target[rows].sum()),
        }
        for name, rows in cells.items()
    ]


def change_figures(rows: ComparisonRows, policy: Policy) -> dict[str, Any]:
    """Returns what would change for people as they are now, whatever comes of it."""
    everybody = np.ones(len(rows.ids), dtype=bool)
    before, after = _outcomes(rows, policy, everybody)
    told = [np.array([points(one) for one in proba], int) for proba in rows.probas()]
    overlap = np.array(rows.overlap, float)
    overlap = overlap[np.isfinite(overlap)]
    count = len(before)
    return {
        "people": count,
        "approve_from_points": points(policy.approve_below),
        "decline_below_points": points(policy.decline_from),
        "moves": np.histogram2d(before, after, bins=[range(4)] * 2)[0].astype(int).tolist(),
        "changed_share": _rounded(float((before != after).mean())) if count else None,
        "reasons_overlap": _rounded(float(overlap.mean())) if len(overlap) else None,
        "swaps": _swaps([before, after], None),
        "cells": _cells(told),
        "approval_by_group": _by_group(rows, before, after),
        "movers": _movers(rows, told, before, after),
    }


def _cells(told: list[Array]) -> list[list[int]]:
    """Returns how many have points from (champion) and from (challenger), as they lie together."""
    lower = np.stack([one // CELL_POINTS * CELL_POINTS for one in told], axis=1)
    places, counts = np.unique(lower, axis=0, return_counts=True)
    return [[*map(int, place), int(many)] for place, many in zip(places, counts, strict=True)]


def _by_group(rows: ComparisonRows, before: Array, after: Array) -> list[dict[str, Any]]:
    """Returns approvals by gender and age, of groups that are no few people."""
    return [
        {
            "name": name,
            "people": int(who.sum()),
            "champion": _rounded(float((before[who] == APPROVE).mean())),
            "challenger": _rounded(float((after[who] == APPROVE).mean())),
        }
        for name, who in rows.groups().items()
        if who.sum() >= SMALLEST_GROUP
    ]


def _movers(
    rows: ComparisonRows, told: list[Array], before: Array, after: Array
) -> list[dict[str, Any]]:
    """Returns those of whom both say what differs most."""
    distance = np.abs(told[0] - told[1])
    return [
        {
            "client_id": rows.ids[place][0],
            "score_id": str(rows.ids[place][1]),
            "champion_points": int(told[0][place]),
            "challenger_points": int(told[1][place]),
            "champion_outcome": int(before[place]),
            "challenger_outcome": int(after[place]),
        }
        for place in np.argsort(-distance, kind="stable")[:MOVERS]
        if distance[place]
    ]


def _rounded(value: float) -> float:
    return round(value, DIGITS)
