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
        limit: rows that one statement touches at most.
        resend_chunks_after: seconds without a recorded chunk after which a rescoring stands still.
    """

    resend_after: int
    resend_chunks_after: int
    fail_after: int
    most_attempts: int
    limit: int


# The ids are an array, so that each row is looked up by its key whatever the statistics say.
# Old enough to fail, and a scorer died over it again and again; the rest was never tried
_GIVEN_UP = """
    requested_at < now() - make_interval(secs => :fail_after) AND attempts > 0
    AND attempts >= :most_attempts
"""
# Who has waited longest since it was sent comes first, so that everybody's turn comes. Each pause
# is as long as all before it together: while the scorer is away, the queue keeps what was sent.
_CLAIM_STALE = text(
    f"""
    UPDATE scores SET resent_at = now()
     WHERE id = ANY(ARRAY(
       SELECT id FROM scores
        WHERE status = 'pending'
          AND coalesce(resent_at, requested_at) < now() - make_interval(secs => :resend_after)
          AND (resent_at IS NULL
            OR resent_at < now() - least(resent_at - requested_at, interval '15 minutes'))
          AND NOT ({_GIVEN_UP})
        ORDER BY coalesce(resent_at, requested_at) LIMIT :limit FOR UPDATE SKIP LOCKED))
    RETURNING id, attempts
    """
)
_EXPIRE = text(
    f"""
    UPDATE scores SET status = 'failed', error = :error, scored_at = now()
     WHERE id = ANY(ARRAY(
       SELECT id FROM scores WHERE status = 'pending' AND {_GIVEN_UP}
        LIMIT :limit FOR UPDATE SKIP LOCKED))
    """
)
# Rescorings whose next chunks nobody has laid out: their message may be lost
_CLAIM_UNPLANNED = text(
    """
    UPDATE portfolio_batches SET stepped_at = now()
     WHERE id = ANY(ARRAY(
       SELECT id FROM portfolio_batches
        WHERE planned_at IS NULL
          AND stepped_at < now() - make_interval(secs => :resend_after)
        ORDER BY stepped_at LIMIT :limit FOR UPDATE SKIP LOCKED))
    RETURNING id
    """
)
# Chunks wait long behind others: only of a rescoring that stands still their messages may be lost
_CLAIM_CHUNKS = text(
    """
    WITH stale AS MATERIALIZED (
      SELECT c.batch_id, c.chunk_no FROM portfolio_batches b JOIN portfolio_chunks c
          ON c.batch_id = b.id
       WHERE b.ended_at IS NULL AND c.recorded_at IS NULL AND c.attempts < :most_attempts
         AND (c.sent_at = '-infinity'
           OR c.sent_at < now() - make_interval(secs => :resend_chunks_after)
              AND NOT EXISTS (
                SELECT FROM portfolio_chunks WHERE batch_id = b.id
                   AND recorded_at > now() - make_interval(secs => :resend_chunks_after)))
       ORDER BY c.sent_at LIMIT :limit FOR UPDATE OF c SKIP LOCKED
    )
    UPDATE portfolio_chunks k SET sent_at = now() FROM stale
     WHERE k.batch_id = stale.batch_id AND k.chunk_no = stale.chunk_no
    RETURNING k.batch_id, k.chunk_no
    """
)
_COUNT_PENDING = text("SELECT count(*) FROM scores WHERE status = 'pending'")
_OLDEST_PENDING = text(
    """
    SELECT CAST(coalesce(extract(epoch FROM now() - min(requested_at)), 0) AS float)
      FROM scores WHERE status = 'pending'
    """
)


def claim_stale(connection: Connection, rules: SweepRules) -> tuple[list[UUID], list[UUID]]:
    """Takes pending scores to send them again; two sweeps at once never take the same.

    Returns:
        Those that no scorer has begun with since they were sent again, and those that one has.
    """
    rows = connection.execute(_CLAIM_STALE, vars(rules)).all()
    return [row.id for row in rows if not row.attempts], [row.id for row in rows if row.attempts]


def claim_rescorings(connection: Connection, rules: SweepRules) -> dict[UUID, list[int | None]]:
    """Takes what of rescorings was left behind, to send it again.

    Returns:
        By rescoring the chunks to score; None among them stands for laying out the next.
    """
    unplanned = connection.execute(_CLAIM_UNPLANNED, vars(rules)).scalars()
    left: dict[UUID, list[int | None]] = {batch_id: [None] for batch_id in unplanned}
    for row in connection.execute(_CLAIM_CHUNKS, vars(rules)):
        left.setdefault(row.batch_id, []).append(row.chunk_no)
    return left


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


def oldest_pending(connection: Connection) -> float:
    """Returns for how many seconds the score waits that was asked for first; 0 if none does."""
    seconds: float = connection.execute(_OLDEST_PENDING).scalar_one()
    return seconds
