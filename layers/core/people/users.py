"""Statements on users."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.kit.errors import NotFoundError
from core.kit.settings import setting
from core.people.records import Credentials, User
from core.people.rules.roles import Role
from core.people.tables import managers, users

_COLUMNS = [users.c[field.name] for field in fields(User)]


def get_user(connection: Connection, user_id: int) -> User:
    """Returns a user without the password hash.

    Raises:
        NotFoundError: there is no such user.
    """
    row = connection.execute(select(*_COLUMNS).where(users.c.id == user_id)).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no user {user_id}.")
    return _to_user(row)


def lock_users(connection: Connection, user_ids: Collection[int]) -> dict[int, User]:
    """Returns users as they are now, and as they stay until the end of the transaction.

    The rows are locked in ascending order, so that no two transactions wait for each other.
    """
    statement = select(*_COLUMNS).where(users.c.id.in_(user_ids)).order_by(users.c.id)
    rows = connection.execute(statement.with_for_update())
    return {row.id: _to_user(row) for row in rows}


def _to_user(row: Row[Any]) -> User:
    return User(**{**row._mapping, "role": Role(row.role)})


def add_user(connection: Connection, values: Mapping[str, object]) -> int | None:
    """Writes a user, and the record of a manager; returns the id, or None if the login is taken."""
    statement = insert(users).values(**values).on_conflict_do_nothing().returning(users.c.id)
    user_id: int | None = connection.execute(statement).scalar_one_or_none()
    if user_id is not None and values["role"] == Role.MANAGER:
        connection.execute(insert(managers).values(user_id=user_id))
    return user_id


def find_credentials(
    connection: Connection, login: str, *, for_update: bool = False
) -> Credentials | None:
    """Returns what a login is checked against; ``for_update`` keeps it so until the end.

    Programs have tokens: nobody logs in as one.
    """
    statement = select(
        users.c.id.label("user_id"),
        *(users.c[name] for name in ("login", "first_name", "last_name", "password_hash", "role")),
        users.c.disabled_at.is_not(None).label("disabled"),
        func.coalesce(users.c.one_time_until < func.now(), False).label("password_expired"),
    ).where(users.c.login == login, users.c.role != Role.PROGRAM)
    row = connection.execute(statement.with_for_update() if for_update else statement).one_or_none()
    return Credentials(**{**row._mapping, "role": Role(row.role)}) if row else None


def set_role(connection: Connection, user_id: int, role: Role) -> None:
    """Changes what a user may do."""
    connection.execute(update(users).where(users.c.id == user_id).values(role=role))


def one_time_until() -> ColumnElement[datetime]:
    """Returns until when a password made now and handed over is of use."""
    hours = int(setting("ONE_TIME_PASSWORD_HOURS", "72"))
    return func.now() + text("make_interval(hours => :hours)").bindparams(hours=hours)


def set_password(
    connection: Connection, user_id: int, password_hash: str, *, one_time: bool = False
) -> None:
    """Changes how a user proves who they are; one time only if somebody else has seen it."""
    connection.execute(
        update(users)
        .where(users.c.id == user_id)
        .values(
            password_hash=password_hash,
            one_time_until=one_time_until() if one_time else None,
        )
    )


def set_disabled(connection: Connection, user_id: int, *, disabled: bool) -> None:
    """Locks a user out, or lets them in again."""
    moment = func.now() if disabled else None
    connection.execute(update(users).where(users.c.id == user_id).values(disabled_at=moment))


def name_people(connection: Connection, user_ids: Collection[int]) -> dict[str, str]:
    """Returns what users are called today, by their ids as JSON has keys."""
    name = func.trim(users.c.last_name + " " + users.c.first_name)
    rows = connection.execute(select(users.c.id, name).where(users.c.id.in_(user_ids)))
    return {str(user_id): called for user_id, called in rows}
