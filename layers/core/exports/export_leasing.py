"""Statements by which one worker at a time makes an export, and none is left behind.

The row is the outbox: a message that was lost, or whose worker died, is sent again.
"""

from sqlalchemy import Connection, text

from core.exports.queries import Export, get_export

LEASE_SECONDS = 960  # a minute more than the importer may run: who holds it has ended by then
MOST_ATTEMPTS = 5

_CLAIM = text(
    f"""
    UPDATE exports SET attempts = attempts + 1,
           leased_until = clock_timestamp() + interval '{LEASE_SECONDS} seconds'
     WHERE id = :export_id AND state = 'pending'
       AND (leased_until IS NULL OR leased_until < clock_timestamp())
    """
)
_RELEASE = text(
    "UPDATE exports SET leased_until = clock_timestamp() WHERE id = :export_id"
    " AND state = 'pending'"
)
_LEFT_BEHIND = text(
    """
    SELECT id FROM exports
     WHERE state = 'pending' AND attempts < :most_attempts
       AND coalesce(leased_until, created_at + interval '60 seconds') < clock_timestamp()
     ORDER BY id LIMIT :limit
    """
)
_GIVE_UP = text(
    """
    UPDATE exports SET state = 'failed', fault = 'gave_up', finished_at = clock_timestamp()
     WHERE state = 'pending' AND attempts >= :most_attempts AND leased_until < clock_timestamp()
    """
)


def claim_export(connection: Connection, export_id: int) -> Export | None:
    """Takes an export on; None if it is made, or somebody makes it already."""
    if connection.execute(_CLAIM, {"export_id": export_id}).rowcount == 0:
        return None
    return get_export(connection, export_id)


def release_export(connection: Connection, export_id: int) -> None:
    """Lets an export go that could not be made, so that whoever comes next may take it on."""
    connection.execute(_RELEASE, {"export_id": export_id})


def exports_left_behind(connection: Connection, limit: int) -> list[int]:
    """Returns exports that wait and that nobody makes."""
    values = {"most_attempts": MOST_ATTEMPTS, "limit": limit}
    return list(connection.execute(_LEFT_BEHIND, values).scalars())


def give_up_exports(connection: Connection) -> int:
    """Fails exports that were begun again and again and never ended; returns how many."""
    return connection.execute(_GIVE_UP, {"most_attempts": MOST_ATTEMPTS}).rowcount
