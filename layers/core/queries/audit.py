"""The statement that writes the audit journal; the table takes no updates and no deletes."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert

from core.tables import audit_events


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
