"""Reasons of notices: by what declined, the gravest first, in words that say something."""

import re
from itertools import product
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.lending import KnockOut, Referral
from core.decisions.rules.vocabulary import DeclineReason, Outcome
from core.notices.rules.decline_reasons import Basis, Ground, NoticeReason, component_of, reasons_of
from core.notices.rules.vocabulary import Component, Language
from core.notices.rules.wording import money, notice_reasons, word
from core.scores.rules.reasons import Reader, reason_codes
from core.scores.rules.vocabulary import Decision, Direction

BURDEN = Ground("BURDEN_TOO_HIGH", 0.91, 0.8, Decision.DECLINE)
LATE = Ground("LATE_30_NOW", None, None, Decision.REVIEW)
SAY_NOTHING = re.compile(
    "score (is )?(too )?low|low score|internal (standard|polic|rule)|not enough points"
    "|did not qualify|does not meet our|cut-?off|insufficient score|overall"
    "|балл|низк(ий|ая) рейтинг|внутренн(ие|их|ими)|скоринг|не соответств|политик|порог"
    "|совокупност",
    re.IGNORECASE,
)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
TEXTS = [
    (code, kind, text)
    for code, entry in notice_reasons().items()
    for kind, text in entry.items()
    if kind != "unit"
]


def basis(**values):
    told = {"recommendation": Decision.DECLINE, "by_cut_offs": Decision.DECLINE, **values}
    return Basis(outcome=Outcome.DECLINE, **told)


def codes(made):
    return [reason.code for reason in reasons_of(made)]


def test_a_knock_out_comes_before_the_score_and_what_only_asks_for_a_person_is_left_out():
    made = basis(grounds=[BURDEN, LATE], contributions={"DELAYS": 2.0})
    assert component_of(made) is Component.KNOCK_OUT
    assert reasons_of(made) == [NoticeReason("BURDEN_TOO_HIGH", 0.91, 0.8)]


def test_the_score_is_told_by_what_differs_from_people_who_are_approved():
    made = basis(
        grounds=[LATE],
        contributions={"DELAYS": 0.9, "LATENESS_30": 0.5, "CREDITS_OPEN": 0.1, "INCOME": -0.4},
        approved={"DELAYS": 0.8, "LATENESS_30": -0.3, "CREDITS_OPEN": 0.2, "INCOME": -0.9},
    )
    assert component_of(made) is Component.SCORE
    # The largest contribution is nearly theirs as well; one that lowers the risk less than theirs
    # made a difference
    assert codes(made) == ["LATENESS_30", "INCOME", "DELAYS"]


@given(
    contributions=st.dictionaries(
        st.sampled_from(sorted(reason_codes())), st.floats(-3, 3), min_size=1
    ),
    approved=st.dictionaries(st.sampled_from(sorted(reason_codes())), st.floats(-3, 3)),
)
def test_of_a_score_no_larger_difference_is_left_out(contributions, approved):
    made = basis(contributions=contributions, approved=approved)
    differences = {
        code: round(value - approved.get(code, 0.0), 6) for code, value in contributions.items()
    }
    told = reasons_of(made)
    raising = sorted((one for one in differences.values() if one > 0), reverse=True)
    assert [one.difference for one in told if one.difference is not None] == raising[:4]
    assert told


def test_of_whom_no_model_was_asked_it_is_said_that_nothing_is_known():
    assert codes(basis()) == ["NOT_ENOUGH_TO_TELL"]


def test_a_persons_reasons_carry_the_values_of_the_rules_that_they_name():
    ground = Ground("PAYMENT_TO_INCOME_HIGH", 0.6, 0.5, Decision.REVIEW)
    made = basis(
        recommendation=Decision.REVIEW,
        by_cut_offs=Decision.APPROVE,
        grounds=[ground],
        contributions={"DELAYS": 2.0},
        chosen=["INCOME_NOT_CONFIRMED", "PAYMENT_TO_INCOME_HIGH"],
    )
    assert component_of(made) is Component.PERSON
    assert reasons_of(made) == [
        NoticeReason("INCOME_NOT_CONFIRMED"),
        NoticeReason("PAYMENT_TO_INCOME_HIGH", 0.6, 0.5),
    ]


@pytest.mark.parametrize(
    ("recommendation", "cut", "knocked", "outcome"),
    [
        one
        for one in product(
            Decision, Decision, (True, False), (Outcome.DECLINE, Outcome.COUNTEROFFER)
        )
        if (one[0] is Decision.DECLINE) == (one[1] is Decision.DECLINE or one[2])
    ],
)
def test_reasons_are_of_the_component_that_declined_and_never_none(
    recommendation, cut, knocked, outcome
):
    made = Basis(
        outcome,
        recommendation,
        cut,
        grounds=[BURDEN, LATE] if knocked else [LATE],
        contributions={"DELAYS": 2.0},
        chosen=["INCOME_NOT_CONFIRMED"] if outcome is Outcome.DECLINE else [],
    )
    expected = {
        Component.KNOCK_OUT: {"BURDEN_TOO_HIGH"},
        Component.SCORE: {"DELAYS"},
        Component.LIMIT: {"LATE_30_NOW"},
        Component.PERSON: {"INCOME_NOT_CONFIRMED"},
    }
    assert set(codes(made)) == expected[component_of(made)]
    if recommendation is Decision.DECLINE:
        assert component_of(made) is (Component.KNOCK_OUT if knocked else Component.SCORE)


def test_each_code_that_can_be_a_reason_has_its_text():
    assert set(notice_reasons()) >= {
        *(*reason_codes(), *KnockOut, *Referral, *Rule, *DeclineReason),
        "OTHER_TERMS",
    }


@pytest.mark.parametrize(("code", "kind", "text"), TEXTS)
def test_texts_are_in_both_languages_with_the_same_figures(code, kind, text):
    assert CYRILLIC.search(text["ru"]) and not CYRILLIC.search(text["en"])
    figures = [{name for _, name, _, _ in Formatter().parse(text[one]) if name} for one in Language]
    assert figures[0] == figures[1]
    known = {"value", "limit", *(reason_codes()[code].features if code in reason_codes() else ())}
    assert figures[0] <= known


def test_no_text_says_nothing():
    said = [text[language] for _, _, text in TEXTS for language in Language]
    said += [
        getattr(variant.texts[Reader.BORROWER], language)
        for code in reason_codes().values()
        for variant in code.variants
        if variant.direction is Direction.RAISES_RISK
        for language in Language
    ]
    assert [text for text in said if SAY_NOTHING.search(text)] == []


@pytest.mark.parametrize(
    "phrase",
    [
        *("Your score is too low", "Low score", "Internal standards", "Does not meet our criteria"),
        *("Балл слишком низкий", "Внутренние правила банка", "Не соответствует политике банка"),
        "Скоринговая оценка ниже порога",
    ],
)
def test_what_says_nothing_is_found(phrase):
    assert SAY_NOTHING.search(phrase)


def test_what_is_not_known_is_said_to_be_so():
    text = word(NoticeReason("INCOME_TOO_LOW", None, 10_000), {})
    assert (
        text.en
        == "The application states no income; a credit needs RUB\u00a010,000 or more a month"
    )


def test_a_score_is_told_in_the_borrowers_words_where_they_are_true():
    reason = NoticeReason("LATENESS_30", difference=0.4)
    late = {"months_late_30": 3, "months_since_late_30": 4, "credits_late_30_now": 0}
    assert "months so late 3" in word(reason, late).en
    never = {"months_late_30": 0, "months_since_late_30": 99, "credits_late_30_now": 0}
    assert word(reason, never).en.startswith("Payments 30 days late or more in the whole")


@pytest.mark.parametrize(
    ("amount", "ru", "en"),
    [
        (300_000, "300\u00a0000\u00a0₽", "RUB\u00a0300,000"),
        (15_861.5, "15\u00a0861,50\u00a0₽", "RUB\u00a015,861.50"),
    ],
)
def test_money_is_written_as_each_language_does(amount, ru, en):
    assert (money(amount, Language.RU), money(amount, Language.EN)) == (ru, en)


@pytest.mark.parametrize(
    ("share", "said"), [(2.388, "238.8%"), (0.91, "91%"), (0.8004, "80.04%"), (12.0, "1,200%")]
)
def test_a_share_has_as_many_decimals_as_it_needs(share, said):
    assert f"would take {said} of" in word(NoticeReason("BURDEN_TOO_HIGH", share, 0.8), {}).en
