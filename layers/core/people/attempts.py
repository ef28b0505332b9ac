"""Statements on attempts to prove who one is: counted before the proof is looked at.

Each key has a level that every attempt lifts by one and time lowers again, so that the failures of
one day do not meet those of the next. A success takes its own attempt back.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, text

from core.people.tables import attempts

# One statement counts the attempt and says whether it may go on: parallel attempts queue up on
# the row instead of slipping past a check. A wait doubles with each failure over the free ones.
_RESERVE = text(
    """
    INSERT INTO attempts AS a (key_hash, level, last_attempt_at, blocked_until, forgotten_at)
    VALUES (:key_hash, 1, now(), now(), now() + make_interval(secs => :forget_seconds))
    ON CONFLICT (key_hash) DO UPDATE SET
      level = :sunk + 1,
      last_attempt_at = now(),
      blocked_until = now() + CASE WHEN ceil(:sunk) < :free THEN interval '0'
        ELSE make_interval(secs => least(:longest_wait_seconds,
                                                 2 ^ least(ceil(:sunk) - :free, 20))) END,
      is_reported = false,
      forgotten_at = now() + make_interval(secs => (:sunk + 1) * :forget_seconds)
    WHERE a.blocked_until <= now()
    RETURNING level
    """.replace(
        ":sunk",
        "greatest(0, a.level - extract(epoch FROM now() - a.last_attempt_at) / :forget_seconds)",
    )
)
_WAIT = text(
    """
    SELECT ceil(extract(epoch FROM blocked_until - now()))::int
      FROM attempts WHERE key_hash = :key_hash
    """
)
_TAKE_BACK = text(
    """
    UPDATE attempts SET level = greatest(0, level - 1), blocked_until = now()
     WHERE key_hash = :key_hash
    """
)
_REPORT = text(
    """
    UPDATE attempts SET is_reported = true
     WHERE key_hash = :key_hash AND NOT is_reported RETURNING 1
    """
)
_PURGE = text(
    """
    DELETE FROM attempts WHERE key_hash = ANY(ARRAY(
      SELECT key_hash FROM attempts WHERE forgotten_at < now() AND blocked_until < now()
       ORDER BY forgotten_at LIMIT :at_most FOR UPDATE SKIP LOCKED))
    """
)


@dataclass(frozen=True)
class Limit:
    """How many attempts go free, how long the wait grows, how soon one attempt is forgotten."""

    free: int
    longest_wait_seconds: int
    forget_seconds: int


def reserve_attempt(connection: Connection, key_hash: str, limit: Limit) -> int:
    """Counts an attempt before the proof is looked at.

    Returns:
        0 if the attempt may go on, else the seconds to wait.
    """
    parameters = {"key_hash": key_hash, **vars(limit)}
    if connection.execute(_RESERVE, parameters).one_or_none():
        return 0
    seconds: int = connection.execute(_WAIT, parameters).scalar_one()
    return max(1, seconds)


def is_first_refusal(connection: Connection, key_hash: str) -> bool:
    """Says whether nobody was refused yet in this wait, and notes that somebody was."""
    return connection.execute(_REPORT, {"key_hash": key_hash}).one_or_none() is not None


def take_back_attempt(connection: Connection, key_hash: str) -> None:
    """Takes back one attempt that was none on the password, with the wait that it began."""
    connection.execute(_TAKE_BACK, {"key_hash": key_hash})


def forget_attempts(connection: Connection, key_hash: str) -> None:
    """Clears the count after a success."""
    connection.execute(delete(attempts).where(attempts.c.key_hash == key_hash))


def purge_attempts(connection: Connection, at_most: int) -> int:
    """Removes counts that time has brought to nothing; returns how many."""
    return connection.execute(_PURGE, {"at_most": at_most}).rowcount
