"""Statements on login sessions.

A session is known by the hash of its token, so that a copy of the table opens no session.
"""

from dataclasses import fields

from sqlalchemy import Connection, delete, insert, text, update

from core.people.records import Actor, Session
from core.people.rules.roles import Role
from core.people.tables import sessions

_IS_LIVE = "s.expires_at > now() AND s.last_seen_at > now() - make_interval(secs => :idle_seconds)"
_FIND = text(
    f"""
    SELECT s.id AS session_id, s.user_id, u.role, c.id AS client_id, m.id AS manager_id,
           u.one_time_until IS NOT NULL AS must_change_password,
           f.confirmed_at IS NOT NULL AS has_second_factor,
           s.last_seen_at < now() - interval '1 minute' AS is_stale
      FROM sessions s
      JOIN users u ON u.id = s.user_id
      LEFT JOIN clients c ON c.user_id = u.id
      LEFT JOIN managers m ON m.user_id = u.id
      LEFT JOIN second_factors f ON f.user_id = u.id
     WHERE s.token_hash = :token_hash
       AND u.disabled_at IS NULL
       AND {_IS_LIVE}
    """
)
_TOUCH = text("UPDATE sessions SET last_seen_at = now() WHERE token_hash = :token_hash")
_LIST = text(
    f"""
    SELECT {", ".join(f"s.{field.name}" for field in fields(Session))} FROM sessions s
     WHERE s.user_id = :user_id AND {_IS_LIVE}
     ORDER BY s.last_seen_at DESC, s.id DESC
    """
)
_KEEP_NEWEST = text(
    """
    DELETE FROM sessions WHERE user_id = :user_id AND id <> ALL(ARRAY(
      SELECT id FROM sessions WHERE user_id = :user_id ORDER BY id DESC LIMIT :at_most))
    """
)
_PURGE = text(
    """
    DELETE FROM sessions WHERE id = ANY(ARRAY(
      SELECT id FROM sessions WHERE expires_at < now()
       ORDER BY expires_at LIMIT :at_most FOR UPDATE SKIP LOCKED))
    """
)


def create_session(
    connection: Connection,
    token_hash: str,
    user_id: int,
    *,
    browser: str,
    lifetime_seconds: int,
    at_most: int,
) -> None:
    """Opens a session; of more than ``at_most`` of a user the oldest end."""
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash,
            user_id=user_id,
            browser=browser,
            expires_at=text("now() + make_interval(secs => :lifetime)").bindparams(
                lifetime=lifetime_seconds
            ),
        )
    )
    connection.execute(_KEEP_NEWEST, {"user_id": user_id, "at_most": at_most})


def find_actor(connection: Connection, token_hash: str, idle_seconds: int) -> Actor | None:
    """Returns the user of a live session, and marks it as seen once a minute at most."""
    parameters = {"token_hash": token_hash, "idle_seconds": idle_seconds}
    row = connection.execute(_FIND, parameters).one_or_none()
    if row is None:
        return None
    if row.is_stale:
        connection.execute(_TOUCH, {"token_hash": token_hash})
    known = {field.name: row._mapping[field.name] for field in fields(Actor)}
    return Actor(**{**known, "role": Role(row.role)})


def list_sessions(connection: Connection, user_id: int, idle_seconds: int) -> list[Session]:
    """Returns the live sessions of a user, the one last used first."""
    rows = connection.execute(_LIST, {"user_id": user_id, "idle_seconds": idle_seconds})
    return [Session(**row._mapping) for row in rows]


def renew_session(connection: Connection, session_id: int, token_hash: str) -> bool:
    """Gives a session another token, so that the one before opens nothing; False if it ended."""
    statement = update(sessions).where(sessions.c.id == session_id)
    return connection.execute(statement.values(token_hash=token_hash)).rowcount == 1


def delete_session(connection: Connection, token_hash: str) -> int | None:
    """Ends one session; returns whose it was, if it was there."""
    statement = delete(sessions).where(sessions.c.token_hash == token_hash)
    user_id: int | None = connection.execute(
        statement.returning(sessions.c.user_id)
    ).scalar_one_or_none()
    return user_id


def delete_own_session(connection: Connection, user_id: int, session_id: int) -> bool:
    """Ends a session of this user; says whether there was one."""
    statement = delete(sessions).where(sessions.c.user_id == user_id, sessions.c.id == session_id)
    return connection.execute(statement).rowcount == 1


def delete_sessions_of(
    connection: Connection, user_id: int, *, but_session_id: int | None = None
) -> int:
    """Ends every session of a user at once, but that of ``but_session_id``; returns how many."""
    statement = delete(sessions).where(sessions.c.user_id == user_id)
    if but_session_id is not None:
        statement = statement.where(sessions.c.id != but_session_id)
    return connection.execute(statement).rowcount


def purge_sessions(connection: Connection, at_most: int) -> int:
    """Removes sessions that have ended; returns how many."""
    return connection.execute(_PURGE, {"at_most": at_most}).rowcount
