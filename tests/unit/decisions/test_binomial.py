"""Binomial limits and Jeffreys' test, against SciPy."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from core.decisions.rules.binomial import at_most, is_outside, jeffreys_p, limits

SHARES = st.floats(0.0001, 0.9999)
COUNTS = st.integers(1, 20_000)


@settings(deadline=None)
@given(st.data(), COUNTS, SHARES)
def test_so_many_or_fewer(data, trials, share):
    count = data.draw(st.integers(-1, trials))
    assert at_most(count, trials, share) == pytest.approx(
        stats.binom.cdf(count, trials, share), abs=1e-9
    )


@settings(deadline=None)
@given(st.data(), COUNTS, SHARES, st.sampled_from([0.95, 0.998]))
def test_limits_hold_what_is_likely_and_nothing_else(data, trials, share, within):
    tail = (1 - within) / 2
    near = stats.binom.ppf([tail / 10, 1 - tail / 10], trials, share).astype(int)
    count = data.draw(st.integers(max(near[0] - 2, 0), min(near[1] + 2, trials)))
    few = stats.binom.cdf(count, trials, share)
    many = stats.binom.sf(count - 1, trials, share)
    assume(min(abs(few - tail), abs(many - tail)) > 1e-7)
    outside = min(few, many) < tail
    assert is_outside(count, trials, share, within) == outside
    low, high = limits(trials, share, within)
    assert (not low * trials - 1e-6 <= count <= high * trials + 1e-6) == outside


def test_limits_are_drawn_between_counts_in_proportion():
    count = int(stats.binom.ppf(0.1, 1000, 0.05))
    below, above = stats.binom.cdf([count - 1, count], 1000, 0.05)
    low, high = limits(1000, 0.05, 0.8)
    assert low == pytest.approx((count - (above - 0.1) / (above - below)) / 1000)
    assert 0.058 < high < 0.06
    assert limits(10, 0.05, 0.95)[0] == 0
    assert limits(1, 0.05, 0.95) == (0, 1), "of one decision nothing is unlikely enough"
    assert limits(50, 0.0, 0.998)[0] == 0
    assert limits(50, 1.0, 0.998)[1] == 1


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
