"""Statements on users."""

from sqlalchemy import Connection, select, update

from core.entities import Credentials, User
from core.tables import users
from core.vocabulary import Role

_COLUMNS = [column for column in users.c if column.name != "password_hash"]


def get_user(connection: Connection, user_id: int) -> User | None:
    """Returns a user without the password hash."""
    row = connection.execute(select(*_COLUMNS).where(users.c.id == user_id)).one_or_none()
    return User(**{**row._mapping, "role": Role(row.role)}) if row else None


def find_credentials(connection: Connection, login: str) -> Credentials | None:
    """Returns what a login is checked against."""
    statement = select(users.c.id, users.c.password_hash, users.c.role).where(
        users.c.login == login
    )
    row = connection.execute(statement).one_or_none()
    return Credentials(row.id, row.password_hash, Role(row.role)) if row else None


def set_role(connection: Connection, user_id: int, role: Role) -> None:
    """Changes what a user may do."""
    connection.execute(update(users).where(users.c.id == user_id).values(role=role))
