"""Points and rating: what people see of a probability of default."""

from math import nextafter

import pytest

from core.scores.rules.master_scale import (
    DEFAULT_GRADE,
    UNKNOWN_GRADE,
    Grade,
    grade_of,
    master_scale,
)
from core.scores.rules.points import edge_points, edge_proba, points, rating
from core.scores.rules.showing import Shown, shown


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
    assert grade_of(nextafter(1.0, 0)) == master_scale()[-1].grade


@pytest.mark.parametrize("grade", master_scale()[:-1], ids=lambda grade: grade.grade)
def test_a_cut_off_on_the_edge_of_a_grade_has_its_points(grade: Grade) -> None:
    assert edge_points(grade.proba_to) == grade.points_from


@pytest.mark.parametrize("cut_off", [0.003, 0.01, 0.05, 0.3])
def test_who_stands_right_below_a_cut_off_has_its_points(cut_off: float) -> None:
    assert edge_points(cut_off) == points(nextafter(cut_off, 0))


def test_the_average_of_others_is_nobodys_points() -> None:
    assert shown(0.02, UNKNOWN_GRADE) == shown(None, None) == Shown(None, None)
    assert shown(0.01, grade_of(0.01)) == Shown(500, 0.99)
    assert shown(1.0, DEFAULT_GRADE) == Shown(1, 0.0)


def test_the_master_scale_covers_all_probabilities_in_rising_grades() -> None:
    scale = master_scale()
    assert scale[0].proba_from == 0 and scale[-1].proba_to == 1
    assert scale[-1].points_from == 1
    for better, worse in zip(scale, scale[1:], strict=False):
        assert better.proba_to == worse.proba_from
        assert better.grade < worse.grade


def test_every_edge_that_its_digits_tell_apart_has_its_own_points() -> None:
    assert [edge_points(edge_proba(edge)) for edge in range(2, 750)] == list(range(2, 750))
