"""Statements of the sweep: what was left behind is sent again, or failed once it was tried."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class SweepRules:
    """When a pending score is sent again, and when it is given up.

    Attributes:
        resend_after: seconds since it was sent last.
        fail_after: seconds since it was asked for; and
        most_attempts: how often a scorer has begun with it after it was sent again.
        limit: scores that one statement touches at most.
    """

    resend_after: int
    fail_after: int
    most_attempts: int
    limit: int


# Old enough to fail, and a scorer died over it again and again; the rest was never tried
_GIVEN_UP = """
    requested_at < now() - make_interval(secs => :fail_after) AND attempts >= :most_attempts
"""
# Who has waited longest since it was sent comes first, so that everybody's turn comes.
_CLAIM_STALE = text(
    f"""
    UPDATE scores SET resent_at = now()
     WHERE id IN (
       SELECT id FROM scores
        WHERE status = 'pending'
          AND coalesce(resent_at, requested_at) < now() - make_interval(secs => :resend_after)
          AND NOT ({_GIVEN_UP})
        ORDER BY coalesce(resent_at, requested_at) LIMIT :limit FOR UPDATE SKIP LOCKED)
    RETURNING id, attempts
    """
)
_EXPIRE = text(
    f"""
    UPDATE scores SET status = 'failed', error = :error, scored_at = now()
     WHERE id IN (
       SELECT id FROM scores WHERE status = 'pending' AND {_GIVEN_UP}
        LIMIT :limit FOR UPDATE SKIP LOCKED)
    """
)
_COUNT_PENDING = text("SELECT count(*) FROM scores WHERE status = 'pending'")


def claim_stale(connection: Connection, rules: SweepRules) -> tuple[list[UUID], list[UUID]]:
    """Takes pending scores to send them again; two sweeps at once never take the same.

    Returns:
        Those that no scorer has begun with since they were sent again, and those that one has.
    """
    rows = connection.execute(_CLAIM_STALE, vars(rules)).all()
    return [row.id for row in rows if not row.attempts], [row.id for row in rows if row.attempts]


def expire_pending(connection: Connection, rules: SweepRules, error: str) -> int:
    """Fails scores that are old enough and were tried often enough; returns how many.

    How long a score waits says nothing alone: while the database, the queue or the scorer is away,
    nobody tries it.
    """
    return connection.execute(_EXPIRE, {**vars(rules), "error": error}).rowcount


def count_pending(connection: Connection) -> int:
    """Returns how many scores wait."""
    count: int = connection.execute(_COUNT_PENDING).scalar_one()
    return count
