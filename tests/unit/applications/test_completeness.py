"""What an application needs before it is submitted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.applications.records import Content
from core.applications.rules.completeness import answers_told, find_missing, find_unlikely
from core.applications.rules.states import Purpose
from tests.unit.answers import ANSWERS

TODAY = date(2026, 11, 28)
PERSON = {
    "last_name": "Иванова",
    "first_name": "Анна",
    "phone": "+79161234567",
    "consent_on": TODAY,
}
WHOLE = Content(PERSON, ANSWERS, None, Decimal(300_000), 24, Purpose.CAR, Decimal(24))


def without(content: Content, part: str, name: str) -> Content:
    left = {key: value for key, value in getattr(content, part).items() if key != name}
    return replace(content, **{part: left})


def fields(content: Content) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in find_missing(content, TODAY)]


def test_a_whole_one_lacks_nothing():
    assert fields(WHOLE) == []
    assert find_unlikely(WHOLE, TODAY) == []


@pytest.mark.parametrize("name", ["last_name", "first_name", "phone", "consent_on"])
def test_a_person_is_named_can_be_reached_and_has_agreed(name):
    assert fields(without(WHOLE, "person", name)) == [(f"person.{name}", "missing")]


@pytest.mark.parametrize("name", ["patronymic", "email"])
def test_not_everybody_has_a_patronymic_or_an_email(name):
    assert fields(without(WHOLE, "person", name)) == []


@pytest.mark.parametrize("name", sorted(set(ANSWERS) - {"flag_phone", "flag_email"}))
def test_every_answer_is_needed_also_one_that_may_be_none(name):
    assert fields(without(WHOLE, "answers", name)) == [(f"answers.{name}", "missing")]


@pytest.mark.parametrize("name", ["employed_since", "occupation_type"])
def test_not_employed_is_an_answer(name):
    idle = {"employed_since": None, "occupation_type": None, "name_income_type": "Pensioner"}
    assert fields(replace(WHOLE, answers={**WHOLE.answers, **idle})) == []


@pytest.mark.parametrize("name", ["amount_rub", "term_months", "purpose"])
def test_a_credit_has_an_amount_a_term_and_a_purpose(name):
    assert fields(replace(WHOLE, **{name: None})) == [(f"wanted.{name}", "missing")]


def test_contacts_answer_for_themselves():
    asked = {name: value for name, value in WHOLE.answers.items() if not name.startswith("flag_")}
    told = answers_told(replace(WHOLE, answers=asked))
    assert (told["flag_phone"], told["flag_email"]) == (1, 0)
    mailed = replace(WHOLE, person={**PERSON, "email": "anna@example.com"})
    assert answers_told(mailed)["flag_email"] == 1


def test_what_cannot_be_is_told_beside_what_is_missing():
    young = {**WHOLE.answers, "born_on": date(2015, 1, 1)}
    content = without(replace(WHOLE, answers=young), "person", "phone")
    assert fields(content) == [
        ("person.phone", "missing"),
        ("answers.born_on", "impossible_answer"),
    ]


def test_answers_that_contradict_each_other_are_told_once_all_are_there():
    crowded = {**WHOLE.answers, "cnt_children": 9}
    assert fields(replace(WHOLE, answers=crowded)) == [
        ("answers.cnt_children", "children_exceed_family")
    ]


def test_what_is_seldom_so_is_asked_about_once_the_rest_is_right():
    poor = replace(WHOLE, answers={**WHOLE.answers, "amt_income_total": Decimal(0)})
    (doubt,) = find_unlikely(poor, TODAY)
    assert (doubt.field, doubt.code) == ("answers.amt_income_total", "employed_without_income")
    assert find_unlikely(without(poor, "person", "phone"), TODAY) == []
