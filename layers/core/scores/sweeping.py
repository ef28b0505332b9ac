"""Statements of the sweep: what was left behind is sent again, or failed."""

from uuid import UUID

from sqlalchemy import Connection, text

_CLAIM_STALE = text(
    """
    UPDATE scores SET resent_at = now()
     WHERE id IN (
       SELECT id FROM scores
        WHERE status = 'pending'
          AND coalesce(resent_at, requested_at) < now() - make_interval(secs => :age_seconds)
        ORDER BY requested_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    RETURNING id
    """
)
_EXPIRE = text(
    """
    UPDATE scores SET status = 'failed', error = :error, scored_at = now()
     WHERE status = 'pending' AND requested_at < now() - make_interval(secs => :age_seconds)
    """
)
_COUNT_PENDING = text("SELECT count(*) FROM scores WHERE status = 'pending'")


def claim_stale(connection: Connection, age_seconds: int, limit: int) -> list[UUID]:
    """Takes the pending scores whose message is older than ``age_seconds``, to send them again."""
    parameters = {"age_seconds": age_seconds, "limit": limit}
    return list(connection.execute(_CLAIM_STALE, parameters).scalars())


def expire_pending(connection: Connection, age_seconds: int, error: str) -> int:
    """Fails the scores that have been pending for longer than ``age_seconds``; returns how many."""
    return connection.execute(_EXPIRE, {"age_seconds": age_seconds, "error": error}).rowcount


def count_pending(connection: Connection) -> int:
    """Returns how many scores wait."""
    count: int = connection.execute(_COUNT_PENDING).scalar_one()
    return count
