"""Statements on the tokens of programs.

Each program is a user of its own, whom nobody logs in as. A token is known by its hash, so that a
copy of the table opens nothing.
"""

from typing import Any

from sqlalchemy import Connection, Row, insert, text

from core.people.records import ApiToken, MadeToken, Program
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.people.tables import users

_FIND = text(
    """
    SELECT user_id, scopes, expires_at <= now() AS expired, revoked_at IS NOT NULL AS revoked,
           coalesce(last_used_at < now() - interval '1 minute', true) AS is_stale
      FROM api_tokens WHERE token_hash = :token_hash
    """
)
_TOUCH = text("UPDATE api_tokens SET last_used_at = now() WHERE token_hash = :token_hash")
_INSERT = text(
    """
    INSERT INTO api_tokens (user_id, token_hash, ends_with, scopes, created_by, expires_at)
    VALUES (:user_id, :token_hash, :ends_with, :scopes, :created_by,
            now() + make_interval(days => :days))
    RETURNING id
    """
)
_LIST = """
    SELECT t.id, t.user_id, u.last_name AS name, t.ends_with, t.scopes, t.created_by, t.created_at,
           t.expires_at, t.last_used_at, t.revoked_at
      FROM api_tokens t JOIN users u ON u.id = t.user_id
     WHERE {condition} ORDER BY t.id DESC LIMIT :limit
"""
_PAGE = text(_LIST.format(condition="CAST(:before AS bigint) IS NULL OR t.id < :before"))
_ONE = text(_LIST.format(condition="t.id = :token_id"))
_REVOKE = text(
    """
    UPDATE api_tokens SET revoked_at = now()
     WHERE id = :token_id AND revoked_at IS NULL RETURNING user_id
    """
)


def add_program(connection: Connection, name: str, password_hash: str) -> int:
    """Writes the user that a program is; returns its id."""
    values = {
        "login": text("'program-' || gen_random_uuid()"),
        "password_hash": password_hash,
        "first_name": "",
        "last_name": name,
        "role": Role.PROGRAM,
    }
    user_id: int = connection.execute(
        insert(users).values(**values).returning(users.c.id)
    ).scalar_one()
    return user_id


def add_token(
    connection: Connection, user_id: int, made: MadeToken, *, created_by: int, days: int
) -> ApiToken:
    """Writes a token of a program, good for so many days."""
    scopes = [str(scope) for scope in made.scopes]
    values = {**vars(made), "scopes": scopes, "user_id": user_id}
    values |= {"created_by": created_by, "days": days}
    token_id = connection.execute(_INSERT, values).scalar_one()
    return _to_token(connection.execute(_ONE, {"token_id": token_id, "limit": 1}).one())


def find_program(connection: Connection, token_hash: str) -> Program | None:
    """Returns whose token this is; marks one that is good as used, once a minute at most."""
    parameters = {"token_hash": token_hash}
    row = connection.execute(_FIND, parameters).one_or_none()
    if row is None:
        return None
    if row.is_stale and not (row.expired or row.revoked):
        connection.execute(_TOUCH, parameters)
    return Program(row.user_id, frozenset(row.scopes), row.expired, row.revoked)


def list_tokens(connection: Connection, before: int | None, limit: int) -> list[ApiToken]:
    """Returns tokens made before the one of this id, the newest first."""
    rows = connection.execute(_PAGE, {"before": before, "limit": limit})
    return [_to_token(row) for row in rows]


def get_token(connection: Connection, token_id: int) -> ApiToken | None:
    """Returns one token."""
    row = connection.execute(_ONE, {"token_id": token_id, "limit": 1}).one_or_none()
    return _to_token(row) if row else None


def revoke_token(connection: Connection, token_id: int) -> bool:
    """Ends a token at once; False if it had ended so before."""
    return connection.execute(_REVOKE, {"token_id": token_id}).one_or_none() is not None


def _to_token(row: Row[Any]) -> ApiToken:
    return ApiToken(**{**row._mapping, "scopes": tuple(Scope(scope) for scope in row.scopes)})
