"""The decision policy and the rating."""

import json
from math import nan, nextafter
from pathlib import Path

import pytest

from core.policy import Policy, load_policy, rating
from core.vocabulary import Decision

POLICY = Policy("policy-7", approve_below=0.1, decline_from=0.3)


@pytest.mark.parametrize(
    ("proba", "decision"),
    [
        (0.0, Decision.APPROVE),
        (nextafter(0.1, 0), Decision.APPROVE),
        (0.1, Decision.REVIEW),
        (nextafter(0.3, 0), Decision.REVIEW),
        (0.3, Decision.DECLINE),
        (1.0, Decision.DECLINE),
    ],
)
def test_decision_at_the_cut_offs(proba: float, decision: Decision) -> None:
    assert POLICY.decide(proba) is decision


def test_equal_cut_offs_leave_nothing_to_review() -> None:
    policy = Policy("policy-8", 0.2, 0.2)
    assert policy.decide(nextafter(0.2, 0)) is Decision.APPROVE
    assert policy.decide(0.2) is Decision.DECLINE


@pytest.mark.parametrize(
    ("approve_below", "decline_from"),
    [(0, 0.5), (-0.1, 0.5), (0.5, 0.4), (0.5, 1), (0.5, 1.5), (nan, 0.5), (0.5, nan)],
)
def test_impossible_cut_offs_are_refused(approve_below: float, decline_from: float) -> None:
    with pytest.raises(ValueError, match="approve_below <= decline_from"):
        Policy("policy-9", approve_below, decline_from)


def test_a_policy_is_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    content = {"version": "policy-7", "approve_below": 0.1, "decline_from": 0.3}
    path.write_text(json.dumps(content))
    assert load_policy(path) == POLICY
    path.write_text(json.dumps({**content, "approve_below": 0.9}))
    with pytest.raises(ValueError, match="approve_below <= decline_from"):
        load_policy(path)


@pytest.mark.parametrize(
    ("proba", "seen"), [(0.0, 1.0), (0.004, 1.0), (0.006, 0.99), (0.123, 0.88), (0.999, 0.0)]
)
def test_rating_is_one_minus_proba_to_two_digits(proba: float, seen: float) -> None:
    assert rating(proba) == seen
