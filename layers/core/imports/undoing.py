"""Statements that take back what an import did to people and credits, as far as it still stands."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import IntegrityError

from core.clients.coverage import mark_stale
from core.clients.payments import touch_payments
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.imports.issues import MOST_ISSUES
from core.imports.people_rows import PERSONAL
from core.imports.records import NewIssue
from core.imports.rules.import_states import Remainder

_COLUMNS = {
    "credits": ("amount_total", "annual_rate", "issued_on", "term_months"),
    "clients": (*PERSONAL, "external_id", *QUESTIONNAIRE),
}
# Credits first: people go when nothing refers to them any more
_NEXT = text(
    """
    SELECT subject_table, subject_id, old_values IS NULL AS is_new FROM import_changes
     WHERE import_id = :import_id
     ORDER BY subject_table = 'credits' DESC, subject_table, subject_id LIMIT :limit
    """
)
_FORGET = text(
    """
    DELETE FROM import_changes
     WHERE import_id = :import_id AND subject_table = :subject_table AND subject_id = ANY(:ids)
    """
)
# A row that the new values would not change is as the import left it
_RESTORE = """
    UPDATE {table} t SET {assignments}
      FROM import_changes h, jsonb_populate_record(NULL::{table}, h.old_values) o
     WHERE h.import_id = :import_id AND h.subject_table = '{table}'
       AND h.subject_id = ANY(:ids) AND t.id = h.subject_id
       AND t IS NOT DISTINCT FROM jsonb_populate_record(t, h.new_values)
    RETURNING t.id
"""
_CHANGED_SINCE = """
    SELECT t.id FROM {table} t JOIN import_changes h ON h.subject_id = t.id
     WHERE h.import_id = :import_id AND h.subject_table = '{table}' AND t.id = ANY(:ids)
       AND t IS DISTINCT FROM jsonb_populate_record(t, h.new_values)
"""
_TAKE_SINCE = text(
    """
    UPDATE clients c SET client_since = NULL
     WHERE id = ANY(:ids) AND NOT EXISTS (SELECT FROM credits WHERE client_id = c.id)
    RETURNING id
    """
)
_OLDEST = text("SELECT min(issued_on) FROM credits WHERE id = ANY(:ids)")
_RESTATED_SINCE = text(
    """
    INSERT INTO import_issues (import_id, code, is_error, args)
    SELECT p.import_id, :code, true,
           jsonb_build_object('credit', k.external_id, 'month', to_char(p.month, 'YYYY-MM'))
      FROM payment_months p JOIN credits k ON k.id = p.credit_id
     WHERE p.import_id = :import_id AND p.superseded_at IS NOT NULL
     ORDER BY p.credit_id, p.month LIMIT :limit
    """
)


def list_restated_since(connection: Connection, import_id: int) -> None:
    """Stores as issues the months of a file that others have corrected since: they stay."""
    values = {"import_id": import_id, "code": Remainder.RESTATED_SINCE, "limit": MOST_ISSUES}
    connection.execute(_RESTATED_SINCE, values)


def take_back_changes(
    connection: Connection, import_id: int, limit: int
) -> tuple[int, list[NewIssue]]:
    """Takes back the next changes; returns how many were looked at, and what has to stay."""
    found = connection.execute(_NEXT, {"import_id": import_id, "limit": limit}).all()
    issues: list[NewIssue] = []
    for table in dict.fromkeys(row.subject_table for row in found):
        rows = [row for row in found if row.subject_table == table]
        issues += _take_back(connection, import_id, table, rows)
        ids = [row.subject_id for row in rows]
        values = {"import_id": import_id, "subject_table": table, "ids": ids}
        connection.execute(_FORGET, values)
    return len(found), issues


def _take_back(
    connection: Connection, import_id: int, table: str, rows: Sequence[Row[tuple[object]]]
) -> list[NewIssue]:
    new = [row.subject_id for row in rows if row.is_new]
    changed = [row.subject_id for row in rows if not row.is_new]
    if table == "client_since":
        connection.execute(_TAKE_SINCE, {"ids": changed})
        return []
    oldest = _touch_credits(connection, [*new, *changed]) if table == "credits" else None
    left = _changed_since(connection, import_id, table, new)
    as_made = [one for one in new if one not in left]
    stay = [_remains(Remainder.BUILT_ON, table, one) for one in _remove(connection, table, as_made)]
    left |= set(changed) - _restore(connection, import_id, table, changed)
    stay += [_remains(Remainder.CHANGED_SINCE, table, one) for one in sorted(left)]
    if oldest:
        mark_stale(connection, (), oldest.replace(day=1))
    return stay


def _changed_since(connection: Connection, import_id: int, table: str, ids: list[int]) -> set[int]:
    statement = text(_CHANGED_SINCE.format(table=table))
    return set(connection.execute(statement, {"import_id": import_id, "ids": ids}).scalars())


def _touch_credits(connection: Connection, ids: list[int]) -> date | None:
    touch_payments(connection, ids)
    oldest: date | None = connection.execute(_OLDEST, {"ids": ids}).scalar_one()
    return oldest


def _remove(connection: Connection, table: str, ids: list[int]) -> list[int]:
    """Removes rows; returns those to which others refer: in halves, so that one keeps no other."""
    if not ids:
        return []
    try:
        with connection.begin_nested():
            connection.execute(text(f"DELETE FROM {table} WHERE id = ANY(:ids)"), {"ids": ids})
    except IntegrityError:
        if len(ids) == 1:
            return ids
        middle = len(ids) // 2
        first, second = ids[:middle], ids[middle:]
        return _remove(connection, table, first) + _remove(connection, table, second)
    return []


def _restore(connection: Connection, import_id: int, table: str, ids: list[int]) -> set[int]:
    if not ids:
        return set()
    assignments = ", ".join(
        f"{name} = CASE WHEN h.old_values ? '{name}' THEN o.{name} ELSE t.{name} END"
        for name in _COLUMNS[table]
    )
    if table == "clients":
        assignments += ", updated_at = clock_timestamp(), profile_updated_at = clock_timestamp()"
    statement = text(_RESTORE.format(table=table, assignments=assignments))
    return set(connection.execute(statement, {"import_id": import_id, "ids": ids}).scalars())


def _remains(code: Remainder, table: str, subject_id: int) -> NewIssue:
    return NewIssue(code, is_error=True, args={"table": table, "id": subject_id})
