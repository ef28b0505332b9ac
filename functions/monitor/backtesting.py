"""Backtests: what was foretold of people against what became of them, from cells of scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.backtest import (
    OutcomeCells,
    binomial_p,
    brier,
    hosmer_lemeshow,
    risk_groups,
    spiegelhalter,
)
from analysis.calibration_figures import calibration_line
from analysis.discrimination import area, p_of_no_loss, separation_of_cells
from analysis.stability import information_value
from core.decisions.rules.binomial import jeffreys_interval, jeffreys_p, jeffreys_p_of_fewer
from core.monitoring.outcome_records import (
    Backtest,
    CalibrationPoint,
    FitTest,
    InitialArea,
    OutcomeRow,
    Separation,
    Slope,
)
from core.monitoring.rules.lights import both_ways, light_of

FEWEST_DEFAULTS = 20  # for a light of a grade, of the slope or of the separation
_Z = 1.959963984540054


@dataclass(frozen=True)
class GradedCells:
    """Cells of equal scores, the lowest probability first, with the grade of each."""

    cells: OutcomeCells
    grades: Sequence[str]


def backtest(graded: GradedCells, initial: InitialArea | None) -> Backtest:
    """Returns all that is said of a cohort that has matured; there is somebody in it."""
    cells = graded.cells
    groups = risk_groups(cells)
    counted = cells.count, cells.defaults, cells.proba
    sums = [np.bincount(groups, weights=each) for each in counted]
    fit, spread = hosmer_lemeshow(*sums), spiegelhalter(cells)
    defaults = cells.defaults.sum()
    total = _row(tuple(dict.fromkeys(graded.grades)), cells)
    few = max(defaults, total.expected) < FEWEST_DEFAULTS
    enough = min(defaults, cells.others.sum()) >= FEWEST_DEFAULTS
    return Backtest(
        few_defaults=bool(few),
        total=total,
        rows=tuple(_rows(graded)),
        points=tuple(_point(*group) for group in zip(*sums, strict=True)),
        hosmer_lemeshow=FitTest(fit.value, fit.p_value, fit.degrees),
        spiegelhalter=FitTest(spread.value, spread.p_value, None) if spread else None,
        brier=brier(cells),
        slope=_slope(cells) if enough else None,
        separation=_separation(cells, initial) if enough else None,
    )


def _rows(graded: GradedCells) -> list[OutcomeRow]:
    """Returns one row a grade; neighbours share one until enough defaults are expected of it.

    What is expected was known before: to pool by what was seen would choose the outcome.
    """
    places: dict[str, list[int]] = {}
    for place, grade in enumerate(graded.grades):
        places.setdefault(grade, []).append(place)
    pools: list[tuple[list[str], list[int]]] = []
    for grade, own in places.items():
        if not pools or _expects_enough(graded, pools[-1][1]):
            pools.append(([], []))
        pools[-1][0].append(grade)
        pools[-1][1].extend(own)
    if len(pools) > 1 and not _expects_enough(graded, pools[-1][1]):
        names, left = pools.pop()
        pools[-1][0].extend(names)
        pools[-1][1].extend(left)
    return [_row(tuple(names), graded.cells.chosen(np.array(own))) for names, own in pools]


def _expects_enough(graded: GradedCells, places: list[int]) -> bool:
    return bool(graded.cells.proba[places].sum() >= FEWEST_DEFAULTS)


def _row(grades: tuple[str, ...], cells: OutcomeCells) -> OutcomeRow:
    count, defaults = int(cells.count.sum()), int(cells.defaults.sum())
    expected = float(cells.proba.sum())
    mean = expected / count
    low, high = jeffreys_interval(defaults, count)
    ways = jeffreys_p(defaults, count, mean), jeffreys_p_of_fewer(defaults, count, mean)
    enough = max(expected, defaults) >= FEWEST_DEFAULTS
    return OutcomeRow(
        grades=grades,
        count=count,
        defaults=defaults,
        expected=expected,
        mean_proba=mean,
        rate=defaults / count,
        low=low,
        high=high,
        p_too_low=ways[0],
        p_too_high=ways[1],
        p_binomial=binomial_p(defaults, count, mean),
        light=light_of(both_ways(*ways)) if enough else None,
    )


def _point(count: float, defaults: float, proba: float) -> CalibrationPoint:
    low, high = jeffreys_interval(int(defaults), int(count))
    told = int(count), int(defaults), float(proba / count)
    return CalibrationPoint(*told, float(defaults / count), low, high)


def _slope(cells: OutcomeCells) -> Slope | None:
    """Returns the slope; None where the scores do not vary or separate everybody."""
    outcomes = np.repeat([True, False], len(cells.count))
    try:
        line = calibration_line(
            outcomes, np.tile(cells.mean, 2), np.concatenate([cells.defaults, cells.others])
        )
    except ValueError:
        return None
    return Slope(line.slope, line.intercept, line.p_value, light_of(line.p_value))


def _separation(cells: OutcomeCells, initial: InitialArea | None) -> Separation:
    counts = cells.mean, cells.defaults, cells.others
    found, groups = area(*counts), risk_groups(cells)
    p_value = p_of_no_loss(found, initial.auc, _variance(initial)) if initial else None
    of_groups = [np.bincount(groups, weights=each) for each in (cells.defaults, cells.others)]
    low, high = found.interval
    return Separation(
        auc=found.value,
        low=low,
        high=high,
        gini=found.gini,
        ks=separation_of_cells(*counts),
        information_value=information_value(*of_groups) if len(of_groups[0]) > 1 else None,
        initial=initial,
        p_value=p_value,
        light=None if p_value is None else light_of(p_value),
    )


def _variance(initial: InitialArea) -> float:
    """Returns the variance that the interval of 95 % tells of."""
    return float(((initial.high - initial.low) / (2 * _Z)) ** 2)
