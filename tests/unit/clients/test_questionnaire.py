"""The feature builder: bins, order, and refusal of impossible answers."""

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.clients.rules.answer_kinds import UNKNOWN, Category, Number, PastDate, whole_years
from core.clients.rules.questionnaire import (
    AGE_GROUPS,
    APPLIED_ON,
    CATEGORICAL_FEATURES,
    DAYS_EMPLOYED_BINS,
    FEATURE_NAMES,
    NOT_EMPLOYED_DAYS,
    QUESTIONNAIRE,
    answers_of_days,
    build_features,
    date_of_days,
    derive_age_group,
    derive_days_employed_bin,
    hash_feature_list,
)
from core.kit.errors import ImpossibleFeaturesError
from tests.unit.answers import ANSWERS, AS_OF

NUMBERS = {name: kind for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Number)}
DATES = {name: kind for name, kind in QUESTIONNAIRE.items() if isinstance(kind, PastDate)}
CATEGORIES = {name: kind for name, kind in QUESTIONNAIRE.items() if isinstance(kind, Category)}


def build(answers: dict[str, Any], as_of: date = AS_OF) -> dict[str, Any]:
    """The features on the day the answers are given."""
    return build_features(answers, as_of)


def refusal(answers: dict[str, Any], as_of: date = AS_OF) -> list[str]:
    """The faults that the builder finds."""
    with pytest.raises(ImpossibleFeaturesError) as caught:
        build_features(answers, as_of)
    assert isinstance(caught.value.detail, list)
    return caught.value.detail


AGE_EDGES = dict(zip((25, 35, 45, 55, 65), pairwise(AGE_GROUPS), strict=True))
EMPLOYMENT_EDGES = dict(zip((1, 3, 5, 10, 40), pairwise(DAYS_EMPLOYED_BINS), strict=True))
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def anniversary(since: date, years: int) -> date:
    """The day on which so many years have passed: after 29 February it is 1 March, mostly."""
    year = since.year + years
    short = (since.month, since.day) == (2, 29) and not isleap(year)
    return date(year, 3, 1) if short else since.replace(year=year)


@given(born_on=DAYS, edge=st.sampled_from(list(AGE_EDGES)))
@example(born_on=date(2000, 2, 29), edge=25)
@example(born_on=date(2001, 11, 28), edge=25)
def test_a_birthday_is_the_first_day_in_the_next_age_group(born_on: date, edge: int) -> None:
    birthday = anniversary(born_on, edge)
    below, at = AGE_EDGES[edge]
    assert derive_age_group(born_on, birthday - timedelta(days=1)) == below
    assert derive_age_group(born_on, birthday) == at


@given(since=DAYS, edge=st.sampled_from(list(EMPLOYMENT_EDGES)))
def test_an_anniversary_is_the_first_day_in_the_next_bin(since: date, edge: int) -> None:
    day = anniversary(since, edge)
    below, at = EMPLOYMENT_EDGES[edge]
    assert derive_days_employed_bin(since, day - timedelta(days=1)) == below
    assert derive_days_employed_bin(since, day) == at


@given(born_on=DAYS)
@example(born_on=date(2008, 2, 29))
@example(born_on=date(2008, 11, 28))
def test_of_age_is_who_has_the_18th_birthday(born_on: date) -> None:
    birthday = anniversary(born_on, 18)
    told = {**ANSWERS, "born_on": born_on, "employed_since": None}
    assert build(told, birthday)["days_birth"] == -(birthday - born_on).days
    fault = ["born_on is not 18 to 120 years ago"]
    assert refusal(told, birthday - timedelta(days=1)) == fault


@given(days=st.integers(-45_000, -6_575))
def test_the_files_have_the_ages_of_years_of_365_and_a_quarter_days(days: int) -> None:
    """Their days are counted from a day that nobody tells, so no leap year may shift a group."""
    years = -days / 365.25
    expected = AGE_GROUPS[sum(years >= edge for edge in AGE_EDGES)]
    assert derive_age_group(APPLIED_ON + timedelta(days=days), APPLIED_ON) == expected


def test_employment_that_began_today_is_in_the_first_bin() -> None:
    assert derive_days_employed_bin(AS_OF, AS_OF) == "<1 year"


def test_not_employed_is_in_the_last_bin() -> None:
    features = build({**ANSWERS, "employed_since": None})
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
    features = build({**dict(reversed(ANSWERS.items())), "login": "is ignored"})
    assert tuple(features) == FEATURE_NAMES
    told = {name: value for name, value in ANSWERS.items() if name not in DATES}
    days = {"days_birth": -12_000, "days_employed": -2_000}
    assert features == {**told, **days, "age_group": "25-35", "days_employed_bin": "5-10 year"}


def test_types_of_the_features() -> None:
    features = build({**ANSWERS, "cnt_fam_members": 3.0, "amt_income_total": Decimal(5)})
    for name, value in features.items():
        if name in CATEGORICAL_FEATURES:
            assert type(value) is str
        else:
            assert type(value) is (float if name == "amt_income_total" else int), name


def test_no_occupation_is_a_category_of_its_own() -> None:
    assert build({**ANSWERS, "occupation_type": None})["occupation_type"] == UNKNOWN


@pytest.mark.parametrize("name", NUMBERS)
def test_bounds_of_numbers(name: str) -> None:
    kind = NUMBERS[name]
    for value in (kind.minimum, kind.maximum):
        assert build({**ANSWERS, name: value})[name] == value
    for value in (kind.minimum - 1, kind.maximum + 1):
        assert refusal({**ANSWERS, name: value}) == [
            f"{name} is not between {kind.minimum} and {kind.maximum}"
        ]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("born_on", date(1905, 11, 29), date(2008, 11, 28)),
        ("employed_since", date(1925, 11, 29), AS_OF),
    ],
)
def test_bounds_of_dates_are_anniversaries(name: str, first: date, last: date) -> None:
    person = {**ANSWERS, "born_on": date(1905, 12, 1), "employed_since": None}
    for value in (first, last):
        assert build({**person, name: value})
    for value in (first - timedelta(days=1), last + timedelta(days=1)):
        (fault,) = refusal({**person, name: value})
        assert fault.startswith(f"{name} is not ")
        assert fault.endswith(" years ago")


def test_a_person_is_of_age_on_the_birthday_and_older_a_year_later() -> None:
    person = {**ANSWERS, "born_on": date(2008, 11, 25), "employed_since": None}
    assert refusal(person, date(2026, 11, 24))
    assert build(person, date(2026, 11, 25))["days_birth"] == -6_574
    later = build(person, date(2033, 11, 26))
    assert (later["days_birth"], later["age_group"]) == (-9_132, "25-35")


@pytest.mark.parametrize(
    ("since", "as_of", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2025, 11, 28), date(2026, 11, 27), 0),
        (date(2025, 11, 28), date(2026, 11, 28), 1),
    ],
)
def test_whole_years_are_anniversaries(since: date, as_of: date, years: int) -> None:
    assert whole_years(since, as_of) == years


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize(
    "value", ["1990-01-01", 19_900_101, True, datetime(1990, 1, 1, tzinfo=UTC), [date(1990, 1, 1)]]
)
def test_what_is_no_date_is_refused(name: str, value: object) -> None:
    assert refusal({**ANSWERS, name: value}) == [f"{name} is not a date"]


def test_days_of_the_source_data_become_dates_and_the_same_days_again() -> None:
    told = answers_of_days({"days_birth": -12_000, "days_employed": NOT_EMPLOYED_DAYS}, AS_OF)
    assert told == {"born_on": AS_OF - timedelta(days=12_000), "employed_since": None}
    for days in (-43_000, -1, 0):
        assert (date_of_days(days, AS_OF) - AS_OF).days == days  # type: ignore[operator]


@pytest.mark.parametrize("days", [None, "soon", -(10**9), float("nan"), float("inf")])
def test_days_that_are_none_are_refused(days: object) -> None:
    with pytest.raises(ImpossibleFeaturesError, match="days_birth is not a number of days"):
        answers_of_days({"days_birth": days, "days_employed": -1}, AS_OF)


@pytest.mark.parametrize("name", [name for name, kind in NUMBERS.items() if kind.whole])
def test_fractions_are_refused_where_numbers_are_whole(name: str) -> None:
    value = 0.4375 if NUMBERS[name].maximum == 1 else ANSWERS[name] + 0.4375
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


@pytest.mark.parametrize(
    "name", [name for name in QUESTIONNAIRE if name not in ("occupation_type", "employed_since")]
)
def test_a_missing_answer_is_refused(name: str) -> None:
    (fault,) = refusal({key: value for key, value in ANSWERS.items() if key != name})
    assert fault.startswith(f"{name} ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amt_income_total", -73_737_373),
        ("born_on", date(7373, 7, 3)),
        ("cnt_children", 17.73737),
        ("employed_since", 73_737),
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
    faults = refusal({**ANSWERS, "code_gender": "?", "cnt_children": 77, "born_on": 1})
    assert [fault.split()[0] for fault in faults] == ["code_gender", "cnt_children", "born_on"]


def test_employment_before_the_age_of_14_is_a_contradiction() -> None:
    person = {**ANSWERS, "born_on": date(1990, 5, 17)}
    assert build({**person, "employed_since": date(2004, 5, 17)})
    assert refusal({**person, "employed_since": date(2004, 5, 16)}) == [
        "employed_since is before the age of 14"
    ]


def test_nobody_without_employment_contradicts_their_age() -> None:
    features = build({**ANSWERS, "born_on": date(2008, 11, 28), "employed_since": None})
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
    st.dates(),
    st.datetimes(),
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
        features = build(answers)
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
        assert number.minimum <= value <= number.maximum
    assert -44_195 <= features["days_birth"] <= -6_574
    assert features["age_group"] in AGE_GROUPS
    assert features["days_employed_bin"] in DAYS_EMPLOYED_BINS


@pytest.mark.parametrize("name", NUMBERS)
def test_an_integer_too_large_for_a_float_is_refused(name: str) -> None:
    refusal({**ANSWERS, name: 10**400})


def test_identity_of_a_feature_list_depends_on_names_and_order() -> None:
    identity = hash_feature_list(FEATURE_NAMES)
    assert identity == hash_feature_list(list(FEATURE_NAMES))
    assert identity != hash_feature_list(FEATURE_NAMES[::-1])
    assert identity != hash_feature_list(FEATURE_NAMES[:-1])
