"""Two orders compared, against scikit-learn and a count of all pairs."""

import random

import pytest
from sklearn.metrics import roc_auc_score

from core.decisions.rules.ranking import compare_orders


def people(seed, count=300):
    """Defaults, an order that knows something, and one that knows more, with ties."""
    draw = random.Random(seed)
    defaulted = [draw.random() < 0.2 for _ in range(count)]
    first = [round(draw.gauss(one * 0.5, 1), 1) for one in defaulted]
    second = [
        round(value + draw.gauss(one * 0.5, 0.5), 1)
        for value, one in zip(first, defaulted, strict=True)
    ]
    return defaulted, first, second


@pytest.mark.parametrize("seed", range(5))
def test_areas_are_those_of_another_library(seed):
    defaulted, first, second = people(seed)
    found = compare_orders(defaulted, first, second)
    assert found.first == pytest.approx(roc_auc_score(defaulted, first))
    assert found.second == pytest.approx(roc_auc_score(defaulted, second))
    assert found.difference == pytest.approx(found.second - found.first)


def test_the_interval_is_delongs():
    """His variance, counted pair by pair."""
    defaulted, first, second = people(1, 80)
    bad = [place for place, one in enumerate(defaulted) if one]
    good = [place for place, one in enumerate(defaulted) if not one]

    def wins(order, one, other):
        return (order[one] > order[other]) + (order[one] == order[other]) / 2

    def variance(gaps):
        mean = sum(gaps) / len(gaps)
        return sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1) / len(gaps)

    gap = [[wins(second, one, other) - wins(first, one, other) for other in good] for one in bad]
    spread = variance([sum(row) / len(row) for row in gap]) + variance(
        [sum(column) / len(column) for column in zip(*gap, strict=True)]
    )
    found = compare_orders(defaulted, first, second)
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * spread**0.5, rel=1e-6)


def test_an_order_compared_with_itself_does_not_differ():
    defaulted, first, _ = people(2)
    found = compare_orders(defaulted, first, first)
    assert (found.difference, found.low, found.high) == (0, 0, 0)


def test_without_two_of_each_there_is_nothing_to_compare():
    with pytest.raises(ValueError, match="two of each"):
        compare_orders([True, False, False], [1, 2, 3], [1, 2, 3])
