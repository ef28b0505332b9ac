"""Statements on managers."""

from sqlalchemy import Connection, func, select

from core.entities import Manager
from core.tables import clients, managers, users
from core.vocabulary import Role

_CLIENT_COUNT = select(func.count()).where(clients.c.manager_id == managers.c.id).scalar_subquery()
_MANAGER = select(
    managers.c.id,
    managers.c.user_id,
    users.c.first_name,
    users.c.last_name,
    users.c.role,
    _CLIENT_COUNT.label("client_count"),
).join(users, users.c.id == managers.c.user_id)


def get_manager(
    connection: Connection, manager_id: int, *, for_update: bool = False
) -> Manager | None:
    """Returns a manager; ``for_update`` keeps others from changing it until the end."""
    statement = _MANAGER.where(managers.c.id == manager_id)
    if for_update:
        statement = statement.with_for_update(of=managers)
    row = connection.execute(statement).one_or_none()
    return Manager(**{**row._mapping, "role": Role(row.role)}) if row else None
