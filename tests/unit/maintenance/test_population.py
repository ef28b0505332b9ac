"""The synthetic population has the shares of population.json and passes every check."""

import json
import re
from collections import Counter, defaultdict
from datetime import timedelta
from math import sqrt
from typing import Any

import pytest

from core.clients.rules.contacts import normalise_phone
from core.clients.rules.questionnaire import (
    ANSWERED_FEATURES,
    APPLIED_ON,
    FEATURE_NAMES,
    build_features,
    derive_age_group,
)
from core.clients.rules.schedule import monthly_payment
from core.kit.versions import hash_content
from maintenance.demo.credit_terms import TERMS_MONTHS
from maintenance.demo.drawing import PARAMETERS
from maintenance.demo.population import (
    generate_client,
    generate_staff,
    make_client,
)
from maintenance.demo.records import Person
from maintenance.demo.stories import tell_client
from tests.unit.answers import AS_OF

COUNT = 5_000
PEOPLE = "52689d167a0593dc108bbf7bc2abe9ecffd9c9fc2b3d9d74e09d7db55a33d4ec"
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


def test_the_people_are_those_of_the_releases_before() -> None:
    """Figures and pictures in the documents are of them. Who draws them otherwise makes both anew."""
    drawn = [*map(generate_client, range(400)), *map(tell_client, range(300)), *generate_staff()]
    assert hash_content(drawn) == PEOPLE


def test_logins_are_latin_and_unique(people: People) -> None:
    logins = [person["login"] for person in people] + [one["login"] for one in generate_staff()]
    assert len(set(logins)) == COUNT + 37
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+(\.[0-9]+)?", login) for login in logins)


def test_last_names_agree_with_gender(people: People) -> None:
    for person in people:
        assert person["last_name"].endswith("а") == (person["code_gender"] == "F")


def test_patronymics_agree_with_gender_and_nobody_is_called(people: People) -> None:
    for person in people:
        assert person["patronymic"].endswith("на" if person["code_gender"] == "F" else "ич")
        # No Russian code begins with 0: whoever dials reaches nobody
        assert re.fullmatch(r"\+7000[0-9]{7}", person["phone"])
        assert normalise_phone(person["phone"]) == person["phone"]


def test_numbers_of_people_and_contracts_are_unique(people: People) -> None:
    contracts = [credit["external_id"] for person in people for credit in person["credits"]]
    assert len({person["external_id"] for person in people}) == COUNT
    assert len(set(contracts)) == len(contracts)


def burden(person: dict[str, Any]) -> float:
    """What goes of a month's income to the payments of credits that run."""
    payments = sum(
        monthly_payment(credit.amount_total, credit.annual_rate, credit.term_months)
        for credit in Person.model_validate(person).credits
        if credit.payment_history[0].status != "C"
    )
    return float(payments) / (person["amt_income_total"] / 12)


def test_people_pay_what_their_income_bears(people: People) -> None:
    shares = sorted(share for person in people if (share := burden(person)))
    assert 0.20 <= shares[len(shares) // 2] <= 0.30
    assert shares[len(shares) * 95 // 100] <= 0.60
    assert shares[-1] <= 0.65  # amounts are rounded
    assert shares[len(shares) // 10] < 0.15


def test_credits_differ_in_rate_and_term(people: People) -> None:
    credits = [credit for person in people for credit in person["credits"]]
    rates = sorted(credit["annual_rate"] for credit in credits)
    assert 12 <= rates[0] < 16 and 28 < rates[-1] <= 31
    assert {credit["term_months"] for credit in credits} == set(TERMS_MONTHS)
    short = [one["annual_rate"] for one in credits if one["term_months"] == TERMS_MONTHS[0]]
    long = [one["annual_rate"] for one in credits if one["term_months"] == TERMS_MONTHS[-1]]
    assert sum(short) / len(short) > sum(long) / len(long) + 5


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
