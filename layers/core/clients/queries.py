"""Statements that read clients and their credits, and change their answers and managers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from core.clients.records import Client
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.tables import clients
from core.people.tables import users

_CLIENT = select(clients, users.c.first_name, users.c.last_name).join(
    users, users.c.id == clients.c.user_id
)


def get_client(
    connection: Connection, client_id: int, *, for_update: bool = False
) -> Client | None:
    """Returns a client; ``for_update`` keeps others from changing it until the end."""
    statement = _CLIENT.where(clients.c.id == client_id)
    if for_update:
        statement = statement.with_for_update(of=clients)
    row = connection.execute(statement).one_or_none()
    return _to_client(row) if row else None


def _to_client(row: Row[Any]) -> Client:
    fields = row._mapping
    return Client(
        id=row.id,
        user_id=row.user_id,
        manager_id=row.manager_id,
        first_name=row.first_name,
        last_name=row.last_name,
        updated_at=row.updated_at,
        answers={name: fields[name] for name in QUESTIONNAIRE},
    )


def update_answers(connection: Connection, client_id: int, answers: Mapping[str, object]) -> None:
    """Stores changed questionnaire answers."""
    connection.execute(
        update(clients)
        .where(clients.c.id == client_id)
        .values(**answers, updated_at=func.clock_timestamp())
    )


def hand_over(connection: Connection, manager_id: int, successor_id: int | None) -> int:
    """Gives a manager's clients to a successor, or to nobody; returns how many."""
    result = connection.execute(
        update(clients).where(clients.c.manager_id == manager_id).values(manager_id=successor_id)
    )
    return result.rowcount
