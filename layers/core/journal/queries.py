"""Statements on the audit journal; the table takes no updates and no deletes."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, text

from core.journal.records import AuditEvent, EventFilter
from core.journal.tables import audit_events

_MATCHING = """
    (CAST(:action AS text) IS NULL OR e.action = :action)
    AND (CAST(:actor_id AS bigint) IS NULL OR e.actor_id = :actor_id)
    AND (CAST(:subject_table AS text) IS NULL OR e.subject_table = :subject_table)
    AND (CAST(:subject_id AS bigint) IS NULL OR e.subject_id = :subject_id)
    AND (CAST(:since AS timestamptz) IS NULL OR e.occurred_at >= :since)
    AND (CAST(:until AS timestamptz) IS NULL OR e.occurred_at < :until)
"""
_COUNT = text(f"SELECT count(*) FROM audit_events e WHERE {_MATCHING}")
# Names are of today: the journal itself holds ids only, and outlives whom they name
_LIST = text(
    f"""
    SELECT e.*, trim(a.last_name || ' ' || a.first_name) AS actor_name,
           CASE WHEN c.id IS NULL THEN s.last_name || ' ' || s.first_name
                ELSE c.last_name || ' ' || c.first_name END AS subject_name
      FROM audit_events e
      LEFT JOIN users a ON a.id = e.actor_id
      LEFT JOIN managers m ON e.subject_table = 'managers' AND m.id = e.subject_id
      LEFT JOIN clients c ON e.subject_table = 'clients' AND c.id = e.subject_id
      LEFT JOIN users s ON s.id = CASE e.subject_table
        WHEN 'users' THEN e.subject_id WHEN 'managers' THEN m.user_id END
     WHERE {_MATCHING}
     ORDER BY e.id DESC LIMIT :page_size OFFSET :skipped
    """
)


def record_event(
    connection: Connection,
    *,
    actor_id: int | None,
    action: str,
    subject: tuple[str, int],
    old_values: Mapping[str, object],
    new_values: Mapping[str, object],
) -> None:
    """Writes who did what to whom, in the transaction of the deed itself.

    Args:
        actor_id: None where nobody proved who they are.
        subject: table and id of what was changed.
    """
    connection.execute(
        insert(audit_events).values(
            actor_id=actor_id,
            action=action,
            subject_table=subject[0],
            subject_id=subject[1],
            old_values=old_values,
            new_values=new_values,
        )
    )


def list_events(
    connection: Connection, wanted: EventFilter, *, page: int, page_size: int
) -> tuple[list[AuditEvent], int]:
    """Returns one page (from 1) of the journal, newest first, and how many events there are."""
    values = {**vars(wanted), "page_size": page_size, "skipped": (page - 1) * page_size}
    total: int = connection.execute(_COUNT, values).scalar_one()
    rows = connection.execute(_LIST, values)
    return [AuditEvent(**row._mapping) for row in rows], total
