"""The feature builder: bins, order, and refusal of impossible answers."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ImpossibleFeaturesError
from core.features import (
    AGE_GROUPS,
    CATEGORICAL_FEATURES,
    DAYS_EMPLOYED_BINS,
    FEATURE_NAMES,
    NOT_EMPLOYED_DAYS,
    QUESTIONNAIRE,
    UNKNOWN,
    Category,
    Number,
    build_features,
    derive_age_group,
    derive_days_employed_bin,
    hash_feature_list,
)
from tests.unit.answers import ANSWERS

NUMBERS = {name: kind for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Number)}
CATEGORIES = {name: kind for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Category)}


def refusal(answers: dict[str, Any]) -> list[str]:
    """The faults that the builder finds."""
    with pytest.raises(ImpossibleFeaturesError) as caught:
        build_features(answers)
    assert isinstance(caught.value.detail, list)
    return caught.value.detail


@pytest.mark.parametrize(
    ("days", "below", "at"),
    [
        (9_132, "18-25", "25-35"),
        (12_784, "25-35", "35-45"),
        (16_437, "35-45", "45-55"),
        (20_089, "45-55", "55-65"),
        (23_742, "55-65", "65+"),
    ],
)
def test_age_group_at_its_edges(days: int, below: str, at: str) -> None:
    assert derive_age_group(-days + 1) == below
    assert derive_age_group(-days) == at


@pytest.mark.parametrize(
    ("days", "below", "at"),
    [
        (366, "<1 year", "1-3 year"),
        (1_096, "1-3 year", "3-5 year"),
        (1_827, "3-5 year", "5-10 year"),
        (3_653, "5-10 year", "10-40 year"),
        (14_610, "10-40 year", "40+ year"),
    ],
)
def test_employment_bin_at_its_edges(days: int, below: str, at: str) -> None:
    assert derive_days_employed_bin(-days + 1) == below
    assert derive_days_employed_bin(-days) == at


def test_employment_that_began_today_is_in_the_first_bin() -> None:
    assert derive_days_employed_bin(0) == "<1 year"


def test_not_employed_is_in_the_last_bin() -> None:
    features = build_features({**ANSWERS, "days_employed": NOT_EMPLOYED_DAYS})
    assert features["days_employed"] == 365_243
    assert features["days_employed_bin"] == "40+ year"


def test_the_18_features_and_their_order() -> None:
    assert FEATURE_NAMES == (
        "code_gender",
        "flag_own_car",
        "flag_own_realty",
        "cnt_children",
        "amt_income_total",
        "name_income_type",
        "name_education_type",
        "name_family_status",
        "name_housing_type",
        "days_birth",
        "days_employed",
        "flag_work_phone",
        "flag_phone",
        "flag_email",
        "occupation_type",
        "cnt_fam_members",
        "age_group",
        "days_employed_bin",
    )
    assert len(FEATURE_NAMES) == 18


def test_features_come_in_order_whatever_the_order_of_the_answers() -> None:
    features = build_features({**dict(reversed(ANSWERS.items())), "login": "is ignored"})
    assert tuple(features) == FEATURE_NAMES
    assert features == {**ANSWERS, "age_group": "25-35", "days_employed_bin": "5-10 year"}


def test_types_of_the_features() -> None:
    features = build_features({**ANSWERS, "cnt_fam_members": 3.0, "amt_income_total": Decimal(5)})
    for name, value in features.items():
        if name in CATEGORICAL_FEATURES:
            assert type(value) is str
        else:
            assert type(value) is (float if name == "amt_income_total" else int), name


def test_no_occupation_is_a_category_of_its_own() -> None:
    assert build_features({**ANSWERS, "occupation_type": None})["occupation_type"] == UNKNOWN


@pytest.mark.parametrize("name", NUMBERS)
def test_bounds_of_numbers(name: str) -> None:
    kind = NUMBERS[name]
    person = {**ANSWERS, "days_birth": -43_830, "days_employed": NOT_EMPLOYED_DAYS}
    for value in (kind.minimum, kind.maximum):
        assert build_features({**person, name: value})[name] == value
    for value in (kind.minimum - 1, kind.maximum + 1):
        assert refusal({**person, name: value}) == [
            f"{name} is not between {kind.minimum} and {kind.maximum}"
        ]


@pytest.mark.parametrize("name", [name for name, kind in NUMBERS.items() if kind.whole])
def test_fractions_are_refused_where_numbers_are_whole(name: str) -> None:
    value = ANSWERS[name] + 0.4375 if name not in ("days_birth", "days_employed") else -6_999.4375
    if NUMBERS[name].maximum == 1:
        value = 0.4375
    (fault,) = refusal({**ANSWERS, name: value})
    assert fault == f"{name} is not a whole number"


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["0.73", True, [73], {"value": 73}, None, b"73"])
def test_what_is_no_number_is_refused(name: str, value: object) -> None:
    assert refusal({**ANSWERS, name: value}) == [f"{name} is not a number"]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN")])
def test_what_is_not_finite_is_refused(name: str, value: object) -> None:
    (fault,) = refusal({**ANSWERS, name: value})
    assert fault.startswith(f"{name} is not between ")


@pytest.mark.parametrize("name", CATEGORIES)
@pytest.mark.parametrize("value", ["Xyzzy", "", 73, ["F"], {"F": 1}, True])
def test_what_is_not_in_the_list_is_refused(name: str, value: object) -> None:
    (fault,) = refusal({**ANSWERS, name: value})
    assert fault.startswith(f"{name} is not one of: ")
    assert "Xyzzy" not in fault


@pytest.mark.parametrize("name", [name for name in QUESTIONNAIRE if name != "occupation_type"])
def test_a_missing_answer_is_refused(name: str) -> None:
    (fault,) = refusal({key: value for key, value in ANSWERS.items() if key != name})
    assert fault.startswith(f"{name} ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amt_income_total", -73_737_373),
        ("days_birth", -73_737_373),
        ("cnt_children", 17.73737),
        ("days_employed", 73_737),
        ("flag_phone", "73737"),
        ("code_gender", "73737"),
        ("occupation_type", "Agent 73737"),
    ],
)
def test_the_detail_names_the_answer_and_never_its_value(name: str, value: object) -> None:
    (fault,) = refusal({**ANSWERS, name: value})
    assert fault.startswith(f"{name} ")
    assert "737" not in fault


def test_all_faults_are_told_at_once() -> None:
    faults = refusal({**ANSWERS, "code_gender": "?", "cnt_children": 77, "days_birth": 1})
    assert [fault.split()[0] for fault in faults] == ["code_gender", "cnt_children", "days_birth"]


def test_employment_before_the_age_of_14_is_a_contradiction() -> None:
    # 14 years are 5,113.5 days.
    person = {**ANSWERS, "days_birth": -10_000}
    assert build_features({**person, "days_employed": -4_886})["days_employed"] == -4_886
    assert refusal({**person, "days_employed": -4_887}) == [
        "days_employed starts before the age of 14"
    ]


def test_nobody_without_employment_contradicts_their_age() -> None:
    features = build_features({**ANSWERS, "days_birth": -6_575, "days_employed": NOT_EMPLOYED_DAYS})
    assert features["age_group"] == "18-25"


ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**300, 10**400),
    st.decimals(-1_000, 400_000, places=1),
    st.integers(-50_000, 5),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
    st.sampled_from([value for kind in CATEGORIES.values() for value in kind.values]),
    st.sampled_from([NOT_EMPLOYED_DAYS, Decimal("NaN"), Decimal("Infinity"), 1e308, -0.0, 1j]),
)
# Answers mostly right, so that the builder gets past the first check often enough.
ODD_ANSWERS = st.builds(
    lambda odd, dropped: {
        name: value for name, value in {**ANSWERS, **odd}.items() if name not in dropped
    },
    st.dictionaries(st.sampled_from(list(QUESTIONNAIRE)), ODD_VALUES, max_size=4),
    st.one_of(st.just(set()), st.sets(st.sampled_from(list(QUESTIONNAIRE)), max_size=1)),
)


@settings(max_examples=500, deadline=None, database=None, derandomize=True)
@given(ODD_ANSWERS)
def test_odd_answers_give_18_sound_features_or_the_one_refusal(answers: dict[str, Any]) -> None:
    try:
        features = build_features(answers)
    except ImpossibleFeaturesError:
        faults = refusal(answers)
        assert faults and all(fault.split()[0] in QUESTIONNAIRE for fault in faults)
        return
    assert tuple(features) == FEATURE_NAMES
    for name, kind in CATEGORIES.items():
        assert features[name] in (*kind.values, *([UNKNOWN] if kind.nullable else []))
    for name, number in NUMBERS.items():
        value = features[name]
        assert isinstance(value, int | float)
        assert number.minimum <= value <= number.maximum or value == number.also
    assert features["age_group"] in AGE_GROUPS
    assert features["days_employed_bin"] in DAYS_EMPLOYED_BINS


@pytest.mark.parametrize("name", NUMBERS)
def test_an_integer_too_large_for_a_float_is_refused(name: str) -> None:
    refusal({**ANSWERS, name: 10**400})


@pytest.mark.parametrize("name", ["days_birth", "days_employed"])
def test_days_may_be_decimal_as_other_numbers_may(name: str) -> None:
    assert build_features({**ANSWERS, name: Decimal(ANSWERS[name])}) == build_features(ANSWERS)


def test_identity_of_a_feature_list_depends_on_names_and_order() -> None:
    identity = hash_feature_list(FEATURE_NAMES)
    assert identity == hash_feature_list(list(FEATURE_NAMES))
    assert identity != hash_feature_list(FEATURE_NAMES[::-1])
    assert identity != hash_feature_list(FEATURE_NAMES[:-1])
