"""The distribution functions, against SciPy: exact to the last digits, in both tails."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from core.kit.distributions import (
    beta_below,
    beta_quantile,
    chi_square_above,
    chi_square_quantile,
    normal_above,
    regularized_beta,
)

COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 1_000_000))
FEWER = 10_000  # of more, SciPy itself knows no twelve digits


@settings(deadline=None, max_examples=300)
@given(COUNTS, COUNTS, st.floats(-8, 8))
def test_the_distribution_of_beta(events, others, deviations):
    a, b = events + 0.5, others + 0.5
    x = a / (a + b) + deviations * np.sqrt(a * b / (a + b + 1)) / (a + b)
    assume(1e-12 < x < 1 - 1e-12)
    digits = 1e-12 if max(a, b) < FEWER else 1e-10
    assert regularized_beta(x, a, b) == pytest.approx(special.betainc(a, b, x), rel=digits)
    y = 1 - x  # so that both programs are asked of the very same number
    assert beta_below(y, 1 - y, b, a) == pytest.approx(special.betainc(b, a, y), rel=digits)


def test_the_ends_of_beta():
    assert regularized_beta(0, 3, 2) == 0
    assert regularized_beta(1, 3, 2) == 1


@settings(deadline=None)
@given(COUNTS, COUNTS, st.sampled_from([0.005, 0.025, 0.5, 0.975]))
def test_the_quantiles_of_beta(events, others, share):
    a, b = events + 0.5, others + 0.5
    assert beta_quantile(share, a, b) == pytest.approx(stats.beta.ppf(share, a, b), rel=1e-9)


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 400), st.floats(0, 6))
def test_chi_square(degrees, times):
    x = degrees * times
    expected = special.chdtrc(degrees, x)
    assume(expected > 1e-290)
    assert chi_square_above(x, degrees) == pytest.approx(expected, rel=1e-12)


@given(st.integers(1, 200), st.sampled_from([0.5, 0.05, 0.01, 1e-6]))
def test_the_quantiles_of_chi_square(degrees, above):
    expected = stats.chi2.isf(above, degrees)
    assert chi_square_quantile(above, degrees) == pytest.approx(expected, rel=1e-10)


@given(st.floats(-10, 30))
def test_the_normal_tail(z):
    assert normal_above(z) == pytest.approx(stats.norm.sf(z), rel=1e-12)
