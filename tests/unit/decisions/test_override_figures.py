"""When counts of overrides say something, and what."""

from dataclasses import replace

import pytest

from core.decisions.override_records import Standing, Verdict
from core.decisions.rules.override_figures import (
    Matured,
    funnel_limits,
    judge_low_side,
    judge_ranking,
    standing_of,
)

LOW = Matured(proba=0.2, approve_below=0.04, is_low_side=True, has_defaulted=False)
USUAL = Matured(proba=0.02, approve_below=0.04, is_low_side=False, has_defaulted=False)


def credits(cases, defaults, one=LOW):
    return [replace(one, has_defaulted=place < defaults) for place in range(cases)]


@pytest.mark.parametrize(
    ("cases", "defaults", "verdict"),
    [
        (29, 25, Verdict.NOT_ENOUGH),
        (300, 19, Verdict.NOT_ENOUGH),
        (0, 0, Verdict.NOT_ENOUGH),
        (100, 20, Verdict.NO_DIFFERENCE),
        (100, 35, Verdict.WORSE),
        (300, 30, Verdict.BETTER),
    ],
)
def test_low_side_overrides_are_held_against_their_recorded_pds(cases, defaults, verdict):
    found = judge_low_side([*credits(cases, defaults), *credits(500, 90, USUAL)])
    assert (found.matured, found.defaulted, found.verdict) == (cases, defaults, verdict)
    assert found.expected == pytest.approx(cases * 0.2)
    assert (found.p is None) == (verdict is Verdict.NOT_ENOUGH)


def test_people_who_pick_the_good_ones_improve_the_order():
    found = judge_ranking([*credits(400, 40, replace(USUAL, proba=0.06)), *credits(200, 0)])
    assert found.verdict is Verdict.BETTER
    assert found.low > 0 and found.final_auc > found.model_auc
    assert (found.matured, found.defaulted, found.moved) == (600, 40, 200)


def test_people_who_pick_the_bad_ones_spoil_it():
    found = judge_ranking([*credits(400, 8, USUAL), *credits(200, 40)])
    assert found.verdict is Verdict.WORSE and found.high < 0


def test_a_few_who_end_about_as_the_others_change_nothing_that_can_be_told():
    found = judge_ranking([*credits(400, 24, USUAL), *credits(30, 2)])
    assert found.verdict is Verdict.NO_DIFFERENCE
    assert found.low < 0 < found.high


@pytest.mark.parametrize(
    "matured",
    [
        [],
        credits(300, 19),
        credits(29, 21),
        credits(30, 30),
        credits(300, 30, USUAL),  # nobody took another place
    ],
)
def test_where_there_are_too_few_no_order_is_called_better(matured):
    found = judge_ranking(matured)
    assert found.verdict is Verdict.NOT_ENOUGH
    assert (found.model_auc, found.difference) == (None, None)


def test_a_point_is_outside_where_its_lines_say_so():
    share = 0.05
    for line in funnel_limits(share, 2_000):
        for overrides in range(0, line.decided + 1, max(line.decided // 50, 1)):
            own = overrides / line.decided
            expected = Standing.WITHIN
            if not line.low_95 - 1e-9 <= own <= line.high_95 + 1e-9:
                expected = Standing.OUTSIDE_95
            if not line.low_998 - 1e-9 <= own <= line.high_998 + 1e-9:
                expected = Standing.OUTSIDE_998
            assert standing_of(overrides, line.decided, share) is expected


def test_the_funnel_narrows_the_more_is_decided():
    lines = funnel_limits(0.05, 5_000)
    assert (lines[0].decided, lines[-1].decided) == (1, 5_000)
    assert lines[-1].high_998 - lines[-1].low_998 < 0.03 < lines[5].high_95
    assert funnel_limits(0.05, 1)[-1].decided == 20
