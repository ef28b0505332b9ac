"""Statements on the audit journal; the table takes no updates and no deletes."""

from collections.abc import Mapping, Sequence

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
    AND (CAST(:after AS bigint) IS NULL OR (e.occurred_at, e.id)
         < ((SELECT occurred_at FROM audit_events WHERE id = :after), :after))
"""
# Names are of today: the journal itself holds ids only, and outlives whom they name
_LIST = text(
    f"""
    SELECT e.*, trim(a.last_name || ' ' || a.first_name) AS actor_name,
           CASE WHEN c.id IS NULL THEN s.last_name || ' ' || s.first_name
                ELSE c.last_name || ' ' || c.first_name END AS subject_name
      FROM (
        SELECT * FROM audit_events e WHERE {_MATCHING}
         ORDER BY e.occurred_at DESC, e.id DESC LIMIT :limit
      ) e
      LEFT JOIN users a ON a.id = e.actor_id
      LEFT JOIN managers m ON e.subject_table = 'managers' AND m.id = e.subject_id
      LEFT JOIN clients c ON e.subject_table = 'clients' AND c.id = e.subject_id
      LEFT JOIN users s ON s.id = CASE e.subject_table
        WHEN 'users' THEN e.subject_id WHEN 'managers' THEN m.user_id END
     ORDER BY e.occurred_at DESC, e.id DESC
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
    # Beside the statement, not in it: so it is composed once, and not with each event
    connection.execute(
        insert(audit_events),
        {
            "actor_id": actor_id,
            "action": action,
            "subject_table": subject[0],
            "subject_id": subject[1],
            "old_values": old_values,
            "new_values": new_values,
        },
    )


def record_events(
    connection: Connection,
    actor_id: int | None,
    subject_table: str,
    events: Sequence[Mapping[str, object]],
) -> None:
    """Writes many events of one actor, each with its action, subject_id and new_values."""
    common: dict[str, object] = {
        "actor_id": actor_id,
        "subject_table": subject_table,
        "old_values": {},
    }
    if events:
        connection.execute(insert(audit_events), [{**common, **event} for event in events])


def list_events(
    connection: Connection, wanted: EventFilter, *, after: int | None, limit: int
) -> list[AuditEvent]:
    """Returns events of the journal, newest first, of those before the event ``after``."""
    rows = connection.execute(_LIST, {**vars(wanted), "after": after, "limit": limit})
    return [AuditEvent(**row._mapping) for row in rows]
