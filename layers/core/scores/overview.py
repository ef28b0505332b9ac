"""Clients beside their latest score: the list, page by page.

No page looks at more than a bounded number of clients, however many there are. Where an index gives
few who may be wanted, those are sorted; where it gives many, the order itself is walked until the
page is full. Whoever is rare and given by no index may leave a page short: it says where to go on
all the same.
"""

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.rules.history import PaymentStatus
from core.kit.few_rows import of_few
from core.scores.client_filters import (
    FRESHNESS,
    ClientFilter,
    InForce,
    Wanted,
    read_filter,
)
from core.scores.client_places import KEYS, ClientPlace, beyond, ordering
from core.scores.client_walk import Walk
from core.scores.records import ClientSummary
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision, Freshness

# Each client is looked up by its key: joined, PostgreSQL might read the whole of both tables
_OF_SOURCE = """
      FROM ({source}) found
     CROSS JOIN LATERAL (SELECT * FROM clients WHERE id = found.id OFFSET 0) c
     CROSS JOIN LATERAL (SELECT * FROM latest_scores WHERE client_id = c.id OFFSET 0) s
     WHERE {condition}"""
# What only those who are listed need is looked up for the page alone
_PAGE = f"""
    WITH matching AS MATERIALIZED (
      SELECT c.id, {{column}} AS place {_OF_SOURCE}
    ), page AS MATERIALIZED (
      SELECT id, place FROM matching WHERE {{beyond}} ORDER BY {{ordering}} LIMIT :limit
    )
    SELECT listed.*, t.total
      FROM (SELECT count(*) AS total FROM matching) t
      LEFT JOIN (
        SELECT p.id, p.place, c.user_id, c.manager_id,
               m.last_name || ' ' || m.first_name AS manager_name, c.first_name, c.last_name,
               c.patronymic, c.amt_income_total, s.score_id, s.proba, s.grade, s.decision,
               s.scored_at, c.updated_at, {FRESHNESS} AS freshness,
               (SELECT max(p.status)
          FROM credits k
          JOIN LATERAL (
            SELECT status FROM payment_months
             WHERE credit_id = k.id AND superseded_at IS NULL ORDER BY month DESC LIMIT 1
          ) p ON true
         WHERE k.client_id = c.id AND k.closed_on IS NULL AND p.status BETWEEN '0' AND '5'
       ) AS lateness
          FROM page p
          JOIN clients c ON c.id = p.id
          JOIN latest_scores s ON s.client_id = p.id
          LEFT JOIN managers r ON r.id = c.manager_id
          LEFT JOIN users m ON m.id = r.user_id
      ) listed ON true
     ORDER BY {{ordering}}
"""
_IDS = f"SELECT found.id {_OF_SOURCE} AND found.id > :after ORDER BY found.id LIMIT :limit"
_OF_ALL = "SELECT id FROM clients WHERE id > :after ORDER BY id"
_SUMMARY = [field.name for field in fields(ClientSummary)]
_ONE = text(
    f"SELECT {FRESHNESS} FROM clients c JOIN latest_scores s ON s.client_id = c.id"
    " WHERE c.id = :client_id"
)


@dataclass(frozen=True)
class ClientsFound:
    """A page of the list.

    Attributes:
        total: None where more than 10,000 would have to be looked at.
        next: where the next page begins; None at the end.
    """

    items: list[ClientSummary]
    total: int | None
    next: ClientPlace | None


def list_clients(
    connection: Connection,
    wanted: ClientFilter,
    in_force: InForce,
    *,
    after: ClientPlace | None,
    limit: int,
) -> ClientsFound:
    """Returns the next of the wanted clients, and how many there are in all."""
    found = read_filter(connection, wanted, in_force)
    source = of_few(connection, found.sources, found.parameters)
    if source is None:
        return _walk(connection, wanted, found, after, limit)
    rows = _rows(connection, wanted, found, source, after, limit + 1)
    items = [row for row in rows if row.id is not None]
    return _to_page(items, limit, total=rows[0].total)


def _rows(
    connection: Connection,
    wanted: ClientFilter,
    found: Wanted,
    source: str,
    after: ClientPlace | None,
    limit: int,
) -> list[Row[Any]]:
    """Returns those of a source that come after a place; one row without an id if none do."""
    key, descending = KEYS[wanted.order], wanted.descending
    statement = _PAGE.format(
        source=source,
        column=key.column,
        condition=found.condition,
        beyond=beyond(key, after, descending=descending),
        ordering=ordering(descending=descending),
    )
    place = {"after_id": after.client_id, "after_value": after.value} if after else {}
    told = {**found.parameters, **place, "limit": limit}
    return list(connection.execute(text(statement), told))


def _walk(
    connection: Connection,
    wanted: ClientFilter,
    found: Wanted,
    after: ClientPlace | None,
    limit: int,
) -> ClientsFound:
    """Looks along the order until the page is full, or until enough was looked at."""
    items: list[Row[Any]] = []
    for step in (walk := Walk(connection, wanted, found, after)):
        rows = _rows(connection, wanted, step.wanted, step.source, None, limit + 1 - len(items))
        items += [row for row in rows if row.id is not None]
        if len(items) > limit:
            return _to_page(items, limit, total=None)
    page = _to_page(items, limit, total=None)
    return ClientsFound(page.items, None, walk.place)


def _to_page(rows: list[Row[Any]], limit: int, *, total: int | None) -> ClientsFound:
    listed = rows[:limit]
    last = ClientPlace(listed[-1].id, listed[-1].place) if len(rows) > limit else None
    return ClientsFound([_to_summary(row) for row in listed], total, last)


def list_client_ids(
    connection: Connection, wanted: ClientFilter, in_force: InForce, *, after: int, limit: int
) -> list[int]:
    """Returns the ids of the wanted clients above ``after``, in their order."""
    found = read_filter(connection, wanted, in_force)
    source = of_few(connection, found.sources, found.parameters) or _OF_ALL
    statement = text(_IDS.format(source=source, condition=found.condition))
    told = {**found.parameters, "after": after, "limit": limit}
    return list(connection.execute(statement, told).scalars())


def _to_summary(row: Row[Any]) -> ClientSummary:
    told = {name: row._mapping[name] for name in _SUMMARY if name in row._mapping}
    return ClientSummary(
        **{
            **told,
            **vars(shown(row.proba, row.grade)),
            "decision": row.decision and Decision(row.decision),
            "freshness": Freshness(row.freshness),
            "lateness": row.lateness and PaymentStatus(row.lateness),
        }
    )


def freshness_of(connection: Connection, client_id: int, in_force: InForce) -> Freshness:
    """Says whether the latest score of one client is current."""
    parameters = {**vars(in_force), "client_id": client_id}
    return Freshness(connection.execute(_ONE, parameters).scalar_one())
