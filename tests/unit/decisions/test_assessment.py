"""What a policy recommends for an application: each rule with its value, cut-offs, limit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clients.rules.schedule import monthly_payment
from core.decisions.rules.assessment import Assessment, Means, Told, Wanted, assess
from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.lending import Band, KnockOut, LimitReason, Referral
from core.decisions.rules.policy import first_policy
from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import Decision, ModelName

POLICY = first_policy()
WANTED = Wanted(Decimal(300_000), 36, Decimal(24))
MEANS = Means(35, Decimal(60_000), Decimal(5_000))
GOOD = Told(0.01, "B", ModelName.BEHAVIOURAL, ())


def rules_of(found: Assessment) -> list[str]:
    return [finding.rule for finding in found.findings]


def test_nothing_speaks_against_a_good_application() -> None:
    found = assess(POLICY, WANTED, MEANS, GOOD)
    assert (found.decision, found.findings) == (Decision.APPROVE, ())
    assert found.payment_rub == monthly_payment(Decimal(300_000), Decimal(24), 36)
    assert found.payment_to_income == pytest.approx(float(found.payment_rub) / 60_000)
    assert found.burden == pytest.approx((float(found.payment_rub) + 5_000) / 60_000)
    assert found.expected_loss_rub == Decimal("1350.00")


@pytest.mark.parametrize(
    ("rule", "changed", "value", "limit"),
    [
        (KnockOut.TOO_YOUNG, {"age_years": 17}, 17, 18),
        (KnockOut.TOO_OLD_AT_END, {"age_years": 73}, 76, 75),
        (KnockOut.INCOME_TOO_LOW, {"income_rub_month": Decimal(9_999)}, 9_999, 10_000),
        (KnockOut.AMOUNT_TOO_SMALL, {"amount_rub": Decimal(9_999)}, 9_999, 10_000),
        (KnockOut.AMOUNT_TOO_LARGE, {"amount_rub": Decimal(5_000_001)}, 5_000_001, 5_000_000),
        (KnockOut.TERM_TOO_SHORT, {"term_months": 2}, 2, 3),
        (KnockOut.TERM_TOO_LONG, {"term_months": 121}, 121, 120),
    ],
)
def test_what_lies_outside_is_declined_and_says_by_how_much(rule, changed, value, limit) -> None:
    wanted = replace(WANTED, **{name: v for name, v in changed.items() if hasattr(WANTED, name)})
    means = replace(MEANS, **{name: v for name, v in changed.items() if hasattr(MEANS, name)})
    found = assess(POLICY, wanted, means, GOOD)
    assert found.decision is Decision.DECLINE
    first = next(finding for finding in found.findings if finding.rule == rule)
    assert (first.value, first.limit, first.outcome) == (value, limit, Decision.DECLINE)
    assert (found.limit_rub, found.limit_reason) == (0, LimitReason.DECLINED)


@pytest.mark.parametrize("income", [None, Decimal(0)])
def test_an_income_nobody_knows_fails_what_asks_for_it(income) -> None:
    found = assess(POLICY, WANTED, replace(MEANS, income_rub_month=income), GOOD)
    assert found.decision is Decision.DECLINE
    assert {KnockOut.INCOME_TOO_LOW, KnockOut.BURDEN_TOO_HIGH} <= set(rules_of(found))
    assert found.burden is None


def test_the_burden_counts_what_is_owed_already() -> None:
    owing = replace(MEANS, payments_rub_month=Decimal(40_000))
    found = assess(POLICY, WANTED, owing, GOOD)
    assert rules_of(found) == [KnockOut.BURDEN_TOO_HIGH]


def test_the_knock_outs_come_before_what_wants_a_look() -> None:
    told = replace(GOOD, model=ModelName.THIN_FILE, rules=(Rule.LATE_30_NOW, Rule.LATE_60_NOW))
    found = assess(POLICY, WANTED, MEANS, told)
    assert rules_of(found) == [Rule.LATE_60_NOW, Rule.LATE_30_NOW, Referral.MODEL_TELLS_LITTLE]
    assert found.by_cut_offs is Decision.APPROVE
    assert found.decision is Decision.DECLINE


def test_who_the_model_tells_little_of_is_looked_at_and_gets_less() -> None:
    told = replace(GOOD, model=ModelName.THIN_FILE)
    amounts = replace(WANTED, amount_rub=Decimal(200_000), term_months=120)
    rich = replace(MEANS, payments_rub_month=Decimal(0))
    little, much = assess(POLICY, amounts, rich, told), assess(POLICY, amounts, rich, GOOD)
    assert (much.decision, little.decision) == (Decision.APPROVE, Decision.REVIEW)
    [finding] = little.findings
    assert (finding.value, finding.limit) == (None, None)
    assert (little.limit_rub, little.limit_reason) == (540_000, LimitReason.INCOME_MULTIPLE)
    assert (much.limit_rub, much.limit_reason) == (1_080_000, LimitReason.INCOME_MULTIPLE)


def test_more_than_the_limit_is_looked_at() -> None:
    found = assess(POLICY, replace(WANTED, amount_rub=Decimal(900_000)), MEANS, GOOD)
    told = {one.rule: (one.value, one.limit) for one in found.findings}
    assert told == {
        Referral.PAYMENT_TO_INCOME_HIGH: (found.payment_to_income, 0.5),
        Referral.AMOUNT_ABOVE_LIMIT: (900_000, found.limit_rub),
    }
    assert found.decision is Decision.REVIEW
    assert found.limit_reason is LimitReason.PAYMENT_TO_INCOME


def test_who_may_pay_for_a_million_may_have_a_million() -> None:
    payment = monthly_payment(Decimal(1_000_000), WANTED.annual_rate, WANTED.term_months)
    means = replace(MEANS, income_rub_month=2 * payment, payments_rub_month=Decimal(0))
    found = assess(POLICY, WANTED, means, GOOD)
    assert (found.limit_rub, found.limit_reason) == (1_000_000, LimitReason.PAYMENT_TO_INCOME)


def test_a_band_is_for_its_model_and_its_amounts() -> None:
    bands = (
        Band(None, 100_000, 0.02, 0.1),
        Band(ModelName.BEHAVIOURAL, 100_000, 0.03, 0.1),
        Band(None, 200_000, 0.01, 0.05),
    )
    policy = replace(POLICY, lending=replace(POLICY.lending, bands=bands))
    chosen = [
        policy.cut_offs(model, Decimal(amount))[0]
        for model, amount in [
            (ModelName.BEHAVIOURAL, 99_999),
            (ModelName.THIN_FILE, 100_000),
            (ModelName.BEHAVIOURAL, 100_000),
            (ModelName.BEHAVIOURAL, 200_000),
        ]
    ]
    assert chosen == [POLICY.approve_below, 0.02, 0.03, 0.01]


@given(
    proba=st.floats(0.0005, 0.99),
    income=st.integers(1_000, 500_000),
    owed=st.integers(0, 100_000),
    term=st.integers(3, 120),
    rate=st.integers(0, 60),
)
def test_the_limit_itself_is_never_above_the_limit(proba, income, owed, term, rate) -> None:
    told = Told(proba, grade_of(proba), ModelName.BEHAVIOURAL, ())
    means = Means(30, Decimal(income), Decimal(owed))
    wanted = Wanted(Decimal(10_000), term, Decimal(rate))
    limit = assess(POLICY, wanted, means, told).limit_rub
    if limit < 10_000:
        return
    at_limit = assess(POLICY, replace(wanted, amount_rub=limit), means, told)
    fired = {KnockOut.BURDEN_TOO_HIGH, Referral.PAYMENT_TO_INCOME_HIGH, Referral.AMOUNT_ABOVE_LIMIT}
    assert not fired & set(rules_of(at_limit))


def test_the_first_policy_does_not_approve_by_the_word_of_a_model_that_tells_little() -> None:
    for model in (ModelName.THIN_FILE, ModelName.SEGMENT):
        assert assess(POLICY, WANTED, MEANS, replace(GOOD, model=model)).decision is Decision.REVIEW
