"""Binomial limits and Jeffreys' test, against SciPy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.decisions.rules.binomial import at_most, jeffreys_p, limit, regularized_beta

SHARES = st.floats(0.0001, 0.9999)
COUNTS = st.integers(1, 20_000)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0.5, 20_000), st.floats(0.5, 20_000))
def test_the_distribution_of_beta(x, a, b):
    assert regularized_beta(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@settings(deadline=None)
@given(st.data(), COUNTS, SHARES)
def test_so_many_or_fewer(data, trials, share):
    count = data.draw(st.integers(-1, trials))
    assert at_most(count, trials, share) == pytest.approx(
        stats.binom.cdf(count, trials, share), abs=1e-9
    )


@settings(deadline=None)
@given(COUNTS, SHARES, st.sampled_from([0.001, 0.025, 0.975, 0.999]))
def test_a_limit_lies_within_one_count_of_the_quantile(trials, share, probability):
    quantile = stats.binom.ppf(probability, trials, share)
    found = limit(trials, share, probability) * trials
    assert quantile - 1 - 1e-6 <= found <= quantile + 1e-6


def test_limits_are_drawn_between_counts_in_proportion():
    # P(X <= 1) = 0.9139, P(X <= 2) = 0.9885 of 10 at 0.05
    below, above = stats.binom.cdf([1, 2], 10, 0.05)
    part = (above - 0.975) / (above - below)
    assert limit(10, 0.05, 0.975) == pytest.approx((2 - part) / 10)
    assert limit(10, 0.05, 0.025) == 0
    assert limit(50, 0.0, 0.999) == 0
    assert limit(50, 1.0, 0.001) == pytest.approx(1, abs=0.02)


@settings(deadline=None)
@given(st.data(), COUNTS, SHARES)
def test_jeffreys(data, trials, share):
    events = data.draw(st.integers(0, trials))
    assert jeffreys_p(events, trials, share) == pytest.approx(
        stats.beta.cdf(share, events + 0.5, trials - events + 0.5), abs=1e-9
    )


def test_jeffreys_is_small_where_more_defaulted_than_told():
    assert jeffreys_p(30, 100, 0.1) < 0.001
    assert jeffreys_p(30, 100, 0.3) == pytest.approx(0.5, abs=0.05)
    assert jeffreys_p(30, 100, 0.6) > 0.999
