"""What is counted of a month is what plain Python counts of the same people and credits."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import insert, text

from core.clients.rules.history import month_number, month_of
from core.clients.tables import credits, payment_months
from core.kit.identifiers import id_of
from core.monitoring import counting
from core.monitoring.portfolio_clients import (
    ClientsWanted,
    VintageWanted,
    list_portfolio_clients,
)
from core.monitoring.portfolio_records import PortfolioFilter
from core.monitoring.rules.vintage_curves import FEWEST_CREDITS
from core.monitoring.rules.vocabulary import Step
from core.monitoring.run_months import end_of
from core.scores.tables import scores
from monitor import running

MONTH = date(2025, 6, 1)
BEFORE = date(2025, 5, 1)
# Long before anything that other tests invent, so that the vintages are this test's alone
ISSUED = date(2001, 1, 1)


@pytest.fixture(autouse=True)
def _only_these_steps(monkeypatch):
    monkeypatch.setattr(running, "_ORDER", [Step.SNAPSHOT, Step.COUNT])


@pytest.fixture
def book(people):
    """Some clients: each with a score of either month or both, and credits of long ago."""
    random, user = Random(5), people.user("analyst")
    people.connection.execute(text("DELETE FROM monitor_runs"))
    for place in range(60):
        since = random.choice([datetime(2020, 1, 1, tzinfo=UTC), end_of(BEFORE) + timedelta(1)])
        client_id = people.without_login(client_since=since)
        for month in (BEFORE, MONTH):
            if random.random() < 0.8:
                row = {"id": id_of(end_of(month) - timedelta(days=1)), "client_id": client_id}
                people.connection.execute(insert(scores).values(**row, requested_by=user.user_id))
                people.connection.commit()
                people.finish(
                    row["id"],
                    10 ** -random.uniform(0.5, 4),
                    random.choice("ABCDE"),
                    decision=random.choice(["approve", "review", "decline"]),
                    model=random.choice(["application", "behavioural"]),
                )
        issued_on = ISSUED + timedelta(random.randrange(350))
        row = {"client_id": client_id, "amount_total": 600_000, "annual_rate": 18}
        credit_id = people._insert(credits, **row, issued_on=issued_on, term_months=480)
        first, known = month_number(issued_on), random.randrange(20)
        for number in range(first, first + known if place else first):
            month = {"credit_id": credit_id, "month": month_of(number)}
            status = random.choice("C0000012345")
            people.connection.execute(insert(payment_months).values(**month, status=status))
    people.connection.commit()


def rows_of(people, table, month=MONTH):
    people.connection.rollback()
    query = text(f"SELECT * FROM {table} WHERE month = '{month}'")
    return people.connection.execute(query).all()


CUT_BY = ("is_active", "model", "issued_year")
ALIKE = (*CUT_BY, "grade", "status", "decision")


def test_cells_are_the_clients_who_are_alike(monitor, people, book):
    monitor(action="run", month=str(MONTH))
    found, expected = {}, {}
    for row in rows_of(people, "portfolio_cells"):
        key = (*(row._mapping[name] for name in ALIKE), row.points)
        assert key not in found
        found[key] = row
    for row in rows_of(people, "snapshots"):
        lower = None if row.points is None else row.points // 25 * 25
        key = (*(row._mapping[name] for name in ALIKE), lower)
        expected.setdefault(key, []).append(row)
    assert found.keys() == expected.keys() and len(found) > 20
    for key, cell in found.items():
        own = expected[key]
        assert cell.clients == len(own)
        assert cell.outstanding_rub == sum(row.outstanding_rub for row in own)
        known = [(row.proba or 0, row.outstanding_rub) for row in own]
        assert cell.proba_sum == pytest.approx(sum(proba for proba, _ in known), rel=1e-12)
        owed = sum(Decimal(proba) * left for proba, left in known)
        assert cell.proba_outstanding_rub == pytest.approx(float(owed), rel=1e-12)


def test_moves_are_counted_between_the_two_months_with_who_came_and_who_went(monitor, people, book):
    monitor(action="run", month=str(BEFORE))
    gone = max(row.client_id for row in rows_of(people, "snapshots", BEFORE) if row.grade)
    left = "UPDATE clients SET closed_at = :at WHERE id = :id"
    people.connection.execute(text(left), {"at": end_of(BEFORE) + timedelta(1), "id": gone})
    people.connection.commit()
    monitor(action="run", month=str(MONTH))
    before = {row.client_id: row for row in rows_of(people, "snapshots", BEFORE)}
    now = {row.client_id: row for row in rows_of(people, "snapshots")}
    expected = Counter()
    for client_id in before.keys() | now.keys():
        later = now.get(client_id) or before[client_id]
        moved = (
            before[client_id].grade if client_id in before else "new",
            now[client_id].grade if client_id in now else "gone",
        )
        expected[(*(later._mapping[name] for name in CUT_BY), *moved)] += 1
    found = {
        (*(row._mapping[name] for name in CUT_BY), row.grade_before, row.grade): row.clients
        for row in rows_of(people, "transition_cells")
    }
    assert found == expected
    assert {"new", None, "A"} < {key[-2] for key in found}
    assert {"gone", None, "A"} < {key[-1] for key in found}


def test_without_the_month_before_nobody_has_moved(monitor, people, book):
    people.connection.execute(text(f"DELETE FROM snapshots WHERE month = '{BEFORE}'"))
    people.connection.commit()
    monitor(action="run", month=str(MONTH))
    assert rows_of(people, "transition_cells") == []
    assert rows_of(people, "snapshots") != []


def test_vintages_are_the_credits_that_were_ever_late(monitor, people, book, monkeypatch):
    monkeypatch.setattr(counting, "CREDITS_A_STEP", 7)
    last = month_of(month_number(ISSUED) + 13)
    monitor(action="run", month=str(last))
    people.connection.rollback()
    known = people.connection.execute(
        text(
            "SELECT k.id, k.issued_on, array_agg(p.month) AS months, array_agg(p.status) AS statuses"
            " FROM credits k JOIN payment_months p ON p.credit_id = k.id WHERE p.month <= :last"
            " AND k.issued_on < '2003-01-01' GROUP BY k.id"
        ),
        {"last": last},
    ).all()
    expected = set()
    for half in (date(2001, 1, 1), date(2001, 7, 1)):
        own = [row for row in known if (row.issued_on.month > 6) == (half.month > 6)]
        for months in range(1, 61):
            old = [row for row in own if month_number(last) - month_number(row.issued_on) >= months]
            if len(old) < max(FEWEST_CREDITS, len(own) / 2):
                break
            late = [
                sum(
                    any(
                        status in statuses
                        and month_number(month) - month_number(row.issued_on) <= months
                        for month, status in zip(row.months, row.statuses, strict=True)
                    )
                    for row in old
                )
                for statuses in ("12345", "345")
            ]
            expected.add((half, months, len(old), *late))
    cells = {tuple(row)[1:] for row in rows_of(people, "vintage_cells", last)}
    assert cells == expected and len(cells) > 3
    assert any(late_30 > late_90 > 0 for *_, late_30, late_90 in cells)


def test_the_clients_behind_a_vintage_are_those_of_its_credits(monitor, people, book):
    last = month_of(month_number(ISSUED) + 13)
    of_book = "SELECT client_id FROM credits WHERE issued_on < '2003-01-01'"
    since = f"UPDATE clients SET client_since = '2001-01-01' WHERE id IN ({of_book})"
    people.connection.execute(text(since))
    people.connection.commit()
    monitor(action="run", month=str(last))
    people.connection.rollback()
    owners = (
        "SELECT count(*), count(DISTINCT client_id) FROM credits WHERE issued_on < '2003-01-01'"
    )
    credit_count, owner_count = people.connection.execute(text(owners)).one()
    assert credit_count == owner_count  # so a point's credits are as many clients
    cells = rows_of(people, "vintage_cells", last)
    assert len(cells) > 3
    for cell in cells:
        for late, count in ((None, cell.credits), (30, cell.ever_30), (90, cell.ever_90)):
            vintage = VintageWanted(cell.issued_half, cell.months_on_book, late)
            wanted = ClientsWanted(PortfolioFilter(), vintage=vintage)
            found, after = [], 0
            while page := list_portfolio_clients(
                people.connection, last, wanted, after=after, limit=7
            ):
                found += [one.client_id for one in page]
                after = found[-1]
            assert (len(found), found) == (count, sorted(set(found)))


def test_a_month_of_nobody_has_no_cells(monitor, people):
    people.connection.execute(text("DELETE FROM monitor_runs"))
    people.connection.commit()
    nobody = date(2000, 1, 1)
    answer = monitor(action="run", month=str(nobody))
    assert answer["steps"] == ["snapshot", "count"]
    assert rows_of(people, "portfolio_cells", nobody) == []
