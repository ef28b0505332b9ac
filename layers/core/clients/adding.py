"""Statements that add clients and credits; a client whose user has one already is left alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from core.clients.coverage import mark_stale
from core.clients.payments import touch_payments
from core.clients.tables import clients, credits

# With the first credit an applicant becomes a client.
_BECOME_CLIENTS = text(
    "UPDATE clients SET client_since = clock_timestamp()"
    " WHERE id = ANY(:client_ids) AND client_since IS NULL"
)

Rows = Sequence[Mapping[str, Any]]


def add_clients(connection: Connection, rows: Rows) -> dict[int, int]:
    """Adds clients with their answers; returns user id -> client id of those that are new."""
    statement = (
        insert(clients)
        .on_conflict_do_nothing(index_elements=["user_id"])
        .returning(clients.c.user_id, clients.c.id)
    )
    added = connection.execute(statement, list(rows)) if rows else ()
    return {row.user_id: row.id for row in added}


def add_applicant(connection: Connection, values: Mapping[str, Any]) -> int:
    """Adds a person with a name and answers, who is no client yet; returns the id."""
    statement = insert(clients).values(**values, client_since=None).returning(clients.c.id)
    client_id: int = connection.execute(statement).scalar_one()
    return client_id


def add_credits(connection: Connection, rows: Rows) -> list[int]:
    """Adds credits, so that their clients' scores become stale; returns ids in the rows' order."""
    if not rows:
        return []
    statement = insert(credits).returning(credits.c.id, sort_by_parameter_order=True)
    ids = list(connection.execute(statement, list(rows)).scalars())
    connection.execute(_BECOME_CLIENTS, {"client_ids": [row["client_id"] for row in rows]})
    touch_payments(connection, ids)
    mark_stale(connection, (), min(row["issued_on"] for row in rows).replace(day=1))
    return ids
