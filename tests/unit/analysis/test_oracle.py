"""The statistics of monitoring, against riskvalidation on random tables: equal within 1e-9."""

import numpy as np
import pytest
from riskvalidation.validation import calibration, discrimination, rating_system, stability

from analysis.backtest import (
    binomial_p,
    brier,
    cells_of_rows,
    hosmer_lemeshow,
    risk_groups,
    spiegelhalter,
)
from analysis.calibration_figures import calibration_line, expected_calibration_error
from analysis.discrimination import area, p_of_no_loss, paired_areas, separation_of_cells
from analysis.grading import herfindahl, matrix_weighted_bandwidth, p_of_no_concentration
from analysis.stability import critical_index, information_value, stability_index
from core.decisions.rules.binomial import (
    jeffreys_interval,
    jeffreys_p,
    jeffreys_p_of_fewer,
)

SEEDS = range(25)


def near(value: object) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-300)


def table(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and probabilities of low defaults, with ties as whole points have them."""
    random = np.random.default_rng(seed)
    count = int(random.integers(300, 5_000))
    proba = 1 / (1 + np.exp(-random.normal(-3, 1.4, count).round(2)))
    return random.random(count) < proba, proba


@pytest.mark.parametrize("seed", SEEDS)
def test_the_index_of_stability(seed: int) -> None:
    random = np.random.default_rng(seed)
    bins = int(random.integers(2, 20))
    shares = random.dirichlet(np.ones(bins))
    expected = random.multinomial(random.integers(1, 30_000), shares)
    observed = random.multinomial(random.integers(1, 3_000), random.dirichlet(np.ones(bins) * 50))
    ours = stability_index(expected, observed)
    theirs = stability.stability_psi(expected, observed)
    assert ours.value == near(theirs.statistic)
    assert ours.p_value == near(theirs.p_value)
    assert ours.contributions == near(tuple(theirs.extras["contributions"]))
    critical = critical_index(expected.sum(), observed.sum(), bins, 0.05)
    assert critical == near(theirs.extras["benchmark_05"])


@pytest.mark.parametrize("seed", SEEDS)
def test_jeffreys_and_the_binomial_test(seed: int) -> None:
    random = np.random.default_rng(seed)
    count, proba = int(random.integers(1, 200_000)), float(random.beta(1, 40))
    events = int(random.binomial(count, min(1, proba * random.uniform(0.5, 2))))
    theirs = calibration.pd_jeffreys(count, events, proba)
    assert jeffreys_p(events, count, proba) == near(theirs.p_value)
    mirrored = calibration.pd_jeffreys(count, count - events, 1 - proba)
    assert jeffreys_p_of_fewer(events, count, proba) == near(mirrored.p_value)
    interval = theirs.extras["posterior_q025"], theirs.extras["posterior_q975"]
    assert jeffreys_interval(events, count) == near(interval)
    binomial = calibration.pd_binomial(count, events, proba)
    assert binomial_p(events, count, proba) == near(binomial.p_value)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_calibration_of_rows(seed: int) -> None:
    target, proba = table(seed)
    cells = cells_of_rows(target, proba)
    assert brier(cells) == near(calibration.pd_brier(target, proba).metric)
    theirs = calibration.pd_spiegelhalter(target, proba)
    ours = spiegelhalter(cells)
    assert (ours.value, ours.p_value) == near((theirs.statistic, theirs.p_value))
    assert expected_calibration_error(target, proba) == near(
        calibration.pd_ece(target, proba).metric
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_calibration_of_groups(seed: int) -> None:
    target, proba = table(seed)
    groups = list(np.array_split(np.argsort(proba, kind="mergesort"), 10))
    sums = [np.array([values[rows].sum() for rows in groups]) for values in (target, proba)]
    ours = hosmer_lemeshow(np.array([len(rows) for rows in groups]), *sums)
    theirs = calibration.pd_hosmer_lemeshow(target, proba, fitted=False)
    assert (ours.value, ours.p_value) == near((theirs.statistic, theirs.p_value))
    assert ours.degrees == theirs.extras["dof"] == 10


@pytest.mark.parametrize("seed", SEEDS)
def test_one_area(seed: int) -> None:
    target, proba = table(seed)
    ours, theirs = area(proba, target, ~target), discrimination.disc_auc(proba, target)
    assert (ours.value, ours.gini) == near((theirs.metric, theirs.extras["gini"]))
    assert ours.variance == near(theirs.extras["s2"])
    assert ours.interval == near((theirs.extras["ci95_low"], theirs.extras["ci95_high"]))
    assert separation_of_cells(proba, target, ~target) == near(
        discrimination.disc_ks(proba, target).metric
    )
    for variance in (0.0, 0.0004):
        against = discrimination.disc_auc_vs_initial(
            0.83, proba, target, auc_initial_variance=variance
        )
        assert p_of_no_loss(ours, 0.83, variance) == near(against.p_value)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_areas_of_the_same_people(seed: int) -> None:
    target, proba = table(seed)
    other = proba * np.exp(np.random.default_rng(seed + 99).normal(0, 0.7, len(proba)))
    ours = paired_areas(proba, other, target, ~target)
    theirs = discrimination.disc_delong(proba, other, target)
    assert (ours.first, ours.second) == near((theirs.extras["auc_1"], theirs.extras["auc_2"]))
    assert ours.variance == near(theirs.extras["variance"])
    assert ours.p_value == near(theirs.p_value)
    assert paired_areas(proba, proba, target, ~target).p_value is None


@pytest.mark.parametrize("seed", SEEDS)
def test_grades(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 9))
    moves = random.integers(0, 400, (size, size))
    assert matrix_weighted_bandwidth(moves) == near(rating_system.matrix_weighted_bandwidth(moves))
    now, initial = random.integers(1, 900, (2, size))
    theirs = rating_system.rating_hhi(now, initial)
    assert herfindahl(now) == near(theirs.extras["hi_current"])
    assert p_of_no_concentration(now, initial) == near(theirs.p_value)


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_of_equal_scores_say_what_rows_say(seed: int) -> None:
    target, proba = table(seed)
    scores, places = np.unique(proba, return_inverse=True)
    events, others = (np.bincount(places, weights=which) for which in (target, ~target))
    rows, cells = area(proba, target, ~target), area(scores, events, others)
    assert (cells.value, cells.variance) == near((rows.value, rows.variance))
    outcomes = np.r_[np.ones(len(scores), bool), np.zeros(len(scores), bool)]
    line = calibration_line(outcomes, np.r_[scores, scores], np.r_[events, others])
    assert line.slope == pytest.approx(calibration_line(target, proba).slope, abs=1e-8)
    assert line.p_value == pytest.approx(calibration_line(target, proba).p_value, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_of_risk_hold_enough_and_follow_the_score(seed: int) -> None:
    cells = cells_of_rows(*table(seed))
    groups = risk_groups(cells)
    assert (np.diff(groups) >= 0).all()
    assert groups[-1] < 10
    expected = np.bincount(groups, weights=cells.proba)
    assert len(expected) == 1 or expected.min() >= 5


@pytest.mark.parametrize(("rows", "critical"), [(50, 0.338), (100, 0.169), (500, 0.034)])
def test_what_chance_alone_exceeds_in_one_of_twenty(rows: int, critical: float) -> None:
    assert critical_index(1e12, rows, 10, 0.05) == pytest.approx(critical, abs=0.0005)


def test_an_index_of_nothing_is_refused() -> None:
    for expected, observed in (([5], [5]), ([0, 0], [1, 2]), ([1, 2], [0, 0])):
        with pytest.raises(ValueError, match="needs two bins"):
            stability_index(np.array(expected), np.array(observed))


def test_information_is_in_bins_that_differ() -> None:
    assert information_value(np.array([10, 20]), np.array([100, 200])) == pytest.approx(0)
    assert information_value(np.array([30, 5]), np.array([100, 300])) > 0.5


def test_nobody_has_all_the_variance() -> None:
    with pytest.raises(ValueError, match="both outcomes"):
        area(np.array([1, 2]), np.array([0, 0]), np.array([1, 1]))
    with pytest.raises(ValueError, match="two of each"):
        paired_areas(np.array([1, 2]), np.array([1, 2]), np.array([1, 0]), np.array([1, 1]))
    single = area(np.array([1.0, 2.0]), np.array([0, 1]), np.array([1, 0]))
    assert single.variance == 0
    assert p_of_no_loss(single, 0.9) is None
