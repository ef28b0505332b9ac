"""Two policies are told apart figure by figure, and a cut-off inside a grade is found."""

from dataclasses import replace

import pytest

from core.decisions.rules.lending import Band
from core.decisions.rules.policy import Policy, first_policy
from core.decisions.rules.policy_differences import differences, off_grade_edges
from core.scores.rules.master_scale import master_scale
from core.scores.rules.points import edge_points

FIRST = first_policy()


def with_bands(*bands: Band) -> Policy:
    return replace(FIRST, lending=replace(FIRST.lending, bands=bands))


def test_a_policy_differs_from_itself_in_nothing_and_the_day_is_no_difference() -> None:
    assert differences(FIRST, FIRST) == []
    assert differences(FIRST, replace(FIRST, dated="2030-01-01")) == []


def test_a_cut_off_is_told_in_points_too() -> None:
    [one] = differences(FIRST, replace(FIRST, approve_below=0.002536))
    assert (one.field, one.before, one.after) == ("approve_below", 0.019937, 0.002536)
    assert (one.before_points, one.after_points) == (450, 600)


def test_a_band_is_named_by_its_model_and_amount() -> None:
    [band] = FIRST.lending.bands
    moved = replace(band, amount_from_rub=2_000_000)
    told = {one.field: (one.before, one.after) for one in differences(FIRST, with_bands(moved))}
    assert told == {
        "lending.bands.all.1000000.approve_below": (band.approve_below, None),
        "lending.bands.all.1000000.decline_from": (band.decline_from, None),
        "lending.bands.all.2000000.approve_below": (None, band.approve_below),
        "lending.bands.all.2000000.decline_from": (None, band.decline_from),
    }


def test_the_order_of_rules_is_no_difference() -> None:
    never = FIRST.lending.authorities.never_overridden
    turned = replace(FIRST.lending.authorities, never_overridden=never[::-1])
    other = replace(FIRST, lending=replace(FIRST.lending, authorities=turned))
    assert differences(FIRST, other) == []


def test_the_cut_offs_of_the_release_lie_on_edges() -> None:
    assert off_grade_edges(FIRST) == []


@pytest.mark.parametrize("grade", master_scale()[:-1], ids=lambda grade: grade.grade)
def test_each_edge_is_one(grade) -> None:
    policy = replace(FIRST, approve_below=grade.proba_to, decline_from=0.139963)
    assert off_grade_edges(policy) == []
    assert edge_points(grade.proba_to) == grade.points_from


def test_a_cut_off_inside_a_grade_is_named_in_a_band_too() -> None:
    [band] = FIRST.lending.bands
    policy = with_bands(replace(band, approve_below=0.0045))
    assert off_grade_edges(policy) == ["lending.bands.all.1000000.approve_below"]


def test_one_number_written_in_two_ways_is_one_policy() -> None:
    body = FIRST.body
    knock_outs = body["lending"]["knock_outs"] | {"least_amount_rub": 10_000.0}
    written = Policy.of(body | {"lending": body["lending"] | {"knock_outs": knock_outs}})
    assert written.sha256 == FIRST.sha256
    assert '"least_amount_rub":10000,' in written.json
