"""Each figure of the live panel: of which counts, by which denominator, and when there is none."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.decisions.rules.shares import share_of
from core.monitoring.live_records import Figure, LiveEconomics
from core.monitoring.rules.live_rows import (
    LiveCounts,
    LiveKey,
    added,
    counts_of,
    joined,
    live_row,
)
from core.monitoring.rules.vocabulary import LiveBy, Missing

MONTH = date(2026, 10, 1)
ECONOMICS = LiveEconomics(loss_given_default=0.4, interest_rate=0.2, funding_rate=0.05)
COUNTS = LiveCounts(
    month=MONTH,
    by=LiveBy.GRADE,
    grade="C",
    manager_id=7,
    decided=100,
    approved=60,
    recommended=55,
    overrides=9,
    timed=90,
    median_seconds=150.0,
    asked=80,
    seconds_95=2.5,
    with_reasons=72,
    clients=50,
    rated=40,
    outstanding_rub=Decimal(8_000),
    performing_rub=Decimal("6000.50"),
    proba_outstanding_rub=321.0,
    healthy=45,
    healthy_rub=Decimal(5_000),
    fallen_rub=Decimal(25),
    known=70,
    out_of_date=14,
)


def changed(counts: LiveCounts, name: str, value: int | None) -> LiveCounts:
    told: dict[str, Any] = {name: value}
    return replace(counts, **told)


def share(count: int, of: int) -> Figure:
    told = share_of(count, of)
    return Figure(count / of, of, told.low, told.high)


def test_each_figure_is_of_its_own_counts() -> None:
    row = live_row(COUNTS, ECONOMICS, "Name")
    assert (row.month, row.grade, row.manager_id, row.manager_name) == (MONTH, "C", 7, "Name")
    assert row.approved_by_people == share(60, 100)
    assert row.approved_by_policy == share(55, 100)
    assert row.overrides == share(9, 100)
    assert row.with_reasons == share(72, 80)
    assert row.out_of_date == share(14, 70)
    assert row.case_minutes == Figure(2.5, 90)
    assert row.score_seconds == Figure(2.5, 80)
    assert row.expected_loss_rub == Figure(128.4, 50)
    assert row.cost_of_risk.value == pytest.approx(0.4 * 321 / 8_000)
    assert row.realised_cost_of_risk.value == pytest.approx(12 * 0.4 * 25 / 5_000)
    assert (row.cost_of_risk.n, row.realised_cost_of_risk.n) == (50, 45)
    assert row.net_interest_income_rub == Figure(900.08, 40)  # 900.075 in whole kopecks


@pytest.mark.parametrize(
    ("figure", "denominator"),
    [
        ("approved_by_people", "decided"),
        ("approved_by_policy", "decided"),
        ("overrides", "decided"),
        ("with_reasons", "asked"),
        ("out_of_date", "known"),
        ("case_minutes", "timed"),
        ("score_seconds", "asked"),
        ("cost_of_risk", "clients"),
        ("realised_cost_of_risk", "healthy"),
    ],
)
def test_thirty_say_something_and_fewer_do_not(figure: str, denominator: str) -> None:
    few = replace(COUNTS, approved=20, recommended=20, with_reasons=20)
    enough, too_few = (changed(few, denominator, n) for n in (30, 29))
    assert getattr(live_row(enough, ECONOMICS, None), figure).missing is None
    assert getattr(live_row(too_few, ECONOMICS, None), figure) == Figure(
        None, 29, missing=Missing.TOO_FEW
    )


@pytest.mark.parametrize(
    ("figure", "counts"),
    [
        ("expected_loss_rub", ("proba_outstanding_rub", "clients")),
        ("cost_of_risk", ("proba_outstanding_rub", "outstanding_rub", "clients")),
        ("realised_cost_of_risk", ("fallen_rub", "healthy_rub", "healthy")),
        ("net_interest_income_rub", ("performing_rub", "rated")),
        ("out_of_date", ("out_of_date", "known")),
    ],
)
def test_what_no_run_has_counted_is_no_figure(figure: str, counts: tuple[str, ...]) -> None:
    for name in counts:
        row = live_row(changed(COUNTS, name, None), ECONOMICS, None)
        assert getattr(row, figure) == Figure(None, 0, missing=Missing.NOT_COUNTED), name


def test_of_nothing_owed_there_is_no_ratio() -> None:
    row = live_row(replace(COUNTS, outstanding_rub=Decimal(0)), ECONOMICS, None)
    assert row.cost_of_risk == Figure(None, 50, missing=Missing.TOO_FEW)
    assert row.expected_loss_rub.value == 128.4


def test_where_nobody_has_a_probability_no_money_is_foretold() -> None:
    nobody = replace(COUNTS, clients=0, rated=0, proba_outstanding_rub=0.0)
    row = live_row(nobody, ECONOMICS, None)
    none = Figure(None, 0, missing=Missing.TOO_FEW)
    for figure in (row.expected_loss_rub, row.cost_of_risk, row.net_interest_income_rub):
        assert figure == none


def test_nobody_timed_is_too_few_and_so_is_one_without_a_time() -> None:
    row = live_row(replace(COUNTS, median_seconds=None, timed=0), ECONOMICS, None)
    assert row.case_minutes == Figure(None, 0, missing=Missing.TOO_FEW)


def test_counts_of_the_same_are_added_and_of_different_things_joined() -> None:
    month, other = LiveKey(LiveBy.MONTH), LiveKey(LiveBy.MANAGER, manager_id=7)
    first = {month: {"known": 3, "out_of_date": 1}}
    second = {month: {"known": 4, "out_of_date": 2}, other: {"known": 4}}
    assert added(first, second) == {month: {"known": 7, "out_of_date": 3}, other: {"known": 4}}
    assert joined({month: {"asked": 5}}, second) == {
        month: {"asked": 5, "known": 4, "out_of_date": 2},
        other: {"known": 4},
    }


def test_a_row_of_counts_is_about_its_key() -> None:
    told = {
        n: v for n, v in asdict(COUNTS).items() if n not in ("month", "by", "grade", "manager_id")
    }
    assert counts_of(MONTH, LiveKey(LiveBy.GRADE, "C", 7), told) == COUNTS
