"""Reason codes: complete, without overlap, and in the words of their readers."""

import re
from collections import Counter

import pytest

from core.clients.rules.questionnaire import FEATURE_NAMES
from core.decisions.rules.hard_rules import Rule
from core.scores.rules.reasons import Reader, ReasonCode, reason_codes
from core.scores.rules.vocabulary import Direction
from model.history import HISTORY_FEATURES

CODES = [code for code in reason_codes().values() if code.features]
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_each_feature_is_in_exactly_one_code() -> None:
    assert Counter(name for code in CODES for name in code.features) == Counter(
        (*FEATURE_NAMES, *HISTORY_FEATURES)
    )


def test_codes_are_found_by_their_name() -> None:
    assert all(key == code.code for key, code in reason_codes().items())
    assert all(code.features for code in CODES)
    assert {type(code.actionable) for code in CODES} == {bool}


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_texts_for_both_readers_directions_and_languages(code: ReasonCode) -> None:
    assert set(code.texts) == {(reader, direction) for reader in Reader for direction in Direction}
    for text in code.texts.values():
        assert CYRILLIC.search(text.ru)
        assert text.en.strip() and not CYRILLIC.search(text.en)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_texts_differ_between_readers_and_directions(code: ReasonCode, language: str) -> None:
    texts = {key: getattr(text, language) for key, text in code.texts.items()}
    for direction in Direction:
        assert texts[Reader.MANAGER, direction] != texts[Reader.BORROWER, direction]
    for reader in Reader:
        assert texts[reader, Direction.RAISES_RISK] != texts[reader, Direction.LOWERS_RISK]


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("direction", Direction)
def test_no_two_codes_share_a_text(reader: Reader, direction: Direction) -> None:
    for language in ("ru", "en"):
        texts = [getattr(code.texts[reader, direction], language) for code in CODES]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("feature", ["code_gender", "days_birth", "age_group"])
def test_nobody_is_told_to_change_gender_or_age(feature: str) -> None:
    (code,) = [code for code in CODES if feature in code.features]
    assert not code.actionable


def test_the_codes_without_features_are_those_of_the_hard_rules() -> None:
    assert {code.code for code in reason_codes().values() if not code.features} == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_hard_rule_is_told_to_both_readers_and_only_as_a_risk(rule: Rule) -> None:
    code = reason_codes()[rule]
    assert set(code.texts) == {(reader, Direction.RAISES_RISK) for reader in Reader}
    assert all(CYRILLIC.search(text.ru) and text.en for text in code.texts.values())
