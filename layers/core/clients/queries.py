"""Statements that read clients and their credits, and change their answers and managers."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, func, select, text, update

from core.clients.records import Client
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.tables import clients

# The manager is asked for twice: a client given to somebody else meanwhile stays with them.
_HAND_OVER = text(
    """
    UPDATE clients c
       SET manager_id = (CAST(:successor_ids AS bigint[]))[1 + (own.place - 1) % :count]
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS place
              FROM clients WHERE manager_id = :manager_id) own
     WHERE c.id = own.id AND c.manager_id = :manager_id
    RETURNING c.id, c.manager_id
    """
)


def get_client(
    connection: Connection, client_id: int, *, for_update: bool = False
) -> Client | None:
    """Returns a client; ``for_update`` keeps others from changing it until the end."""
    statement = select(clients).where(clients.c.id == client_id)
    if for_update:
        statement = statement.with_for_update()
    row = connection.execute(statement).one_or_none()
    return _to_client(row) if row else None


def _to_client(row: Row[Any]) -> Client:
    told = row._mapping
    own = {field.name: told[field.name] for field in fields(Client) if field.name != "answers"}
    return Client(**own, answers={name: told[name] for name in QUESTIONNAIRE})


def update_answers(connection: Connection, client_id: int, answers: Mapping[str, object]) -> None:
    """Stores changed questionnaire answers."""
    connection.execute(
        update(clients)
        .where(clients.c.id == client_id)
        .values(**answers, updated_at=func.clock_timestamp())
    )


def fill_in(connection: Connection, client_id: int, told: Mapping[str, str | None]) -> None:
    """Stores what was not known of a person before; what was stays as it is."""
    values = {name: func.coalesce(clients.c[name], value) for name, value in told.items()}
    connection.execute(update(clients).where(clients.c.id == client_id).values(**values))


def assign_manager(connection: Connection, client_id: int, manager_id: int | None) -> None:
    """Gives a client a manager, or none."""
    connection.execute(
        update(clients).where(clients.c.id == client_id).values(manager_id=manager_id)
    )


def hand_over(
    connection: Connection, manager_id: int, successor_ids: Sequence[int]
) -> dict[int | None, list[int]]:
    """Gives a manager's clients to successors in turn, or to nobody; returns who got whom."""
    successors: list[int | None] = [*successor_ids] or [None]
    values = {"manager_id": manager_id, "successor_ids": successors, "count": len(successors)}
    moved: dict[int | None, list[int]] = {}
    for client_id, successor_id in connection.execute(_HAND_OVER, values):
        moved.setdefault(successor_id, []).append(client_id)
    return moved
