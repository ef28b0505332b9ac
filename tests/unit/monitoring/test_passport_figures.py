"""What a passport says of a score and of the policy it was held against, where parts are missing."""

from dataclasses import replace
from datetime import date
from math import log
from uuid import UUID

import pytest

from core.decisions.rules.policy import first_policy
from core.monitoring.replay_records import RecordedScore
from core.monitoring.rules.passport_figures import log_odds_of, policy_of, result_of
from core.scores.rules.points import edge_points, points
from core.scores.rules.vocabulary import Decision, ModelName

POLICY = first_policy()
SCORE = RecordedScore(
    id=UUID(int=1),
    as_of=date(2026, 10, 1),
    proba=0.01,
    raw_score=-4.5,
    grade="C",
    decision=Decision.APPROVE,
    reasons=[{"code": "no_such_code", "direction": "raises_risk", "contribution": 0.5}],
    contributions={"no_such_code": 0.5},
    features={},
    features_sha256=None,
    reasons_sha256=None,
    model=ModelName.BEHAVIOURAL,
    model_version="v",
    model_sha256=None,
    policy_version="p",
    policy_sha256="h",
    policy_body=POLICY.body,
    provenance={"models": {"behavioural": {"base": -5.0}}},
)


def test_log_odds() -> None:
    assert log_odds_of(0.2) == pytest.approx(log(0.25))
    assert log_odds_of(1.0) is None


def test_a_result_is_told_with_its_sum() -> None:
    told = result_of(SCORE, {"other": 0.02})
    assert (told.proba, told.points, told.grade) == (0.01, points(0.01), "C")
    assert (told.raw_score, told.base, told.challengers) == (-4.5, -5.0, {"other": 0.02})
    assert told.log_odds == log_odds_of(0.01)
    assert told.contributions == {"no_such_code": 0.5}
    [reason] = told.reasons
    assert (reason.code, reason.direction, reason.contribution) == tuple(SCORE.reasons[0].values())
    assert (reason.text_ru, reason.text_en) == ("no_such_code", "no_such_code")


@pytest.mark.parametrize("provenance", [None, {}, {"models": {}}, {"models": {"thin_file": {}}}])
def test_what_was_not_recorded_is_none(provenance: dict[str, object] | None) -> None:
    told = result_of(replace(SCORE, provenance=provenance, contributions=None), {})
    assert (told.base, told.contributions, told.challengers) == (None, {}, {})


def test_both_margins_are_told_in_points_and_in_log_odds() -> None:
    told = policy_of(SCORE, "review", "p2")
    assert (told.version, told.sha256, told.decision) == ("p", "h", Decision.APPROVE)
    assert (told.redecided, told.redecided_by) == ("review", "p2")
    assert (told.approve_below, told.decline_from) == (POLICY.approve_below, POLICY.decline_from)
    own = points(0.01)
    assert told.to_approve_points == own - edge_points(POLICY.approve_below)
    assert told.to_decline_points == own - edge_points(POLICY.decline_from)
    for cut_off, distance in (
        (POLICY.approve_below, told.to_approve_log_odds),
        (POLICY.decline_from, told.to_decline_log_odds),
    ):
        assert distance == pytest.approx(log(cut_off / (1 - cut_off)) - log(0.01 / 0.99))


def test_without_the_policy_there_are_no_margins() -> None:
    told = policy_of(replace(SCORE, policy_body=None), None, None)
    assert {
        told.approve_below,
        told.decline_from,
        told.to_approve_points,
        told.to_decline_points,
        told.to_approve_log_odds,
        told.to_decline_log_odds,
    } == {None}


def test_who_has_defaulted_is_no_distance_away_that_could_be_told() -> None:
    told = policy_of(replace(SCORE, proba=1.0, grade="default"), None, None)
    assert (told.to_approve_log_odds, told.to_decline_log_odds) == (None, None)
    assert result_of(replace(SCORE, proba=1.0), {}).log_odds is None
