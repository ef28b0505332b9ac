"""Which courses are looked at, and which of those that cross are told."""

from dataclasses import replace
from decimal import Decimal

from core.clients.rules.history import Months, month_number
from core.decisions.rules.assessment import Wanted
from core.decisions.rules.outlook import Spoken
from core.decisions.rules.policy import first_policy
from core.decisions.rules.recourse import (
    MOST_CHANGES,
    PROBA_MARGIN,
    Case,
    ChangeKind,
    courses,
    propose,
)
from core.decisions.rules.scenarios import OwedCredit, Situation
from core.scores.rules.trials import LARGEST_TRIAL
from core.scores.rules.vocabulary import Decision, ModelName
from tests.unit.answers import ANSWERS, AS_OF

POLICY = first_policy()
CASE = Case(POLICY, ANSWERS, None)


def owing(*histories: str) -> Situation:
    now = month_number(AS_OF)
    return Situation(
        AS_OF,
        tuple(
            OwedCredit(
                number, Months([now - place for place in range(len(one))], one), Decimal(1_000)
            )
            for number, one in enumerate(histories, start=1)
        ),
    )


def spoken(proba: float) -> Spoken:
    return Spoken(proba, "C", ModelName.BEHAVIOURAL)


def test_every_course_fits_into_one_question_to_the_scorer():
    found = courses(owing(*["1" * 9] * 50))
    assert 1 < len(found) <= LARGEST_TRIAL
    assert all(len(course.changes) <= MOST_CHANGES for course in found)
    assert len({course.changes for course in found}) == len(found)


def test_without_an_open_credit_nothing_can_be_paid():
    assert courses(owing("C00")) == courses(owing("C00"))[:1]
    assert len(courses(owing())) == 1


def test_who_pays_the_only_credit_off_has_nothing_to_pay_in_time_then():
    found = courses(owing("1" + "0" * 9, "C00"))
    paid_off = [one for one in found if any(c.kind is ChangeKind.PAY_OFF for c in one.changes)]
    assert [(len(one.changes), one.months) for one in paid_off] == [(1, 1)]


def test_a_credit_in_time_is_not_paid_off():
    kinds = {change.kind for course in courses(owing("000")) for change in course.changes}
    assert kinds == {ChangeKind.PAY_ON_TIME}


def test_the_fewest_months_that_cross_with_a_margin_are_told():
    """Whoever only just crosses would be told what a hair may undo."""
    found = courses(owing("0" * 12))
    cut = POLICY.approve_below
    probas = [cut * 1.5, cut * 1.2, cut * 0.99, cut / PROBA_MARGIN * 0.99] + [cut / 2] * 9
    [proposal] = propose(CASE, list(zip(found, map(spoken, probas), strict=True)))
    assert (proposal.months, proposal.decision) == (3, Decision.APPROVE)


def test_who_is_approved_is_told_nothing():
    found = courses(owing("0" * 12))
    assert propose(CASE, [(course, spoken(0.001)) for course in found]) == []


def test_who_can_reach_no_better_is_told_nothing():
    found = courses(owing("0" * 12))
    assert propose(CASE, [(course, spoken(0.05)) for course in found]) == []


def test_a_review_is_told_only_where_no_approval_is_in_reach():
    found = courses(owing("0" * 12))
    declined = spoken(POLICY.decline_from)
    told = [(course, declined if not course.changes else spoken(0.05)) for course in found]
    assert {one.decision for one in propose(CASE, told)} == {Decision.REVIEW}
    told[6] = (found[6], spoken(0.001))
    assert {one.decision for one in propose(CASE, told)} == {Decision.APPROVE}


def test_of_an_application_less_money_for_longer_is_looked_at():
    """A payment of half the income is too much; a longer term, or a smaller amount, is not."""
    case = replace(CASE, wanted=Wanted(Decimal(70_000), 12, Decimal(24)))
    found = courses(owing("C" * 12))
    told = [(found[0], replace(spoken(0.001), grade="A"))]
    proposals = propose(replace(case, answers={**ANSWERS, "amt_income_total": 150_000}), told)
    assert [[change.kind for change in one.changes] for one in proposals] == [
        [ChangeKind.LONGER_TERM],
        [ChangeKind.SMALLER_AMOUNT],
    ]
    assert proposals[0].changes[0].term_months == 18
    assert proposals[0].months == 0
