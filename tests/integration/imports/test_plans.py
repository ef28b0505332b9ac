"""A block of a file looks up its own rows: no statement reads the book, however large that is."""

import pytest
from sqlalchemy import text

from core.clients import payments
from core.imports import month_rows

ROWS = 1_000
BLOCK = {
    "external_ids": [f"none-{place}" for place in range(ROWS)],
    "credit_ids": list(range(ROWS)),
    "months": ["2025-01-01"] * ROWS,
    "statuses": ["0"] * ROWS,
    "days": [0] * ROWS,
    "overdue": [0] * ROWS,
    "manager_id": 1,
    "today": "2026-01-01",
}


@pytest.mark.parametrize(
    ("statement", "indexes"),
    [
        (month_rows._JUDGE, ("uq_credits_external_id", "pk_clients", "ix_payment_months_present")),
        (payments._LOCK_CLIENTS, ("pk_credits", "pk_clients")),
        (payments._TOUCH, ("pk_credits", "pk_clients", "ix_credits_client_id")),
    ],
    ids=["judge", "lock", "touch"],
)
def test_a_block_looks_up_its_own_rows(people, statement, indexes):
    """Clients by an array that is made first: a join may be made by reading all of them."""
    connection = people.connection
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    plan = "\n".join(connection.execute(text("EXPLAIN " + statement.text), BLOCK).scalars())
    connection.rollback()
    assert "Seq Scan" not in plan
    for index in indexes:
        assert f"using {index}" in plan or f"on {index}" in plan, plan
    assert "Index Cond: (id = ANY ((InitPlan" in plan
