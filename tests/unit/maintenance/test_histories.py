"""Synthetic people pay as real ones do: alike in all their credits, and as persistently.

Figures of the data set are for its 9,728 people and 36,457 credits, see docs/data.md.
"""

import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from core.clients.rules.history import (
    SHORTEST_HISTORY_MONTHS,
    Months,
    PaymentStatus,
    month_number,
    month_of,
)
from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from maintenance.demo.drawing import PARAMETERS
from maintenance.demo.population import generate_client
from maintenance.demo.records import Person
from tests.unit.answers import AS_OF, credits_of

COUNT = 5_000
DEMO = 1_510
Credits = list[tuple[Months, ...]]


@pytest.fixture(scope="module")
def people() -> Credits:
    return [credits_of(generate_client(index)) for index in range(COUNT)]


@pytest.fixture(scope="module")
def statuses(people: Credits) -> list[str]:
    return [credit.statuses for credits in people for credit in credits]


def ever(statuses: str, what: str) -> bool:
    return bool(set(what) & set(statuses))


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def test_a_history_is_newest_first_without_a_gap(people: Credits) -> None:
    now = month_number(AS_OF)
    for credit in (one for credits in people for one in credits):
        assert now - 60 <= credit.numbers[-1] <= credit.numbers[0] <= now
        assert len(credit) >= 1
        assert set(credit.statuses) <= set(PaymentStatus)
        newest, oldest = credit.numbers[0], credit.numbers[-1]
        assert list(credit.numbers) == list(range(newest, oldest - 1, -1))


def test_what_is_paid_off_stays_so(statuses: list[str]) -> None:
    assert not any("C" in one.lstrip("C") for one in statuses)


def test_credits_are_issued_with_their_oldest_month_and_still_run() -> None:
    amounts = set()
    for index in range(1_000):
        person = Person.model_validate_json(json.dumps(generate_client(index)))
        for credit in person.credits:
            assert 3_000 <= credit.amount_total <= 3_000_000
            assert credit.issued_on(AS_OF).replace(day=1) == month_of(
                credit.months(AS_OF).numbers[-1]
            )
            assert credit.payment_history[-1].months_ago < credit.term_months <= 84
            amounts.add(credit.amount_total)
    assert len(amounts) > 500


def test_people_have_as_many_credits_as_real_ones(people: Credits) -> None:
    """A third has one, and an eighth eight or more, which count as eight."""
    shares = json.loads(PARAMETERS.read_text(encoding="utf-8"))["credits"]
    counts = Counter(str(len(credits)) for credits in people if credits)
    assert set(counts) == set(shares) == set("12345678")
    for number, expected in shares.items():
        assert counts[number] / counts.total() == pytest.approx(expected, abs=0.025)


def test_the_oldest_credit_comes_first(people: Credits) -> None:
    for credits in people:
        lengths = [len(credit) for credit in credits]
        assert lengths == sorted(lengths, reverse=True)


def test_few_credits_are_ever_late_by_30_or_90_days(statuses: list[str]) -> None:
    """Of the real ones 11.8 % and 0.83 %."""
    assert 0.11 <= share([ever(one, "12345") for one in statuses]) <= 0.13
    assert 0.006 <= share([ever(one, "345") for one in statuses]) <= 0.011


def test_who_was_often_late_in_one_year_was_so_in_the_year_before(statuses: list[str]) -> None:
    """The correlation is 0.71 for real credits."""
    years = [
        [1 - sum(year.count(one) for one in "CX") / 12 for year in (one[:12], one[12:24])]
        for one in statuses
        if len(one) >= 24
    ]
    assert 0.66 <= np.corrcoef(np.array(years).T)[0, 1] <= 0.76


def test_months_without_a_loan_are_spread_like_the_real_ones(statuses: list[str]) -> None:
    """46 % of real credits have none; in 16 % more than half of the months are without."""
    shares = [one.count("X") / len(one) for one in statuses]
    assert share([one == 0 for one in shares]) == pytest.approx(0.461, abs=0.04)
    assert share([one > 0.5 for one in shares]) == pytest.approx(0.160, abs=0.04)


def test_the_credits_of_a_person_resemble_each_other(people: Credits) -> None:
    """The odds ratio of 30 days late between two credits of a person is 9.5 for real people."""
    both = neither = one_of_them = 0.0
    for credits in people:
        late = [ever(credit.statuses, "12345") for credit in credits]
        pairs = list(combinations(late, 2))
        for first, second in pairs:
            both += (first and second) / len(pairs)
            neither += (not first and not second) / len(pairs)
            one_of_them += (first != second) / len(pairs)
    assert 5 <= both * neither / (one_of_them / 2) ** 2 <= 14


@pytest.mark.parametrize("count", [DEMO, COUNT])
def test_the_demo_holds_everybody_a_review_queue_needs(people: Credits, count: int) -> None:
    standings = [standing_of(credits, AS_OF) for credits in people[:count]]
    met = Counter(rule for one in standings for rule in first_policy().rules_met(one))
    shares = {rule: number / count for rule, number in met.items()}
    assert 0.02 <= shares[Rule.LATE_30_NOW] <= 0.032
    assert 0.003 <= shares[Rule.LATE_60_NOW] <= 0.008
    assert 0.005 <= shares[Rule.IN_DEFAULT] + shares.get(Rule.IN_CURE_PERIOD, 0) <= 0.011
    assert 0.006 <= shares[Rule.CURED] <= 0.013
    assert 0.02 <= shares[Rule.SILENT] <= 0.04
    assert 0.027 <= shares[Rule.NOT_ENOUGH_TO_TELL] <= 0.04


def test_some_people_are_new_have_nothing_or_have_paid_everything(people: Credits) -> None:
    demo = people[:DEMO]
    assert 40 <= sum(not credits for credits in demo) <= 60
    young = [bool(credits) and all(len(one) < 6 for one in credits) for credits in people]
    assert 0.08 <= share(young) <= 0.12
    paid = [bool(credits) and all(one.statuses[0] == "C" for one in credits) for credits in people]
    assert 0.2 <= share(paid) <= 0.3


def test_live_credits_are_told_up_to_the_current_month(people: Credits) -> None:
    now = month_number(AS_OF)
    newest = [
        now - credit.numbers[0]
        for credits in people
        for credit in credits
        if credit.statuses[0] != "C"
    ]
    assert share([ago == 0 for ago in newest]) > 0.94
    assert all(ago == 0 or ago > 3 for ago in newest)


def test_the_demo_login_has_something_to_show(people: Credits) -> None:
    """The first client is the one people log in as."""
    assert people[0][0].statuses[0] != "C"
    assert len(people[0][0]) >= SHORTEST_HISTORY_MONTHS
