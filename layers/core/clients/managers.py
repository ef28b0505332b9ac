"""Statements on managers, with how many clients each has."""

from sqlalchemy import Connection, RowMapping, func, select

from core.clients.records import Manager
from core.clients.tables import clients
from core.people.rules.roles import Role
from core.people.tables import managers, users

_CLIENT_COUNT = (
    select(func.count())
    .where(
        clients.c.manager_id == managers.c.id,
        clients.c.client_since.is_not(None),
        clients.c.closed_at.is_(None),
    )
    .scalar_subquery()
)
_MANAGER = select(
    managers.c.id,
    managers.c.user_id,
    users.c.first_name,
    users.c.last_name,
    users.c.role,
    _CLIENT_COUNT.label("client_count"),
).join(users, users.c.id == managers.c.user_id)


def get_manager(connection: Connection, manager_id: int) -> Manager | None:
    """Returns a manager."""
    row = connection.execute(_MANAGER.where(managers.c.id == manager_id)).one_or_none()
    return _to_manager(row._mapping) if row else None


def list_managers(connection: Connection) -> list[Manager]:
    """Returns all managers who may work, by name."""
    statement = _MANAGER.where(users.c.role == Role.MANAGER, users.c.disabled_at.is_(None))
    rows = connection.execute(
        statement.order_by(users.c.last_name, users.c.first_name, managers.c.id)
    )
    return [_to_manager(row) for row in rows.mappings()]


def _to_manager(row: RowMapping) -> Manager:
    return Manager(**{**row, "role": Role(row["role"])})
