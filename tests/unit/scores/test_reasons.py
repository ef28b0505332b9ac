"""Reason codes: complete, without overlap, in the words of their readers, and true."""

import re
from collections import Counter
from string import Formatter

import pytest

from core.decisions.rules.hard_rules import Rule
from core.scores.rules.reasons import Reader, ReasonCode, Variant, reason_codes, tell
from core.scores.rules.vocabulary import Direction
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES
from training.new_credits import ANSWERS

CODES = [code for code in reason_codes().values() if code.features]
VARIANTS = [(code, variant) for code in reason_codes().values() for variant in code.variants]
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_each_feature_that_a_model_reads_is_in_exactly_one_code() -> None:
    assert Counter(name for code in CODES for name in code.features) == Counter(
        (*STATE_FEATURES, *NEW_CREDIT_FEATURES, *ANSWERS)
    )


def test_codes_are_found_by_their_name() -> None:
    assert all(key == code.code for key, code in reason_codes().items())


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_model_may_give_each_code_in_both_directions(code: ReasonCode) -> None:
    assert {variant.direction for variant in code.variants} == set(Direction)


@pytest.mark.parametrize(("code", "variant"), VARIANTS, ids=lambda one: getattr(one, "code", ""))
def test_texts_for_both_readers_in_both_languages(code: ReasonCode, variant: Variant) -> None:
    for reader in Reader:
        text = variant.texts[reader]
        assert CYRILLIC.search(text.ru), code.code
        assert text.en.strip() and not CYRILLIC.search(text.en)
        assert figures(text.ru) == figures(text.en)


def figures(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("code", "variant"), VARIANTS, ids=lambda one: getattr(one, "code", ""))
def test_texts_name_figures_that_the_models_of_the_code_record(
    code: ReasonCode, variant: Variant
) -> None:
    known = set(STATE_FEATURES) if set(code.features) <= set(STATE_FEATURES) else set()
    known |= set(NEW_CREDIT_FEATURES) if set(code.features) <= set(NEW_CREDIT_FEATURES) else set()
    known |= set(ANSWERS) if set(code.features) <= set(ANSWERS) else set()
    named = {name for name, _, _ in variant.when}
    for text in variant.texts.values():
        named |= figures(text.ru) | figures(text.en)
    assert named <= known


def test_no_two_variants_share_a_text() -> None:
    for reader in Reader:
        for language in ("ru", "en"):
            texts = [getattr(variant.texts[reader], language) for _, variant in VARIANTS]
            assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_the_codes_without_features_are_those_of_the_hard_rules() -> None:
    assert {code.code for code in reason_codes().values() if not code.features} == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_hard_rule_is_told_to_everybody_and_only_as_a_risk(rule: Rule) -> None:
    assert tell(rule, Direction.RAISES_RISK, {})
    assert tell(rule, Direction.LOWERS_RISK, {}) is None


def test_figures_of_the_person_are_in_the_text() -> None:
    features = {"months_late_30": 3.0, "months_since_late_30": 7.0, "credits_late_30_now": 0.0}
    told = tell("LATENESS_30", Direction.RAISES_RISK, features)
    assert told
    text = told.text(Reader.MANAGER, features)
    assert "months so late 3, the last one 7 months ago" in text.en
    assert "месяцев с ними 3, последний 7 мес. назад" in text.ru
    assert not told.actionable


def test_what_is_true_of_nobody_here_is_not_said() -> None:
    assert tell("LATENESS_30", Direction.RAISES_RISK, {"months_late_30": 0}) is None
    assert tell("LATENESS_30", Direction.RAISES_RISK, {}) is None


@pytest.mark.parametrize(
    ("code", "direction", "feature", "true", "false"),
    [
        ("LATENESS_30", Direction.RAISES_RISK, "months_late_30", 1, 0),
        ("DELAYS", Direction.LOWERS_RISK, "latest_status", 1, 2),
        ("HISTORY_LENGTH", Direction.RAISES_RISK, "months_on_book", 23, 24),
        ("CREDITS_OPEN", Direction.LOWERS_RISK, "credits_open", 1, 2),
        ("EMPLOYMENT", Direction.LOWERS_RISK, "days_employed", -1096, -1095),
    ],
)
def test_what_is_said_holds_up_to_its_bounds_and_not_beyond(
    code: str, direction: Direction, feature: str, true: int, false: int
) -> None:
    def told(value: int) -> bool:
        return any(
            variant.holds({feature: value})
            for variant in reason_codes()[code].variants
            if variant.direction is direction and [name for name, *_ in variant.when] == [feature]
        )

    assert (told(true), told(false)) == (True, False)


@pytest.mark.parametrize("code", ["CREDIT_USE", "PAID_OFF", "GENDER"])
def test_codes_of_old_scores_can_still_be_read(code: str) -> None:
    assert code not in reason_codes()
    for direction in Direction:
        told = tell(code, direction, {"code_gender": "F"})
        assert told and told.text(Reader.BORROWER, {}).ru
