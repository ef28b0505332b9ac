"""Statements on the credits that stand out in a month: missing, unexpected, restated.

Looked up as one goes through the list, so many credits at a time: a page may be short, or empty,
and yet not the last one. A manager's own clients come by their index.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from core.clients.coverage import CLOSED_AT, EXPECTED, OF_THE_MONTH
from core.clients.records import CoveredCredit
from core.clients.rules.coverage_states import CoverageKind, month_after
from core.clients.rules.history import PaymentStatus

CREDITS_LOOKED_AT = 20_000

_STANDS_OUT = {
    CoverageKind.MISSING: "expected AND present = 0",
    CoverageKind.UNEXPECTED: "NOT expected AND owing > 0",
    CoverageKind.RESTATED: "superseded > 0 OR recorded_at > closed_at",
}
_ALL = "SELECT * FROM credits WHERE id > :after ORDER BY id LIMIT :looked_at"
# By the manager's clients, whatever is known of the tables: in the order of all credits it would
# read those of everybody until enough are one's own
_OWN = """
    SELECT k.*
      FROM (SELECT id FROM clients WHERE manager_id = :manager_id OFFSET 0) o
      JOIN credits k ON k.client_id = o.id
     WHERE k.id > :after ORDER BY k.id LIMIT :looked_at
"""
_NOW_AND_BEFORE = """
    SELECT max(status) FILTER (WHERE superseded_at IS NULL) AS status,
           (array_agg(status ORDER BY superseded_at DESC)
             FILTER (WHERE superseded_at IS NOT NULL))[1] AS status_before
      FROM payment_months WHERE credit_id = found.id AND month = :month
"""
_FIND = """
    WITH looked AS MATERIALIZED (
      SELECT k.id, k.client_id, k.external_id AS contract, k.issued_on, k.closed_on,
             {expected} AS expected, m.*, {closed_at} AS closed_at
        FROM ({credits}) k JOIN LATERAL ({of_the_month}) m ON true
    )
    SELECT found.id AS credit_id, contract, client_id, c.first_name, c.last_name, c.manager_id,
           u.last_name || ' ' || u.first_name AS manager_name, issued_on, closed_on,
           s.status, s.status_before, recorded_at,
           coalesce(found.recorded_at > found.closed_at, false) AS after_closing
      FROM (SELECT * FROM looked WHERE {stands_out} ORDER BY id LIMIT :limit) found
      JOIN clients c ON c.id = found.client_id
      LEFT JOIN managers g ON g.id = c.manager_id
      LEFT JOIN users u ON u.id = g.user_id
      JOIN LATERAL ({now_and_before}) s ON true
     ORDER BY found.id
"""
_END = "SELECT max(id), count(*) FROM ({credits}) looked"


def _statements(credits: str, kind: CoverageKind) -> tuple[TextClause, TextClause]:
    parts = {
        "credits": credits,
        "expected": EXPECTED,
        "closed_at": CLOSED_AT,
        "of_the_month": OF_THE_MONTH,
        "now_and_before": _NOW_AND_BEFORE,
        "stands_out": _STANDS_OUT[kind],
    }
    return text(_FIND.format(**parts)), text(_END.format(**parts))


_STATEMENTS = {
    (kind, own): _statements(_OWN if own else _ALL, kind)
    for kind in CoverageKind
    for own in (False, True)
}


@dataclass(frozen=True)
class Looked:
    """What was found, and the credit after which to go on; None at the end."""

    items: list[CoveredCredit]
    next_after: int | None


def find_standing_out(
    connection: Connection,
    month: date,
    kind: CoverageKind,
    *,
    after: int,
    limit: int,
    manager_id: int | None = None,
) -> Looked:
    """Returns at most ``limit`` credits that stand out, of those after the credit ``after``.

    Args:
        manager_id: of whose clients only; None for all.
    """
    find, end = _STATEMENTS[kind, manager_id is not None]
    given = {
        "month": month,
        "month_after": month_after(month),
        "after": after,
        "looked_at": CREDITS_LOOKED_AT,
        "manager_id": manager_id,
    }
    items = [_to_credit(row) for row in connection.execute(find, {**given, "limit": limit})]
    if len(items) == limit:
        return Looked(items, items[-1].credit_id)
    last, count = connection.execute(end, given).one()
    return Looked(items, last if count == CREDITS_LOOKED_AT else None)


def _to_credit(row: Row[Any]) -> CoveredCredit:
    statuses = {
        "status": row.status and PaymentStatus(row.status),
        "status_before": row.status_before and PaymentStatus(row.status_before),
    }
    return CoveredCredit(**{**row._mapping, **statuses})
