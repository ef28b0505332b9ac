"""Synthetic people pay like the real ones: persistently, and all their credits alike.

The limits enclose what the public data set shows (docs/data.md) with the error of the sample.
"""

from collections import Counter
from itertools import combinations
from statistics import correlation

import pytest

from core.clients.rules.history import SEVERITY, PaymentStatus, month_of
from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.policy import active_policy
from core.decisions.rules.standing import standing_of
from maintenance.demo.population import generate_client
from maintenance.demo.records import CreditRecord, Person
from tests.unit.answers import AS_OF, credits_of

COUNT, DEMO = 5_000, 1_510
LATE_30, LATE_90 = SEVERITY["1"], SEVERITY["3"]
People = list[list[str]]  # the statuses of each credit, newest first


@pytest.fixture(scope="module")
def records() -> list[dict]:
    return [generate_client(index) for index in range(COUNT)]


@pytest.fixture(scope="module")
def people(records: list[dict]) -> People:
    return [[months.statuses for months in credits_of(record)] for record in records]


def ever(statuses: str, severity: int) -> bool:
    return max(SEVERITY[status] for status in statuses) >= severity


def share_late(statuses: str) -> float:
    return sum(status.isdigit() for status in statuses) / len(statuses)


def odds_ratio(people: People, severity: int) -> float:
    """How much likelier one credit was so late if another of the same person was; people alike."""
    cells = Counter[tuple[bool, bool]]()
    for credits in people:
        pairs = list(combinations([ever(statuses, severity) for statuses in credits], 2))
        for one, other in pairs:
            for cell in ((one, other), (other, one)):
                cells[cell] += 1 / len(pairs)
    return cells[True, True] * cells[False, False] / (cells[True, False] * cells[False, True])


def test_as_many_credits_were_late_as_in_the_data(people: People) -> None:
    credits = [statuses for credits in people for statuses in credits]
    assert 0.105 <= sum(ever(one, LATE_30) for one in credits) / len(credits) <= 0.13
    assert 0.006 <= sum(ever(one, LATE_90) for one in credits) / len(credits) <= 0.011


def test_who_pays_late_in_one_year_does_so_in_the_next(people: People) -> None:
    long = [one for credits in people for one in credits if len(one) >= 24]
    later, before = zip(
        *((share_late(one[:12]), share_late(one[12:24])) for one in long), strict=True
    )
    assert 0.66 <= correlation(later, before) <= 0.76


def test_months_without_loan_come_together_or_not_at_all(people: People) -> None:
    shares = [one.count("X") / len(one) for credits in people for one in credits]
    none, most = (
        sum(test(share) for share in shares) / len(shares)
        for test in (lambda share: share == 0, lambda share: share > 0.5)
    )
    assert none == pytest.approx(0.46, abs=0.04)
    assert most == pytest.approx(0.16, abs=0.03)


def test_people_have_several_credits_and_some_have_none(people: People) -> None:
    numbers = Counter(len(credits) for credits in people)
    assert set(numbers) == set(range(9))
    assert numbers[0] / COUNT == pytest.approx(0.033, abs=0.01)
    assert 0.3 <= numbers[1] / COUNT <= 0.38
    assert sum(number * count for number, count in numbers.items()) / COUNT > 2.5


def test_the_credits_of_one_person_resemble_each_other(people: People) -> None:
    assert 4 < odds_ratio(people, LATE_30) < 12
    assert odds_ratio(people, LATE_90) > 10


def test_what_is_paid_off_stays_so(people: People) -> None:
    for credits in people:
        for statuses in credits:
            assert "C" not in statuses.lstrip("C")


def test_the_newest_month_is_the_present_one_unless_the_person_is_silent(
    records: list[dict],
) -> None:
    newest = [
        {credit["payment_history"][0]["months_ago"] for credit in record["credits"]}
        for record in records
        if record["credits"]
    ]
    assert all(len(months) == 1 for months in newest)
    assert set().union(*newest) == {0, *range(4, 13)}
    assert sum(months == {0} for months in newest) / len(newest) > 0.94


def test_histories_have_no_gap_and_fit_their_credits(records: list[dict]) -> None:
    for record in records[:2_000]:
        for credit in Person.model_validate(record).credits:
            check_credit(credit)


def check_credit(credit: CreditRecord) -> None:
    months = credit.months(AS_OF)
    assert list(months.numbers) == list(range(months.numbers[0], months.numbers[-1] - 1, -1))
    assert set(months.statuses) <= set(PaymentStatus)
    assert month_of(months.numbers[-1]) == credit.issued_on(AS_OF).replace(day=1)
    assert 30_000 <= credit.amount_total <= 3_000_000
    assert credit.payment_history[-1].months_ago + 1 < credit.term_months <= 84


def test_the_demo_has_people_of_every_kind_and_work_for_underwriters(records: list[dict]) -> None:
    demo = [credits_of(record) for record in records[:DEMO]]
    met = [active_policy().rules_met(standing_of(credits, AS_OF)) for credits in demo]
    rules = Counter(rule for fired in met for rule in fired)
    assert 60 <= sum(bool(set(fired) - {Rule.NOT_ENOUGH_TO_TELL}) for fired in met) <= 150
    assert 35 <= rules[Rule.NOT_ENOUGH_TO_TELL] <= 65
    assert 25 <= rules[Rule.LATE_30_NOW] <= 55
    assert rules[Rule.LATE_60_NOW] >= 5
    assert rules[Rule.IN_DEFAULT] + rules[Rule.IN_CURE_PERIOD] >= 6
    assert rules[Rule.CURED] >= 8
    assert 25 <= rules[Rule.SILENT] <= 60
    some = [credits for credits in demo if credits]
    closed = sum(all(months.statuses[0] == "C" for months in credits) for credits in some)
    young = sum(max(map(len, credits)) <= 5 for credits in some)
    assert closed / DEMO == pytest.approx(0.25, abs=0.05)
    assert young / DEMO == pytest.approx(0.1, abs=0.03)


def test_whom_the_demo_logs_in_as_has_an_open_credit(people: People) -> None:
    assert any(statuses[0] != "C" for statuses in people[0])
