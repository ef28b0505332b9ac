"""Statements on the audit journal; the table takes no updates and no deletes."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, insert, select

from core.journal.records import AuditEvent
from core.journal.tables import audit_events
from core.people.tables import users


def record_event(
    connection: Connection,
    *,
    actor_id: int,
    action: str,
    subject: tuple[str, int],
    old_values: Mapping[str, object],
    new_values: Mapping[str, object],
) -> None:
    """Writes who did what to whom, in the transaction of the deed itself.

    Args:
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
    connection: Connection, *, action: str | None, page: int, page_size: int
) -> tuple[list[AuditEvent], int]:
    """Returns one page (from 1) of the journal, newest first, and how many events there are."""
    matching = [audit_events.c.action == action] if action else []
    total = connection.execute(select(func.count()).select_from(audit_events).where(*matching))
    actor_name = (users.c.last_name + " " + users.c.first_name).label("actor_name")
    rows = connection.execute(
        select(audit_events, actor_name)
        .join(users, users.c.id == audit_events.c.actor_id)
        .where(*matching)
        .order_by(audit_events.c.id.desc())
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return [AuditEvent(**row._mapping) for row in rows], total.scalar_one()
