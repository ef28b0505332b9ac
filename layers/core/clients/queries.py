"""Statements that read a client, and change what is known of one."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, text, update

from core.clients.records import Client
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.clients.tables import clients

# Who has a login is called the same everywhere.
_RENAME_USER = text(
    "UPDATE users SET first_name = c.first_name, last_name = c.last_name"
    " FROM clients c WHERE c.id = :client_id AND users.id = c.user_id"
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
    new = [clients.c[name].is_(None) for name, value in told.items() if value is not None]
    if not new:
        return
    values = {name: func.coalesce(clients.c[name], value) for name, value in told.items()}
    connection.execute(
        update(clients)
        .where(clients.c.id == client_id, or_(*new))
        .values(**values, profile_updated_at=func.clock_timestamp())
    )


def update_profile(connection: Connection, client_id: int, profile: Mapping[str, object]) -> None:
    """Stores what changed of name, ways to be reached and the lender's own number."""
    connection.execute(
        update(clients)
        .where(clients.c.id == client_id)
        .values(**profile, profile_updated_at=func.clock_timestamp())
    )
    connection.execute(_RENAME_USER, {"client_id": client_id})


def find_by_external_id(connection: Connection, external_id: str) -> int | None:
    """Returns who has this number of the lender's."""
    statement = select(clients.c.id).where(clients.c.external_id == external_id)
    client_id: int | None = connection.execute(statement).scalar_one_or_none()
    return client_id
