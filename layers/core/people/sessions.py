"""Statements on login sessions and on login attempts.

A session is known by the hash of its token, so that a copy of the table opens no session.
"""

from sqlalchemy import Connection, delete, insert, text

from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.tables import login_attempts, sessions

_FIND = text(
    """
    SELECT s.user_id, u.role, c.id AS client_id, m.id AS manager_id,
           s.last_seen_at < now() - interval '1 minute' AS is_stale
      FROM sessions s
      JOIN users u ON u.id = s.user_id
      LEFT JOIN clients c ON c.user_id = u.id
      LEFT JOIN managers m ON m.user_id = u.id
     WHERE s.token_hash = :token_hash
       AND u.disabled_at IS NULL
       AND s.expires_at > now()
       AND s.last_seen_at > now() - make_interval(secs => :idle_seconds)
    """
)
_TOUCH = text("UPDATE sessions SET last_seen_at = now() WHERE token_hash = :token_hash")
_DELETE_EXPIRED = text("DELETE FROM sessions WHERE expires_at < now()")

# One statement counts the attempt and says whether it may go on: parallel attempts queue up on
# the row instead of slipping past a check. A wait doubles with each failure over the free ones.
_RESERVE = text(
    """
    INSERT INTO login_attempts AS a (key_hash, failures, last_attempt_at, blocked_until)
    VALUES (:key_hash, 1, now(), now())
    ON CONFLICT (key_hash) DO UPDATE SET
      failures = CASE WHEN a.last_attempt_at < now() - make_interval(secs => :forget_seconds)
                      THEN 1 ELSE a.failures + 1 END,
      last_attempt_at = now(),
      blocked_until = now() + CASE
        WHEN a.failures < :free_attempts
          OR a.last_attempt_at < now() - make_interval(secs => :forget_seconds)
        THEN interval '0'
        ELSE make_interval(secs => least(:longest_wait_seconds,
                                         2 ^ least(a.failures - :free_attempts, 20)))
      END
    WHERE a.blocked_until <= now()
    RETURNING failures
    """
)
_FORGIVE = text(
    "UPDATE login_attempts SET failures = greatest(failures - 1, 0) WHERE key_hash = :key_hash"
)
_WAIT = text(
    """
    SELECT ceil(extract(epoch FROM blocked_until - now()))::int
      FROM login_attempts WHERE key_hash = :key_hash
    """
)


def create_session(
    connection: Connection, token_hash: str, user_id: int, lifetime_seconds: int
) -> None:
    """Opens a session and takes the chance to remove the expired ones."""
    connection.execute(_DELETE_EXPIRED)
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash,
            user_id=user_id,
            expires_at=text("now() + make_interval(secs => :lifetime)").bindparams(
                lifetime=lifetime_seconds
            ),
        )
    )


def find_actor(connection: Connection, token_hash: str, idle_seconds: int) -> Actor | None:
    """Returns the user of a live session, and marks it as seen once a minute at most."""
    parameters = {"token_hash": token_hash, "idle_seconds": idle_seconds}
    row = connection.execute(_FIND, parameters).one_or_none()
    if row is None:
        return None
    if row.is_stale:
        connection.execute(_TOUCH, {"token_hash": token_hash})
    return Actor(row.user_id, Role(row.role), row.client_id, row.manager_id)


def delete_session(connection: Connection, token_hash: str) -> None:
    """Ends one session."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def delete_sessions_of(
    connection: Connection, user_id: int, *, but_token_hash: str | None = None
) -> None:
    """Ends every session of a user at once, but the one of ``but_token_hash``."""
    statement = delete(sessions).where(sessions.c.user_id == user_id)
    if but_token_hash:
        statement = statement.where(sessions.c.token_hash != but_token_hash)
    connection.execute(statement)


def reserve_attempt(
    connection: Connection,
    key_hash: str,
    *,
    free_attempts: int,
    longest_wait_seconds: int,
    forget_seconds: int,
) -> int:
    """Counts a login attempt before its password is looked at.

    Returns:
        0 if the attempt may go on, else the seconds to wait.
    """
    parameters = {
        "key_hash": key_hash,
        "free_attempts": free_attempts,
        "longest_wait_seconds": longest_wait_seconds,
        "forget_seconds": forget_seconds,
    }
    if connection.execute(_RESERVE, parameters).one_or_none():
        return 0
    seconds: int = connection.execute(_WAIT, parameters).scalar_one()
    return max(1, seconds)


def forget_attempts(connection: Connection, key_hash: str) -> None:
    """Clears the count of failed attempts after a success."""
    connection.execute(delete(login_attempts).where(login_attempts.c.key_hash == key_hash))


def forgive_attempt(connection: Connection, key_hash: str) -> None:
    """Takes back one attempt that turned out to be a success."""
    connection.execute(_FORGIVE, {"key_hash": key_hash})
