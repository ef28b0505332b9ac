"""The decision policy: what it decides, and a version that cannot lie."""

import json
from dataclasses import replace
from math import nan, nextafter
from pathlib import Path

import pytest

from core.decisions.rules.hard_rules import HardRules
from core.decisions.rules.policy import POLICY as POLICY_FILE
from core.decisions.rules.policy import Policy, first_policy, load_policy
from core.scores.rules.vocabulary import Decision

RULES = {"cure_months": 3, "longest_silence_months": 3}
HARD_RULES = HardRules(cure_months=3, longest_silence_months=3)
LENDING = first_policy().lending
LENDING_BODY = json.loads(POLICY_FILE.read_text(encoding="utf-8"))["lending"]
POLICY = Policy("2026-11-28", 0.1, 0.3, HARD_RULES, LENDING)


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
    policy = Policy("2026-11-28", 0.2, 0.2, HARD_RULES, LENDING)
    assert policy.decide(nextafter(0.2, 0)) is Decision.APPROVE
    assert policy.decide(0.2) is Decision.DECLINE


@pytest.mark.parametrize(
    ("approve_below", "decline_from"),
    [(0, 0.5), (-0.1, 0.5), (0.5, 0.4), (0.5, 1), (0.5, 1.5), (nan, 0.5), (0.5, nan)],
)
def test_impossible_cut_offs_are_refused(approve_below: float, decline_from: float) -> None:
    with pytest.raises(ValueError, match="approve_below <= decline_from"):
        Policy("2026-11-28", approve_below, decline_from, HARD_RULES, LENDING)


def test_a_policy_is_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    content = {
        "dated": "2026-11-28",
        "approve_below": 0.1,
        "decline_from": 0.3,
        "hard_rules": RULES,
        "lending": LENDING_BODY,
    }
    path.write_text(json.dumps(content))
    assert load_policy(path) == POLICY
    path.write_text(json.dumps({**content, "approve_below": 0.9}))
    with pytest.raises(ValueError, match="approve_below <= decline_from"):
        load_policy(path)


def test_policies_that_differ_in_anything_never_share_a_name() -> None:
    smaller = replace(LENDING, score_age_hours=LENDING.score_age_hours - 1)
    others = [
        Policy("2026-11-28", 0.1, 0.3, HARD_RULES, smaller),
        Policy("2026-11-28", 0.1, 0.300001, HARD_RULES, LENDING),
        Policy("2026-11-28", 0.100001, 0.3, HARD_RULES, LENDING),
        Policy("2026-11-29", 0.1, 0.3, HARD_RULES, LENDING),
        Policy("2026-11-28", 0.1, 0.3, HardRules(4, 3), LENDING),
        Policy("2026-11-28", 0.1, 0.3, HardRules(3, 4), LENDING),
    ]
    assert len({POLICY.version, *(other.version for other in others)}) == 7
    assert len({POLICY.sha256, *(other.sha256 for other in others)}) == 7


def test_the_same_policy_has_the_same_name_wherever_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(
        f'{{"lending": {json.dumps(LENDING_BODY)},'
        ' "hard_rules": {"longest_silence_months": 3, "cure_months": 3},'
        ' "decline_from": 0.30, "approve_below": 1e-1, "dated": "2026-11-28"}'
    )
    assert load_policy(path).version == POLICY.version
    assert POLICY.version == f"2026-11-28-{POLICY.sha256[:8]}"


def test_a_policy_is_in_force() -> None:
    assert first_policy().approve_below < first_policy().decline_from
