"""The shared figures, against what other libraries say of the same tables."""

import numpy as np
import pytest
from scipy.stats import ks_2samp
from sklearn.linear_model import LogisticRegression

from analysis.calibration_figures import calibration_line, expected_calibration_error
from analysis.discrimination import kolmogorov_smirnov
from analysis.profit import Economics, break_even_proba, profit_curve
from analysis.stability import bin_shares, population_stability_index

ECONOMICS = Economics(
    exposure_rub=1_000, loss_given_default=0.45, interest_rate=0.16, funding_rate=0.08
)


def table(seed: int, count: int = 4_000) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes and probabilities that are off by a known line, with ties."""
    random = np.random.default_rng(seed)
    raw = random.normal(-3, 1.3, size=count).round(2)
    proba = 1 / (1 + np.exp(-raw))
    return random.random(count) < 1 / (1 + np.exp(-(0.8 * raw - 0.4))), proba


@pytest.mark.parametrize("seed", range(5))
def test_kolmogorov_smirnov_is_that_of_scipy(seed: int) -> None:
    target, proba = table(seed)
    expected = ks_2samp(proba[target], proba[~target]).statistic
    assert kolmogorov_smirnov(target, proba) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("outcome", [True, False])
def test_one_outcome_alone_is_not_separated(outcome: bool) -> None:
    with pytest.raises(ValueError, match="both outcomes"):
        kolmogorov_smirnov(np.full(5, outcome), np.linspace(0.1, 0.5, 5))


@pytest.mark.parametrize("seed", range(5))
def test_the_calibration_line_is_the_converged_one(seed: int) -> None:
    target, proba = table(seed)
    fitted = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(
        np.log(proba / (1 - proba)).reshape(-1, 1), target
    )
    line = calibration_line(target, proba)
    assert line.slope == pytest.approx(fitted.coef_[0, 0], abs=1e-6)
    assert line.intercept == pytest.approx(fitted.intercept_[0], abs=1e-6)


def test_a_line_that_does_not_converge_says_so() -> None:
    proba = np.linspace(0.1, 0.9, 50)
    for target in (proba > 0.5, np.ones(50, bool)):
        with pytest.raises(ValueError, match="does not converge"):
            calibration_line(target, proba)


def test_the_index_of_a_known_shift() -> None:
    before, now = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    expected = -0.25 * np.log(0.5) + 0.25 * np.log(1.5)
    assert population_stability_index(before, now) == pytest.approx(expected)
    assert population_stability_index(before, before) == 0
    assert population_stability_index(before, np.array([1.0, 0.0])) > 1


def test_shares_of_bins_hold_their_lower_edge() -> None:
    shares = bin_shares(np.array([0.0, 1.0, 1.5, 2.0]), np.array([1.0, 2.0]))
    assert shares.tolist() == [0.25, 0.5, 0.25]


def test_the_profit_turns_at_the_break_even_probability() -> None:
    random = np.random.default_rng(3)
    proba = random.beta(0.3, 3, size=50_000)
    cutoffs, profit = profit_curve(random.random(50_000) < proba, proba, ECONOMICS)
    assert break_even_proba(ECONOMICS) == pytest.approx(0.08 / 0.53)
    assert cutoffs[profit.argmax()] == pytest.approx(break_even_proba(ECONOMICS), abs=0.03)


def test_an_error_of_known_cases() -> None:
    assert expected_calibration_error(np.zeros(20, bool), np.full(20, 0.2)) == pytest.approx(0.2)
    assert expected_calibration_error(np.array([True, False]), np.array([0.5, 0.5])) > 0


def test_the_line_is_found_however_far_off_the_level_is() -> None:
    target, proba = table(1)
    line = calibration_line(target, proba)
    for shift in (-5, 5):
        moved = calibration_line(target, 1 / (1 + np.exp(-np.log(proba / (1 - proba)) - shift)))
        assert moved.slope == pytest.approx(line.slope, abs=1e-8)
        assert moved.intercept == pytest.approx(line.intercept - shift * line.slope, abs=1e-8)


def test_a_row_that_counts_twice_is_there_twice() -> None:
    target, proba = table(2)
    times = np.random.default_rng(2).poisson(1, len(target))
    repeated = calibration_line(np.repeat(target, times), np.repeat(proba, times))
    line = calibration_line(target, proba, times)
    assert (line.slope, line.intercept) == pytest.approx((repeated.slope, repeated.intercept))
