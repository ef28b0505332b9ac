"""The synthetic population has the shares of population.json and passes every check."""

import json
import re
from collections import Counter, defaultdict
from datetime import timedelta
from math import sqrt
from typing import Any

import pytest

from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    APPLIED_ON,
    FEATURE_NAMES,
    build_features,
    derive_age_group,
)
from maintenance.demo.drawing import PARAMETERS
from maintenance.demo.population import (
    generate_client,
    generate_staff,
    make_client,
)
from maintenance.demo.records import Person
from tests.unit.answers import AS_OF

COUNT = 5_000
LOGINS = ["viktor.markov.1", "egor.vorobev.2", "nadezhda.romanova.1510"]
EXPECTED: dict[str, Any] = json.loads(PARAMETERS.read_text(encoding="utf-8"))
People = list[dict[str, Any]]


@pytest.fixture(scope="module")
def people() -> People:
    return [generate_client(index) for index in range(COUNT)]


def check_shares(observed: Counter[str], expected: dict[str, float]) -> None:
    """Holds the sample to four standard errors of the shares."""
    count = observed.total()
    assert set(observed) <= set(expected)
    for value, share in expected.items():
        tolerance = 4 * sqrt(share * (1 - share) / count) + 0.0005
        assert observed[value] / count == pytest.approx(share, abs=tolerance), value


def test_a_client_depends_on_the_index_only(people: People) -> None:
    for index in (4_999, 0, 17):
        assert generate_client(index) == people[index]
    assert generate_client(0) != generate_client(1)


def test_an_applicant_keeps_name_and_credits_for_the_same_index() -> None:
    histories = [[{"months_ago": 0, "status": "C"}], [{"months_ago": 3, "status": "0"}]]
    answers = {name: generate_client(5)[name] for name in ANSWERED_FEATURES}
    client = make_client(5, answers, histories)
    assert client == make_client(5, answers, histories)
    assert {name: client[name] for name in ANSWERED_FEATURES} == answers
    assert [credit["payment_history"] for credit in client["credits"]] == histories
    assert client["login"].endswith(".6")


def test_clients_keep_their_logins() -> None:
    """People have written them down."""
    assert [generate_client(index)["login"] for index in (0, 1, 1_509)] == LOGINS


def test_logins_are_latin_and_unique(people: People) -> None:
    logins = [person["login"] for person in people] + [one["login"] for one in generate_staff()]
    assert len(set(logins)) == COUNT + 37
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+(\.[0-9]+)?", login) for login in logins)


def test_last_names_agree_with_gender(people: People) -> None:
    for person in people:
        assert person["last_name"].endswith("а") == (person["code_gender"] == "F")


def test_staff() -> None:
    staff = generate_staff()
    assert staff == generate_staff()
    assert Counter(one["role"] for one in staff) == {
        "manager": 30,
        "admin": 2,
        "underwriter": 3,
        "analyst": 2,
    }
    assert len({one["login"] for one in staff}) == 37


def test_records_pass_the_checks_of_seeding(people: People) -> None:
    for record in people[:2_000]:
        person = Person.model_validate_json(json.dumps(record))
        features = build_features(person.answers(AS_OF), AS_OF)
        assert tuple(features) == FEATURE_NAMES
        assert (features["days_birth"], features["days_employed"]) == (
            record["days_birth"],
            record["days_employed"],
        )


def test_families_are_consistent(people: People) -> None:
    for person in people:
        adults = 2 if person["name_family_status"] in ("Married", "Civil marriage") else 1
        assert person["cnt_fam_members"] == person["cnt_children"] + adults


def test_gender_shares(people: People) -> None:
    check_shares(Counter(person["code_gender"] for person in people), EXPECTED["code_gender"])


def test_income_type_shares_by_age(people: People) -> None:
    observed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        born_on = APPLIED_ON + timedelta(days=person["days_birth"])
        age_group = derive_age_group(born_on, APPLIED_ON)
        observed[age_group][person["name_income_type"]] += 1
    assert set(observed) == set(EXPECTED["name_income_type"])
    for age_group, counts in observed.items():
        check_shares(counts, EXPECTED["name_income_type"][age_group])


def test_education_shares_by_income_type(people: People) -> None:
    observed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        observed[person["name_income_type"]][person["name_education_type"]] += 1
    assert len(observed) >= 4
    for income_type, counts in observed.items():
        check_shares(counts, EXPECTED["name_education_type"][income_type])


def test_the_median_age_is_the_measured_one(people: People) -> None:
    for gender in "FM":
        days = sorted(one["days_birth"] for one in people if one["code_gender"] == gender)
        median = EXPECTED["days_birth"][gender][10]
        assert days[len(days) // 2] == pytest.approx(median, abs=500)


def test_incomes_are_those_that_many_people_tell(people: People) -> None:
    observed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        observed[person["name_education_type"]][str(person["amt_income_total"])] += 1
    for education, counts in observed.items():
        check_shares(counts, EXPECTED["amt_income_total"][education])


def test_what_is_overdue_grows_with_the_delay() -> None:
    credit = Person.model_validate(generate_client(0)).credits[0]
    owed = [credit.overdue(status) for status in "012345"]
    assert all(one is not None and one > 0 for one in owed)
    assert owed == sorted(owed)  # type: ignore[type-var]
    assert credit.overdue("C") is None and credit.overdue("X") is None
