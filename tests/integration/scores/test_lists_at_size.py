"""Lists look at as few rows where there are many: the plans of each statement are read.

In a database of its own, so that nobody waits for it.
"""

from contextlib import contextmanager
from datetime import date
from secrets import token_hex

import pytest
from alembic import command
from sqlalchemy import create_engine, event, make_url, text

from core.kit.clock import bank_date
from core.kit.few_rows import MOST_COUNTED
from core.people.user_list import list_users
from core.scores.client_filters import ClientFilter, ClientOrder, InForce
from core.scores.client_places import place_by_name
from core.scores.months import make_months
from core.scores.overview import list_clients
from core.scores.rules.vocabulary import Decision, Freshness
from local import postgres, postgres_place
from tests.conftest import free_port
from tests.integration.scores.list_filling import fill_lists
from tests.integration.test_upgrade import config

CLIENTS = 120_000
NOW = InForce("model", "policy", date(2020, 1, 1))
BOUND = 100_000
"""Rows that the statements of a page may look at: 10,001 of each source that is counted, and four
for each of the 16,400 clients of the longest walk. To read both tables once would be 240,000."""


@pytest.fixture(scope="module")
def connection(postgres_folder):
    """A connection to a database with many clients, whose statistics are those of none."""
    place, port, password = postgres_folder / "lists", free_port(), token_hex()
    postgres.start_server(place, port, password)
    engine = create_engine(
        make_url(postgres.server_url(port, password)).set(drivername="postgresql+psycopg2")
    )
    with engine.connect() as owner:
        command.upgrade(config(owner), "head")
        owner.commit()
        make_months(owner, bank_date())
        for table in ("clients", "latest_scores", "users"):
            owner.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = false)"))
            owner.execute(text(f"ANALYZE {table}"))
        owner.commit()
    fill_lists(engine, CLIENTS, scores_each=0, model_version="model", policy_version="policy")
    with engine.connect() as found:
        yield found
    engine.dispose()
    postgres.stop_server(place)
    postgres_place.remove(place)


@pytest.fixture(params=["stale", "fresh"], scope="module")
def book(request, connection):
    """The same with stale statistics, and with new ones."""
    if request.param == "fresh":
        connection.execute(text("ANALYZE"))
        connection.commit()
    return connection


@contextmanager
def looked_at(connection):
    """Collects how many rows the plans of all statements look at."""
    asked = []

    def note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    rows = []
    try:
        yield rows
    finally:
        event.remove(connection, "before_cursor_execute", note)
    for statement, parameters in asked:
        explained = connection.exec_driver_sql(
            f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters
        )
        (plan,) = explained.scalar_one()
        rows.append(_rows(plan["Plan"]))


def _rows(plan):
    """Of a plan: what its scans of tables and indexes have read."""
    read = 0
    if "Relation Name" in plan:
        one = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        read = (one + plan.get("Rows Removed by Index Recheck", 0)) * plan["Actual Loops"]
    return read + sum(_rows(inner) for inner in plan.get("Plans", []))


def page(connection, after=None, **wanted):
    """A page of the list, which looks at no more than it may."""
    with looked_at(connection) as rows:
        found = list_clients(connection, ClientFilter(**wanted), NOW, after=after, limit=50)
    assert sum(rows) <= BOUND, (wanted, rows)
    return found


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ClientOrder)
def test_every_order_begins_at_once_and_goes_on_at_once(book, order, descending):
    first = page(book, order=order, descending=descending)
    second = page(book, after=first.next, order=order, descending=descending)
    ids = [client.id for found in (first, second) for client in found.items]
    assert len(set(ids)) == 100
    assert first.total is None


def test_a_page_deep_in_the_list_is_none_the_dearer(book):
    found = page(book, after=place_by_name(book, CLIENTS // 2))
    assert len(found.items) == 50


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("-119000", 1),
        ("иванов дарья", None),
        ("семенов", None),
        ("петрович", None),
        ("я", None),
        ("ъ", 0),
        ("иванов я", None),
        ("+7 916 000-01-23", 1),
        ("l-77777", 1),
        ("никого нет", 0),
    ],
)
@pytest.mark.parametrize("order", [ClientOrder.NAME, ClientOrder.PROBA])
def test_whatever_is_searched_is_found_within_bounds(book, query, count, order):
    found = page(book, query=query, order=order)
    words = query.replace("+7 916 000-01-23", "").split()
    assert count is None or found.total == count
    assert count == 0 or found.items
    for client in found.items if count is None else []:
        name = f"{client.last_name} {client.first_name} {client.patronymic}"
        assert all(word in name.lower().replace("ё", "е") for word in words)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "wanted",
    [
        {"grades": ["A"]},
        {"grades": ["J"]},
        {"decisions": [Decision.DECLINE]},
        {"grades": ["C"], "decisions": [Decision.DECLINE]},
        {"of_nobody": True},
        {"closed": True},
        {"freshness": [Freshness.UNSCORED]},
        {"freshness": [Freshness.STALE]},
        {"freshness": [Freshness.CURRENT], "grades": ["D"]},
    ],
)
def test_every_filter_is_bounded_in_the_order_of_risk(book, wanted, descending):
    found = page(book, order=ClientOrder.PROBA, descending=descending, **wanted)
    assert {client.grade for client in found.items} <= set(wanted.get("grades", [])) or (
        "grades" not in wanted
    )


def test_grades_at_the_far_end_of_the_order_fill_the_page_at_once(book):
    """The best, the worst first: those before them in the order are not walked."""
    found = page(book, grades=["B"], order=ClientOrder.PROBA, descending=True)
    assert len(found.items) == 50
    assert {client.grade for client in found.items} == {"B"}


def test_what_no_index_gives_is_found_step_by_step(book):
    found, place = [], None
    for _ in range(CLIENTS // 20_000 + 2):
        one = page(book, after=place, freshness=[Freshness.STALE])
        found += [client.id for client in one.items]
        if (place := one.next) is None:
            break
    assert place is None
    assert len(found) == len(set(found)) == CLIENTS // 5_000


def test_few_are_counted_and_many_are_not(book):
    assert page(book, closed=True).total == 0
    assert page(book).total is None
    assert CLIENTS > MOST_COUNTED


def test_users_are_listed_within_bounds(book):
    with looked_at(book) as rows:
        users, total = list_users(book, query="bench", roles=(), after=None, limit=50)
    assert ([user.login for user in users], total) == (["bench"], 1)
    assert sum(rows) < 20
