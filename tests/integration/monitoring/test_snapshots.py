"""A snapshot says what the rules say in Python, of people made at random, as of a month's end."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import insert, text, update

from core.clients.rules.history import SEVERITY, month_number, month_of
from core.clients.rules.schedule import left_by_schedule, payments_due
from core.clients.tables import clients, credits, payment_months
from core.kit.clock import bank_date, bank_time_zone
from core.kit.database import transaction
from core.kit.identifiers import id_of
from core.monitoring.run_months import end_of, may_be_run
from core.monitoring.snapshotting import write_snapshots
from core.scores.rules.points import points
from core.scores.tables import scores

MONTH = date(2025, 6, 1)
LAST_DAY = date(2025, 6, 30)


def snapshot_of(people, client_id, month=MONTH):
    with transaction() as connection:
        assert write_snapshots(connection, month, client_id - 1, client_id) == client_id
    people.connection.rollback()
    query = text("SELECT * FROM snapshots WHERE month = :month AND client_id = :client_id")
    return people.connection.execute(query, {"month": month, "client_id": client_id}).one_or_none()


def person(people, **values):
    known = {"client_since": datetime(2020, 1, 1, tzinfo=UTC)}
    return people.without_login(**{**known, **values})


def add_credit(people, client_id, issued_on=date(2024, 1, 15), months=(), **values):
    """A credit with months: ``(first day, status)``."""
    row = {"client_id": client_id, "amount_total": 600_000, "annual_rate": 18, "term_months": 36}
    credit_id = people._insert(credits, **{**row, "issued_on": issued_on, **values})
    for month, status in months:
        recorded = {"credit_id": credit_id, "month": month, "status": status}
        people.connection.execute(insert(payment_months).values(**recorded))
    people.connection.commit()
    return credit_id


def add_score(people, client_id, moment, proba=0.01, **values):
    user = people.user("analyst")
    row = {"id": id_of(moment), "client_id": client_id, "requested_by": user.user_id}
    people.connection.execute(insert(scores).values(**row))
    people.finish(row["id"], proba, values.pop("grade", "C"), **values)
    return row["id"]


def drawn_credit(random):
    issued_on = date(2020, 1, 1) + timedelta(random.randrange(365 * 6))
    first = month_number(issued_on)
    return {
        "issued_on": issued_on,
        "amount_total": Decimal(random.randrange(1_000, 500_000_000)) / 100,
        "annual_rate": random.choice([Decimal(0), Decimal(random.randrange(1, 9_000)) / 100]),
        "term_months": random.randrange(1, 121),
        "closed_on": random.choice([None, None, month_of(first + random.randrange(1, 70))]),
        "months": [
            (month_of(number), random.choice("CX00012345"))
            for number in range(first, first + random.randrange(40))
        ],
    }


def expected_of(drawn):
    """What the rules say of these credits at the end of the month."""
    issued = [credit for credit in drawn if credit["issued_on"] <= LAST_DAY]
    open_ones = [
        credit for credit in issued if not credit["closed_on"] or credit["closed_on"] > LAST_DAY
    ]
    known = [
        max(month for month in credit["months"] if month[0] <= MONTH)[1]
        for credit in open_ones
        if any(month <= MONTH for month, _ in credit["months"])
    ]
    return {
        "is_active": bool(open_ones),
        "issued_year": max((credit["issued_on"].year for credit in issued), default=None),
        "status": max(known, key=SEVERITY.__getitem__, default=None)
        if open_ones
        else ("C" if issued else None),
        "outstanding_rub": sum(
            left_by_schedule(
                credit["amount_total"],
                credit["annual_rate"],
                credit["term_months"],
                payments_due(credit["issued_on"], LAST_DAY),
            )
            for credit in open_ones
        ),
    }


@pytest.mark.parametrize("seed", range(24))
def test_credits_are_as_the_rules_say_at_the_end_of_the_month(people, seed):
    random, client_id = Random(seed), person(people)
    drawn = [drawn_credit(random) for _ in range(random.randrange(4))]
    for credit in drawn:
        add_credit(people, client_id, **credit)
    row, expected = snapshot_of(people, client_id), expected_of(drawn)
    # Halves of a kopeck are rounded another way
    owed = expected.pop("outstanding_rub")
    assert abs(row.outstanding_rub - owed) <= Decimal("0.01") * len(drawn)
    assert {name: row._mapping[name] for name in expected} == expected


@pytest.mark.parametrize("issued_day", [1, 15, 28, 29, 30, 31])
@pytest.mark.parametrize("month", [date(2025, 2, 1), date(2025, 6, 1), date(2025, 7, 1)])
def test_a_payment_due_on_the_last_day_is_not_yet_due(people, issued_day, month):
    client_id, issued_on = person(people), date(2025, 1, issued_day)
    add_credit(people, client_id, issued_on=issued_on)
    last_day = month_of(month_number(month) + 1) - timedelta(1)
    due = payments_due(issued_on, last_day)
    expected = left_by_schedule(Decimal(600_000), Decimal(18), 36, due)
    assert snapshot_of(people, client_id, month).outstanding_rub == expected


def test_a_month_corrected_counts_as_it_is_known_now(people):
    client_id = person(people)
    credit_id = add_credit(people, client_id, months=[(MONTH, "0")])
    people.connection.execute(
        update(payment_months)
        .where(payment_months.c.credit_id == credit_id)
        .values(superseded_at=text("now()"), recorded_at=text("now() - interval '1 day'"))
    )
    corrected = {"credit_id": credit_id, "month": MONTH, "status": "3"}
    people.connection.execute(insert(payment_months).values(**corrected))
    people.connection.commit()
    assert snapshot_of(people, client_id).status == "3"


@pytest.mark.parametrize("seed", range(12))
def test_the_score_is_the_latest_of_the_month_with_the_points_that_people_see(people, seed):
    random, client_id = Random(seed), person(people)
    ends_at = end_of(MONTH)
    before = ends_at - timedelta(seconds=random.randrange(1, 86_400 * 30))
    add_score(people, client_id, before - timedelta(days=3), proba=0.5)
    proba = random.choice([random.random(), 10 ** -random.uniform(0, 9), 1.0])
    model = {} if proba < 1 else {"model": None, "model_version": None}
    score_id = add_score(people, client_id, before, proba, decision="review", grade="E", **model)
    add_score(people, client_id, ends_at + timedelta(milliseconds=random.randrange(9)), proba=0.25)
    row = snapshot_of(people, client_id)
    assert (row.score_id, row.proba, row.points) == (score_id, proba, points(proba))
    assert (row.grade, row.decision) == ("E", "review")
    assert row.scored_on == before.astimezone(bank_time_zone()).date()
    assert (row.model is None) == (proba == 1)
    assert row.policy_version and bool(row.model_version) == (proba < 1)


def test_a_score_that_is_not_done_is_none(people):
    client_id = person(people)
    user = people.user("analyst")
    moment = end_of(MONTH) - timedelta(days=1)
    values = {"id": id_of(moment), "client_id": client_id, "requested_by": user.user_id}
    people._insert(scores, **values)
    row = snapshot_of(people, client_id)
    assert (row.score_id, row.scored_on, row.proba, row.points) == (None,) * 4
    assert (row.is_active, row.outstanding_rub, row.status) == (False, 0, None)


@pytest.mark.parametrize(
    ("values", "is_there"),
    [
        ({}, True),
        ({"client_since": None}, False),
        ({"client_since": end_of(MONTH)}, False),
        ({"client_since": end_of(MONTH) - timedelta(seconds=1)}, True),
        ({"closed_at": end_of(MONTH)}, True),
        ({"closed_at": end_of(MONTH) - timedelta(seconds=1)}, False),
    ],
)
def test_a_month_has_who_was_a_client_when_it_ended(people, values, is_there):
    row = snapshot_of(people, person(people, **values))
    assert (row is not None) == is_there


def test_it_says_who_looks_after_them(people):
    manager = people.manager()
    client_id = people.client(manager).client_id
    assert snapshot_of(people, client_id, bank_date().replace(day=1)).manager_id == (
        manager.manager_id
    )
    people.connection.execute(
        update(clients).where(clients.c.id == client_id).values(manager_id=None)
    )
    people.connection.commit()
    assert snapshot_of(people, client_id, bank_date().replace(day=1)).manager_id is None


def test_beyond_the_last_client_nothing_is_left(people):
    client_id = person(people)
    with transaction() as connection:
        assert write_snapshots(connection, MONTH, client_id, client_id) is None


def test_a_month_ends_where_the_bank_is(monkeypatch):
    assert end_of(date(2025, 12, 1)).isoformat() == "2026-01-01T00:00:00+03:00"
    monkeypatch.setenv("BANK_TIME_ZONE", "Asia/Vladivostok")
    assert end_of(date(2025, 12, 1)).isoformat() == "2026-01-01T00:00:00+10:00"
    today = bank_date()
    assert may_be_run(today.replace(day=1))
    assert not may_be_run(month_of(month_number(today) + 1))
    assert may_be_run(date(2000, 1, 1)) and not may_be_run(date(1999, 12, 1))
    assert not may_be_run(date(2025, 12, 2))
