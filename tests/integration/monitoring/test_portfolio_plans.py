"""However large the portfolio, a page of it reads what it shows and a little more."""

from datetime import date
from itertools import product

import pytest
from sqlalchemy import text

from core.monitoring import portfolio_clients
from core.monitoring.portfolio_clients import ClientsWanted, VintageWanted
from core.monitoring.portfolio_records import PortfolioFilter
from tests.integration.makers import ANSWERS

MONTH, CLIENTS, PAGE = date(1940, 2, 1), 20_000, 50
MOST_READ = 2_000  # rows, of all tables: a page of them, each looked up in three or four

_CLIENTS = f"""
    INSERT INTO clients (last_name, first_name, {", ".join(ANSWERS)})
    SELECT 'Тестова' || n, 'Анна', {", ".join(f":{name}" for name in ANSWERS)}
      FROM generate_series(1, {CLIENTS}) n
    RETURNING id
"""
# One in a thousand is of a rare kind, each kind of its own
_SNAPSHOTS = """
    INSERT INTO snapshots (month, client_id, manager_id, is_active, issued_year, status,
                           outstanding_rub, proba, points, grade, decision, model)
    SELECT CAST(:month AS date), id, id % 20, id % 10 < 7,
           CASE WHEN id % 1000 = 1 THEN 1931 ELSE 1932 + id % 8 END,
           CASE WHEN id % 1000 = 2 THEN '3' ELSE '0' END, 1000, 0.001,
           CASE WHEN id % 1000 = 3 THEN 120 ELSE 400 + id % 400 END,
           CASE WHEN (id + :place) % 1000 = 4 THEN 'H' WHEN (id + :place) % 1000 = 5 THEN NULL
                ELSE 'B' END,
           CASE WHEN id % 1000 = 6 THEN 'decline' ELSE 'approve' END,
           CASE WHEN id % 1000 = 7 THEN 'application' ELSE 'behavioural' END
      FROM unnest(CAST(:ids AS bigint[])) id
"""
HALF, RARE_HALF = date(1931, 1, 1), date(1931, 7, 1)
# A credit each, of which two months are known; three in ten are late, as many in default
_CREDITS = """
    WITH issued AS (
      INSERT INTO credits (client_id, amount_total, annual_rate, issued_on)
      SELECT id, 1000, 10,
             CASE WHEN id % 1000 = 8 THEN date '1931-07-10'
                  ELSE make_date(CAST(1931 + id % 5 AS int), 1, 10) END
        FROM unnest(CAST(:ids AS bigint[])) id
      RETURNING id, client_id, issued_on
    )
    INSERT INTO payment_months (credit_id, month, status)
    SELECT id, CAST(date_trunc('month', issued_on) AS date) + m * 31,
           CASE WHEN m = 1 AND client_id % 50 < 15 THEN '1'
                WHEN m = 1 AND client_id % 50 < 30 THEN '4' ELSE '0' END
      FROM issued, generate_series(0, 1) m
"""


@pytest.fixture
def large(people):
    connection = people.connection
    connection.execute(text("DELETE FROM snapshots"))  # what others have left says other things
    ids = list(connection.execute(text(_CLIENTS), ANSWERS).scalars())
    for place, month in enumerate((date(1940, 1, 1), MONTH)):
        told = {"month": month, "ids": ids, "place": 10 * place}
        connection.execute(text(_SNAPSHOTS), told)
    connection.execute(text(_CREDITS), {"ids": ids})
    connection.execute(text("ANALYZE snapshots, clients, credits, payment_months"))
    yield connection, ids
    connection.rollback()
    connection.execute(text("ANALYZE snapshots, clients, credits, payment_months"))
    connection.commit()


def rows_read(plan):
    """How many rows all nodes of a plan have looked at."""
    node = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    node += plan.get("Rows Removed by Index Recheck", 0)
    return node * plan["Actual Loops"] + sum(map(rows_read, plan.get("Plans", ())))


ALL = PortfolioFilter()
WANTED = {
    "all": ClientsWanted(ALL),
    "a common grade": ClientsWanted(ALL, grades=("B",)),
    "a manager's": ClientsWanted(PortfolioFilter(manager_id=7)),
    "a rare grade": ClientsWanted(ALL, grades=("H",)),
    "no grade": ClientsWanted(ALL, grades=("none",)),
    "far past due": ClientsWanted(ALL, statuses=("3", "4", "5")),
    "rare points": ClientsWanted(ALL, points_from=100, points_to=124),
    "declined": ClientsWanted(ALL, decision="decline"),
    "a rare year": ClientsWanted(PortfolioFilter(issued_year=1931)),
    "a rare model": ClientsWanted(PortfolioFilter(model="application")),
    "of a rare grade before": ClientsWanted(ALL, grades=("H",), grade_before="B"),
    "from a rare grade to a common one": ClientsWanted(ALL, grades=("B",), grade_before="H"),
    "from no grade to a common one": ClientsWanted(ALL, grades=("B",), grade_before="none"),
    "a vintage": ClientsWanted(ALL, vintage=VintageWanted(HALF, 1, None)),
    "late of a vintage": ClientsWanted(ALL, vintage=VintageWanted(HALF, 1, 30)),
    "in default of a vintage": ClientsWanted(ALL, vintage=VintageWanted(HALF, 1, 90)),
    "a rare vintage": ClientsWanted(ALL, vintage=VintageWanted(RARE_HALF, 1, None)),
    "a rare grade among the active": ClientsWanted(PortfolioFilter(is_active=True), grades=("H",)),
}


def test_a_page_of_clients_reads_no_month(large):
    connection, ids = large
    for (name, wanted), after in product(WANTED.items(), (0, ids[CLIENTS * 9 // 10])):
        values = {**portfolio_clients._values(MONTH, wanted), "after": after, "limit": PAGE + 1}
        statement = portfolio_clients._statement(wanted).text
        explain = text(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        [explained] = connection.execute(explain, values).scalar_one()
        assert 0 < explained["Plan"]["Actual Rows"] <= PAGE + 1, name
        assert rows_read(explained["Plan"]) < MOST_READ, (name, after, explained)
