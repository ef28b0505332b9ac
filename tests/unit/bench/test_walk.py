"""Figures of a long portfolio: its speed by tenths, its memory, and who waited beside it."""

import pytest

from bench.walk import memory, tenths, waits

STEADY = [(float(second), 200) for second in range(100)]


def test_a_steady_portfolio_is_as_fast_at_its_end():
    assert tenths(STEADY) == (200, 200)


def test_one_that_grows_slower_shows_it():
    slowing = [(0.01 * place**2, 200) for place in range(101)]
    first, last = tenths(slowing)
    assert first == pytest.approx(2_000)
    assert last == pytest.approx(2_000 / 19.0)


@pytest.mark.parametrize("count", [2, 3, 11, 25])
def test_a_short_one_has_a_speed_as_well(count):
    first, last = tenths(STEADY[:count])
    assert first == last == 200


def test_memory_that_grows_is_a_target_missed():
    peak, growth = memory([100, 110, 150, 240])
    assert peak.value == 240
    assert growth.value == pytest.approx(240 / 110, abs=0.01)
    assert growth.reached is False
    assert memory([200, 205, 204, 206])[1].reached is True


def test_a_wait_beside_is_compared_with_the_same_alone():
    *_, ratio = waits([20.0] * 60, [50.0] * 60)
    assert (ratio.value, ratio.reached) == (2.5, True)
    *_, ratio = waits([20.0] * 60, [61.0] * 60)
    assert (ratio.value, ratio.reached) == (3.05, False)
