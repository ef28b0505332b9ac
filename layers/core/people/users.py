"""Statements on users."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, true, update
from sqlalchemy.dialects.postgresql import insert

from core.kit.patterns import words_sought
from core.people.records import Credentials, User
from core.people.rules.roles import Role
from core.people.tables import managers, users

_COLUMNS = [users.c[field.name] for field in fields(User)]


def get_user(connection: Connection, user_id: int) -> User | None:
    """Returns a user without the password hash."""
    row = connection.execute(select(*_COLUMNS).where(users.c.id == user_id)).one_or_none()
    return _to_user(row) if row else None


def _to_user(row: Row[Any]) -> User:
    return User(**{**row._mapping, "role": Role(row.role)})


def list_users(
    connection: Connection, *, query: str, role: Role | None, page: int, page_size: int
) -> tuple[list[User], int]:
    """Returns one page (from 1) of users by name, and how many there are in all.

    Each word of ``query`` is looked for in name and login; ``role`` None means all roles.
    """
    matching = and_(true(), *(users.c.searched.like(word) for word in words_sought(query)))
    if role is not None:
        matching = and_(matching, users.c.role == role)
    total = connection.execute(select(func.count()).select_from(users).where(matching))
    rows = connection.execute(
        select(*_COLUMNS)
        .where(matching)
        .order_by(users.c.last_name, users.c.first_name, users.c.id)
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return [_to_user(row) for row in rows], total.scalar_one()


def add_user(connection: Connection, values: Mapping[str, object]) -> int | None:
    """Writes a user, and the record of a manager; returns the id, or None if the login is taken."""
    statement = insert(users).values(**values).on_conflict_do_nothing().returning(users.c.id)
    user_id: int | None = connection.execute(statement).scalar_one_or_none()
    if user_id is not None and values["role"] == Role.MANAGER:
        connection.execute(insert(managers).values(user_id=user_id))
    return user_id


def find_credentials(connection: Connection, login: str) -> Credentials | None:
    """Returns what a login is checked against."""
    statement = select(users.c.id, users.c.password_hash, users.c.role, users.c.disabled_at).where(
        users.c.login == login
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return Credentials(row.id, row.password_hash, Role(row.role), row.disabled_at is not None)


def set_role(connection: Connection, user_id: int, role: Role) -> None:
    """Changes what a user may do."""
    connection.execute(update(users).where(users.c.id == user_id).values(role=role))


def set_password(connection: Connection, user_id: int, password_hash: str) -> None:
    """Changes how a user proves who they are."""
    connection.execute(
        update(users).where(users.c.id == user_id).values(password_hash=password_hash)
    )


def set_disabled(connection: Connection, user_id: int, *, disabled: bool) -> None:
    """Locks a user out, or lets them in again."""
    moment = func.now() if disabled else None
    connection.execute(update(users).where(users.c.id == user_id).values(disabled_at=moment))
