"""What people do about their own access, in the journal and in the log.

Of a failed login neither holds what was typed: somebody may have typed a password for a login.
"""

from sqlalchemy import Connection

from api.kit.telemetry import logger
from core.journal.queries import record_event

NOBODY = 0


def note(
    connection: Connection,
    action: str,
    user_id: int | None,
    *,
    by_owner: bool = True,
    **values: str,
) -> None:
    """Writes a deed of a user about their own access; ``None`` is a login that nobody has."""
    record_event(
        connection,
        actor_id=user_id if by_owner else None,
        action=action,
        subject=("users", user_id or NOBODY),
        old_values={},
        new_values=values,
    )
    logger.info("access", action=action, user_id=user_id, extra=values)


def note_failure(connection: Connection, action: str, user_id: int) -> None:
    """Writes that somebody with a session of a user failed to prove who they are, and keeps it.

    What the request did besides is its failure alone; the number of tries is bounded elsewhere.
    """
    note(connection, action, user_id, by_owner=False)
    connection.commit()
