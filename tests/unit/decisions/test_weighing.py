"""What a person's verdict means beside the recommendation."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from core.decisions.rules.declining import reasons_to_decline
from core.decisions.rules.policy import first_policy
from core.decisions.rules.vocabulary import (
    DeclinedBy,
    DeclineReason,
    Outcome,
    OverrideReason,
    SecondBecause,
)
from core.decisions.rules.weighing import LENDS, Terms, Verdict, direction_of, weigh
from core.scores.rules.vocabulary import Decision

AUTHORITIES = first_policy().lending.authorities
TERMS = Terms(Decimal(300_000), 24, Decimal(24))
CODES = ("A", "B")


def weighed(verdict, recommendation=Decision.REVIEW, rules=(), loss=0, authorities=AUTHORITIES):
    return weigh(verdict, recommendation, rules, Decimal(loss), authorities, CODES)


def verdict(outcome, **said):
    reasons = ("A",) if outcome is Outcome.DECLINE else ()
    return Verdict(**{"outcome": outcome, "terms": TERMS, "decline_reasons": reasons, **said})


@pytest.mark.parametrize(
    ("recommendation", "outcome", "reason", "length"),
    list(product(Decision, set(Outcome) - {Outcome.RETURN}, (None, "other"), (0, 29, 30))),
)
def test_a_reason_and_thirty_characters_go_with_a_contradiction_and_with_nothing_else(
    recommendation, outcome, reason, length
):
    said = verdict(outcome, override_reason=reason and OverrideReason(reason))
    found = weighed(replace(said, rationale="x" * length or None), recommendation)
    contradicts = direction_of(recommendation, outcome) is not None
    assert found.agrees is not contradicts
    if contradicts:
        assert bool(found.faults) == (reason is None or length < 30)
    else:
        assert bool(found.faults) == (reason is not None)


def test_a_review_is_no_opinion_that_could_be_contradicted():
    assert {direction_of(Decision.REVIEW, outcome) for outcome in Outcome} == {None}


@pytest.mark.parametrize("outcome", set(Outcome) - {Outcome.RETURN})
@pytest.mark.parametrize(
    ("terms", "rules", "loss", "because"),
    [
        (TERMS, (), 50_000, ()),
        (Terms(Decimal(1_000_000), 24, Decimal(24)), (), 0, ()),
        (replace(TERMS, amount_rub=Decimal("1000000.01")), (), 0, (SecondBecause.AMOUNT,)),
        (TERMS, (), 50_001, (SecondBecause.EXPECTED_LOSS,)),
        (TERMS, ("BURDEN_TOO_HIGH",), 0, (SecondBecause.KNOCK_OUT,)),
    ],
)
def test_who_lends_beyond_an_authority_needs_a_second(outcome, terms, rules, loss, because):
    found = weighed(verdict(outcome, terms=terms), rules=rules, loss=loss)
    assert found.second_because == (because if outcome in LENDS else ())


def test_a_policy_may_let_one_person_approve_against_a_knock_out():
    alone = replace(AUTHORITIES, second_against_knock_out=False)
    rules = ("BURDEN_TOO_HIGH",)
    found = weighed(verdict(Outcome.APPROVE), rules=rules, authorities=alone)
    assert found.second_because == ()


@pytest.mark.parametrize("outcome", set(Outcome) - {Outcome.RETURN})
def test_what_nobody_overrides_keeps_nobody_from_declining(outcome):
    found = weighed(verdict(outcome), Decision.DECLINE, ("IN_DEFAULT", "BURDEN_TOO_HIGH"))
    assert found.never == (("IN_DEFAULT",) if outcome in LENDS else ())


@pytest.mark.parametrize("told", [(), ("A", "C"), ("C",)])
def test_a_decline_tells_what_declines(told):
    assert weighed(verdict(Outcome.DECLINE, decline_reasons=told)).faults
    assert not weighed(verdict(Outcome.DECLINE, decline_reasons=CODES)).faults
    assert weighed(verdict(Outcome.APPROVE, decline_reasons=CODES)).faults


def finding(rule, outcome):
    return {"rule": rule, "value": None, "limit": None, "outcome": outcome}


RAISES = {"code": "RECENT_LATENESS", "direction": "raises_risk", "contribution": 0.4}
LOWERS = {"code": "LOAN_AGE", "direction": "lowers_risk", "contribution": -0.2}


@pytest.mark.parametrize(
    ("findings", "cut", "reasons", "by", "codes"),
    [
        (
            [finding("BURDEN_TOO_HIGH", "decline"), finding("CURED", "review")],
            Decision.DECLINE,
            [RAISES],
            DeclinedBy.KNOCK_OUT,
            ("BURDEN_TOO_HIGH",),
        ),
        (
            [finding("CURED", "review")],
            Decision.DECLINE,
            [LOWERS, RAISES],
            DeclinedBy.SCORE,
            ("RECENT_LATENESS",),
        ),
        ([], Decision.REVIEW, [RAISES], DeclinedBy.PERSON, tuple(DeclineReason)),
        # A score that can say nothing against the person is no reason to tell
        ([], Decision.DECLINE, [LOWERS], DeclinedBy.PERSON, tuple(DeclineReason)),
    ],
)
def test_reasons_come_from_rules_then_the_score_then_the_person(findings, cut, reasons, by, codes):
    assert reasons_to_decline(findings, cut, reasons) == (by, codes)
