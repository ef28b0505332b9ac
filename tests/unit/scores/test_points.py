"""Points and rating: what people see of a probability of default."""

from math import nextafter

import pytest

from core.scores.rules.master_scale import DEFAULT_GRADE, grade_of, master_scale
from core.scores.rules.points import points, rating


@pytest.mark.parametrize(
    ("proba", "seen"), [(0.0, 1.0), (0.004, 1.0), (0.006, 0.99), (0.123, 0.88), (1.0, 0.0)]
)
def test_rating_is_one_minus_proba_to_two_digits(proba: float, seen: float) -> None:
    assert rating(proba) == seen


@pytest.mark.parametrize(
    ("proba", "seen"),
    [(0.01, 500), (1 / (1 + 198), 550), (1 / (1 + 49.5), 450), (0.0005, 717), (0.5, 169)],
)
def test_500_is_one_percent_and_50_points_halve_the_odds(proba: float, seen: int) -> None:
    assert points(proba) == seen


@pytest.mark.parametrize("proba", [1e-9, 1e-6, 0.999999, 1.0])
def test_points_stay_on_their_scale(proba: float) -> None:
    assert 1 <= points(proba) <= 999


def test_a_better_probability_never_has_fewer_points() -> None:
    seen = [points(10 ** (-place / 40)) for place in range(280)]
    assert seen == sorted(seen)


def test_who_has_defaulted_stands_apart_from_the_scale() -> None:
    assert grade_of(1.0) == DEFAULT_GRADE
    assert points(1.0) == 1
    assert grade_of(nextafter(1.0, 0)) == "H"


def test_the_master_scale_covers_all_probabilities_in_rising_grades() -> None:
    scale = master_scale()
    assert scale[0].proba_from == 0 and scale[-1].proba_to == 1
    assert 7 <= len(scale) <= 10
    for better, worse in zip(scale, scale[1:], strict=False):
        assert better.proba_to == worse.proba_from
        assert better.grade < worse.grade
