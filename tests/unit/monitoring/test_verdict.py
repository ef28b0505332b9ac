"""The verdict of a month: each rule, and how often quiet months and planted faults are told."""

import json
from collections import Counter, deque
from dataclasses import replace

import numpy as np
import pytest

from core.monitoring.rules.lights import Light, adjusted, both_ways, light_of, light_of_shift
from core.monitoring.rules.verdict import Judgement, Signal, SignalKind, Verdict, judge
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE
from monitor.baselines import Baseline, baseline_of
from monitor.signals import outcome_signals, population_signals
from tests.unit.monitoring.months import (
    draw_cells,
    draw_population,
    judged,
    outcomes_of,
    quiet_world,
    shares_after_shift,
)

GREEN, AMBER, RED = 0.5, 0.03, 0.001


def signal(kind: SignalKind, p_value: float, name: str = "", psi: float | None = None) -> Signal:
    return Signal(kind, "behavioural", "v1", name or kind.value, p_value, psi)


def population(p_value: float) -> Signal:
    return signal(SignalKind.POPULATION, p_value, "months_on_book", 0.2)


def outcomes(**told: float) -> list[Signal]:
    """One signal of each kind, green unless told otherwise; tiny enough that adjusting matters not."""
    return [
        signal(SignalKind(kind), told.get(kind, 1.0)) for kind in ("portfolio", "area", "slope")
    ]


def grade(name: str, p_value: float) -> Signal:
    return signal(SignalKind.GRADE, p_value, name)


TINY = 1e-9
NEARLY = 0.02 / 10  # amber, of whatever family it is in here


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        ([], Verdict.NO_OUTCOME_YET),
        ([population(GREEN)], Verdict.NO_OUTCOME_YET),
        ([population(AMBER)], Verdict.WATCH),
        ([population(TINY)], Verdict.WATCH),
        ([population(GREEN), *outcomes()], Verdict.NO_ACTION),
        ([population(TINY), *outcomes()], Verdict.WATCH),
        ([*outcomes(area=TINY, slope=TINY)], Verdict.REDEVELOP),
        ([*outcomes(area=TINY, slope=TINY, portfolio=TINY)], Verdict.REDEVELOP),
        ([*outcomes(area=TINY)], Verdict.WATCH),
        ([*outcomes(slope=TINY)], Verdict.WATCH),
        ([*outcomes(portfolio=TINY)], Verdict.RECALIBRATE),
        ([*outcomes(portfolio=NEARLY * 5)], Verdict.WATCH),
        ([*outcomes(), grade("B", TINY)], Verdict.WATCH),
        ([*outcomes(), grade("B", TINY), grade("C", TINY)], Verdict.RECALIBRATE),
        ([*outcomes(), grade("B", TINY), grade("C", NEARLY * 3)], Verdict.WATCH),
    ],
)
def test_the_first_rule_that_fits(signals: list[Signal], verdict: Verdict) -> None:
    assert judge(signals).verdict is verdict


def test_a_grade_that_is_red_twice_calls_for_a_recalibration() -> None:
    signals = [*outcomes(), grade("B", TINY)]
    assert judge(signals, frozenset({grade("C", 0).key})).verdict is Verdict.WATCH
    assert judge(signals, frozenset({grade("B", 0).key})).verdict is Verdict.RECALIBRATE
    other = replace(grade("B", 0), model_version="v0")
    assert judge(signals, frozenset({other.key})).verdict is Verdict.WATCH


def test_models_are_judged_each_by_itself() -> None:
    here = outcomes(area=TINY)
    there = [replace(one, model="thin_file") for one in outcomes(slope=TINY)]
    assert judge([*here, *there]).verdict is Verdict.WATCH
    assert judge([*here, *[replace(one, model="behavioural") for one in there]]).verdict is (
        Verdict.REDEVELOP
    )


def test_lights() -> None:
    assert [light_of(p) for p in (0.05, 0.049, 0.01, 0.0099)] == [
        Light.GREEN,
        Light.AMBER,
        Light.AMBER,
        Light.RED,
    ]
    assert light_of_shift(TINY, 0.0499) is Light.GREEN
    assert light_of_shift(TINY, 0.05) is Light.AMBER
    assert light_of_shift(TINY, 0.1) is Light.RED
    assert light_of_shift(0.02, 0.4) is Light.AMBER
    assert light_of_shift(0.06, 0.4) is Light.GREEN
    assert both_ways(0.9, 0.02) == 0.04
    assert both_ways(0.5, 0.6) == 1


def test_p_values_are_adjusted_as_holm_does() -> None:
    assert adjusted([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert adjusted([0.5, 0.9]) == [1, 1]
    assert adjusted([]) == []


def test_the_signals_tell_the_lights_they_were_judged_by() -> None:
    found = judge([population(AMBER), *outcomes()]).signals
    assert {one.name: one.adjusted for one in found}["months_on_book"] == pytest.approx(0.06)
    assert all(one.light is Light.GREEN for one in found)


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    version = json.loads((BUNDLE / "manifest.json").read_text())["model_version"]
    found = baseline_of(ModelName.BEHAVIOURAL, version)
    assert found is not None
    return found


@pytest.mark.parametrize("count", [200, 1_000, 20_000])
def test_quiet_months_stay_quiet(baseline: Baseline, count: int) -> None:
    random, world = np.random.default_rng(count), quiet_world(baseline)
    told: Counter[Verdict] = Counter()
    reds: deque[frozenset[str]] = deque(maxlen=12)
    for _ in range(1_000):
        judgement = judged(random, baseline, world, count, frozenset().union(*reds))
        told[judgement.verdict] += 1
        reds.append(red_of(judgement))
    assert told.total() - told[Verdict.NO_ACTION] <= 80, told


def red_of(judgement: Judgement) -> frozenset[str]:
    return frozenset(one.key for one in judgement.signals if one.light is Light.RED)


def test_as_written_without_adjusting_quiet_months_would_not_stay_quiet(baseline: Baseline) -> None:
    random, world = np.random.default_rng(7), quiet_world(baseline)
    loud = 0
    for _ in range(200):
        signals = judged(random, baseline, world, 200).signals
        loud += any(
            (light_of(one.p_value) if one.psi is None else light_of_shift(one.p_value, one.psi))
            is not Light.GREEN
            for one in signals
        )
    assert loud > 40


@pytest.mark.parametrize(
    "name", ["months_on_book", "share_late", "without_debt_12_months", "credits_open"]
)
@pytest.mark.parametrize("deviations", [0.5, -0.5])
def test_a_shift_of_one_feature_is_found_in_its_first_month(
    baseline: Baseline, name: str, deviations: float
) -> None:
    random = np.random.default_rng(11)
    frozen = next(one for one in baseline.inputs if one.name == name)
    shifted = {name: shares_after_shift(frozen, deviations)}
    for _ in range(100):
        found = draw_population(random, baseline, 1_000, shifted)
        judgement = judge(list(population_signals(found)))
        assert judgement.verdict is Verdict.WATCH
        assert name in {one.name for one in judgement.signals if one.light is Light.RED}


def test_twice_as_many_defaults_are_found_in_the_first_cohort(baseline: Baseline) -> None:
    random, right = np.random.default_rng(13), quiet_world(baseline)
    wrong = replace(right, truth=np.minimum(0.99, 2 * right.truth))
    for _ in range(100):
        found = outcomes_of(draw_cells(random, wrong, 5_000), right.initial)
        verdict = judge(list(outcome_signals(found))).verdict
        assert verdict in {Verdict.RECALIBRATE, Verdict.REDEVELOP}


def test_half_as_many_defaults_are_found_too(baseline: Baseline) -> None:
    random, right = np.random.default_rng(17), quiet_world(baseline)
    found = outcomes_of(
        draw_cells(random, replace(right, truth=right.truth / 2), 20_000), right.initial
    )
    assert judge(list(outcome_signals(found))).verdict is Verdict.RECALIBRATE
    assert found.backtest is not None
    assert found.backtest.total.light is Light.RED
    assert found.backtest.total.p_too_high < 1e-6 < found.backtest.total.p_too_low
