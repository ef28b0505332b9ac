"""Backtests say what can be said of so many defaults, and a cohort matures as a whole."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import beta, binomtest

from analysis.backtest import OutcomeCells
from core.decisions.rules.binomial import jeffreys_interval
from core.monitoring.cohorts import ScoreCell
from core.monitoring.outcome_records import CohortState, InitialArea, ModelOutcomes
from core.monitoring.rules.lights import both_ways
from core.scores.rules.vocabulary import ModelName
from monitor.backtesting import GradedCells, backtest
from monitor.outcomes_step import outcomes_of
from monitor.signals import outcome_signals

MONTH, AFTER = date(2025, 6, 1), date(2025, 7, 1)
INITIAL = InitialArea(0.8, 0.75, 0.85, "out_of_time")


def graded(*groups: tuple[str, int, int, float]) -> GradedCells:
    """Cells of a grade each: how many, how many defaulted, and the probability of all of them."""
    names, counts, defaults, probas = zip(*groups, strict=True)
    n, d, p = (np.array(each, dtype=float) for each in (counts, defaults, probas))
    cells = OutcomeCells(n, d, n * p, n * p**2, d * p, n * p * (1 - p) * (1 - 2 * p) ** 2)
    return GradedCells(cells, names)


def test_neighbours_are_pooled_until_enough_defaults_are_expected() -> None:
    found = backtest(
        graded(
            ("A", 1_000, 0, 0.002), ("B", 4_000, 40, 0.006), ("C", 300, 90, 0.05), ("D", 20, 5, 0.3)
        ),
        INITIAL,
    )
    assert [row.grades for row in found.rows] == [("A", "B"), ("C", "D")]
    assert [row.count for row in found.rows] == [5_000, 320]
    assert found.rows[0].expected == pytest.approx(26)
    assert found.total.grades == ("A", "B", "C", "D")
    assert found.total.defaults == sum(row.defaults for row in found.rows) == 135
    assert not found.few_defaults


def test_of_few_defaults_there_are_intervals_and_no_lights() -> None:
    found = backtest(graded(("A", 500, 1, 0.002), ("B", 500, 4, 0.006)), INITIAL)
    assert found.few_defaults
    assert found.slope is found.separation is None
    assert [row.grades for row in found.rows] == [("A", "B")]
    assert [row.light for row in (found.total, *found.rows)] == [None, None]
    assert found.total.low < found.total.rate < found.total.high


def test_of_one_group_there_is_no_information_value() -> None:
    found = backtest(graded(("A", 500, 30, 0.01)), INITIAL)
    assert found.separation is not None
    assert found.separation.information_value is None


@pytest.mark.parametrize(
    ("defaults", "proba", "few", "is_told"),
    [
        (19, 0.020, False, False),  # as many are expected: the level can be told, the order not
        (20, 0.010, False, True),
        (19, 0.019, True, False),
        (20, 0.019, False, True),
    ],
)
def test_twenty_are_enough(defaults: int, proba: float, few: bool, is_told: bool) -> None:
    found = backtest(
        graded(("A", 500, 4, 0.8 * proba), ("B", 500, defaults - 4, 1.2 * proba)), INITIAL
    )
    assert found.total.expected == pytest.approx(1_000 * proba)
    assert (found.few_defaults, found.total.light is None) == (few, few)
    assert (found.slope is not None, found.separation is not None) == (is_told, is_told)
    told = [(point.count, point.defaults) for point in found.points]
    assert tuple(map(sum, zip(*told, strict=True))) == (1_000, defaults)
    for point in found.points:
        assert point.rate == point.defaults / point.count
        assert (point.low, point.high) == jeffreys_interval(point.defaults, point.count)


def test_a_row_tells_its_counts_and_how_likely_they_are_each_way() -> None:
    [row] = backtest(graded(("A", 400, 7, 0.01)), INITIAL).rows
    assert (row.count, row.defaults, row.rate) == (400, 7, 7 / 400)
    assert (row.expected, row.mean_proba) == pytest.approx((4, 0.01))
    assert (row.low, row.high) == jeffreys_interval(7, 400)
    assert row.p_too_low == pytest.approx(beta(7.5, 393.5).cdf(0.01))
    assert row.p_too_high == pytest.approx(beta(7.5, 393.5).sf(0.01))
    assert row.p_binomial == pytest.approx(binomtest(7, 400, 0.01, "greater").pvalue)


@pytest.mark.parametrize(
    ("groups", "kinds"),
    [
        ([("A", 500, 4, 0.002)], ["portfolio"]),
        ([("A", 5_000, 40, 0.01)], ["portfolio"]),
        (
            [("A", 5_000, 30, 0.006), ("B", 1_000, 60, 0.05)],
            ["portfolio", "grade", "grade", "slope", "area"],
        ),
    ],
)
def test_a_cohort_gives_a_signal_of_each_thing_that_could_be_tested(
    groups: list[tuple[str, int, int, float]], kinds: list[str]
) -> None:
    tested = backtest(graded(*groups), INITIAL)
    model = ModelOutcomes(ModelName.BEHAVIOURAL, "v", 0, 0, 0, 0, 0, tested, None)
    told = list(outcome_signals(model))
    assert [one.kind for one in told if one.kind in kinds] == kinds
    assert {(one.model, one.model_version) for one in told} == {("behavioural", "v")}
    names = [one.name for one in told if one.kind == "grade"]
    assert names == [grade for grade, *_ in groups] * ("grade" in kinds)
    assert told[0].p_value == both_ways(tested.total.p_too_low, tested.total.p_too_high)
    assert list(outcome_signals(replace(model, backtest=None))) == []


def test_separation_is_compared_with_the_one_the_model_was_made_with() -> None:
    cells = graded(("A", 2_000, 30, 0.004), ("C", 1_000, 40, 0.05))
    found, unknown = backtest(cells, INITIAL), backtest(cells, None)
    assert found.separation is not None
    assert unknown.separation is not None
    assert found.separation.light == "red"
    assert found.separation.p_value is not None
    assert unknown.separation.p_value is unknown.separation.light is None
    assert found.separation.gini == pytest.approx(2 * found.separation.auc - 1)


def test_where_all_scores_are_the_same_there_is_no_slope() -> None:
    found = backtest(graded(("unknown", 900, 30, 0.03)), None)
    assert found.slope is None
    assert found.separation is not None
    assert found.separation.auc == 0.5
    assert len(found.points) == 1


def cohort(unknown: int) -> dict[ScoreCell, np.ndarray]:
    def cell(kind: str) -> ScoreCell:
        return ScoreCell("behavioural", "v0", "B", 550, kind, overridden=False)

    p = 0.005
    return {
        cell("followed"): np.array([95, 1, 95 * p, 95 * p * p, p, 95 * p]),
        cell("unknown"): np.array([unknown, 0, 0, 0, 0, 0]),
        cell("in_default"): np.array([400, 0, 0, 0, 0, 0]),
    }


@pytest.mark.parametrize(
    ("unknown", "today", "state"),
    [
        (5, AFTER, CohortState.MATURED),
        (6, AFTER, CohortState.INCOMPLETE),
        (5, date(2025, 6, 30), CohortState.TOO_EARLY),
    ],
)
def test_a_cohort_matures_when_its_last_month_is_over_and_known(
    unknown: int, today: date, state: CohortState
) -> None:
    found = outcomes_of(MONTH, cohort(unknown), today, {})
    assert (found.state, found.cohort) == (state, date(2024, 6, 1))
    [model] = found.models
    assert (model.backtest is None) == (state is not CohortState.MATURED)
    assert (len(found.grades) == 0) == (state is not CohortState.MATURED)
    assert (model.in_default, model.unknown) == (400, unknown)


def test_of_nobody_there_is_no_cohort() -> None:
    assert outcomes_of(MONTH, {}, AFTER, {}).state is CohortState.NO_SCORES
