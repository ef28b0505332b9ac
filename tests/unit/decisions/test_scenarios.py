"""What months may follow, and what becomes of each credit."""

from datetime import date
from decimal import Decimal

import pytest

from core.clients.rules.history import Months, check_months, month_number
from core.decisions.rules.scenarios import (
    Clearing,
    OwedCredit,
    Scenario,
    Situation,
    after_clearing,
    after_months,
)

TODAY = date(2026, 11, 30)
NOW = month_number(TODAY)


def credit(statuses: str, *, newest: int = NOW, number: int = 1) -> OwedCredit:
    numbers = [newest - place for place in range(len(statuses))]
    return OwedCredit(number, Months(numbers, statuses), Decimal(1_000))


def statuses(situation: Situation) -> list[str]:
    for one in situation.credits:
        check_months(one.months, situation.as_of)
    return [one.months.statuses for one in situation.credits]


@pytest.mark.parametrize(
    ("known", "scenario", "months", "then"),
    [
        ("0X0", Scenario.ON_TIME, 2, "000X0"),
        ("X00", Scenario.ON_TIME, 1, "0X00"),
        ("100", Scenario.ON_TIME, 2, "11100"),  # who is late catches nothing up
        ("000", Scenario.LATE, 1, "1000"),
        ("X00", Scenario.LATE, 3, "321X00"),
        ("400", Scenario.LATE, 3, "555400"),
        ("C00", Scenario.LATE, 3, "C00"),  # nothing follows what is paid off
    ],
)
def test_the_next_months_follow_the_newest_one(known, scenario, months, then):
    moved = after_months(Situation(TODAY, (credit(known),)), scenario, months)
    assert statuses(moved) == [then]


def test_a_present_month_that_is_not_on_record_yet_is_as_the_one_before():
    on_time, late = credit("00", newest=NOW - 1), credit("10", newest=NOW - 1, number=2)
    moved = after_months(Situation(TODAY, (on_time, late)), Scenario.LATE, 1)
    assert statuses(moved) == ["1000", "2110"]


def test_the_day_moves_on_with_the_months():
    moved = after_months(Situation(TODAY, (credit("0"),)), Scenario.ON_TIME, 3)
    assert moved.as_of == date(2027, 2, 28)
    assert moved.credits[0].months.numbers[0] == month_number(moved.as_of)


def test_who_clears_credits_pays_in_time_from_then_on():
    now = Situation(TODAY, (credit("20"), credit("10", number=2), credit("30", number=3)))
    moved = after_clearing(now, {1: Clearing.PAY_UP, 2: Clearing.PAY_OFF}, 2)
    assert statuses(moved) == ["0020", "CC10", "3330"]
    assert moved.payments_rub == 2_000  # what is paid off takes nothing any more
    assert now.payments_rub == 3_000


def test_nothing_follows_where_nothing_is_on_record():
    empty = OwedCredit(1, Months(), Decimal(1_000))
    assert after_months(Situation(TODAY, (empty,)), Scenario.LATE, 2).credits == (empty,)
