"""Shares and their intervals, against SciPy's."""

import pytest
from scipy.stats import binomtest

from core.decisions.rules.shares import share_of


@pytest.mark.parametrize(("count", "of"), [(0, 1), (1, 1), (0, 30), (3, 40), (29, 30), (500, 1000)])
def test_the_interval_is_that_of_wilson(count, of):
    found = share_of(count, of)
    expected = binomtest(count, of).proportion_ci(method="wilson")
    assert found.share == count / of
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_of_none_there_is_no_share():
    found = share_of(0, 0)
    assert (found.share, found.low, found.high) == (None, None, None)
