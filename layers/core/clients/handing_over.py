"""Statements that give clients to managers: one, a dismissed manager's, many in turn."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, text, update

from core.clients.records import HandedOut
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
_LOCK_CHOSEN = text(
    """
    SELECT id, manager_id, closed_at IS NOT NULL AS is_closed FROM clients
     WHERE id = ANY(:ids) ORDER BY id FOR UPDATE
    """
)
# What ix_clients_of_nobody holds, so that the others are not looked at.
_OF_NOBODY = """
      FROM clients WHERE manager_id IS NULL AND client_since IS NOT NULL AND closed_at IS NULL
"""
_LOCK_NOBODYS = text(f"SELECT id {_OF_NOBODY} ORDER BY id LIMIT :at_most FOR UPDATE")
_HAS_NOBODYS = text(f"SELECT EXISTS (SELECT 1 {_OF_NOBODY})")
_HAND_OUT = text(
    """
    UPDATE clients c SET manager_id = given.manager_id
      FROM unnest(CAST(:ids AS bigint[]), CAST(:manager_ids AS bigint[])) given (id, manager_id)
     WHERE c.id = given.id
    """
)


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
    rows = sorted(connection.execute(_HAND_OVER, values), key=lambda row: row.id)
    for client_id, successor_id in rows:
        moved.setdefault(successor_id, []).append(client_id)
    return moved


def lock_chosen(connection: Connection, client_ids: Sequence[int]) -> list[Row[tuple[object, ...]]]:
    """Returns id, manager and whether closed of these clients, as they stay until the end."""
    return list(connection.execute(_LOCK_CHOSEN, {"ids": list(client_ids)}))


def lock_nobodys(connection: Connection, at_most: int) -> list[int]:
    """Returns clients whom nobody manages, the first ones, as they stay until the end."""
    return list(connection.execute(_LOCK_NOBODYS, {"at_most": at_most}).scalars())


def has_nobodys(connection: Connection) -> bool:
    """Says whether there are clients whom nobody manages."""
    return bool(connection.execute(_HAS_NOBODYS).scalar_one())


def hand_out(
    connection: Connection, owned: Sequence[tuple[int, int | None]], manager_ids: Sequence[int]
) -> list[HandedOut]:
    """Gives clients to managers in turn; returns those who got another one.

    Args:
        owned: client and present manager, locked.
    """
    given = [
        HandedOut(client_id, old, manager_ids[place % len(manager_ids)])
        for place, (client_id, old) in enumerate(owned)
    ]
    moved = [one for one in given if one.old_manager_id != one.manager_id]
    values = {
        "ids": [one.client_id for one in moved],
        "manager_ids": [one.manager_id for one in moved],
    }
    connection.execute(_HAND_OUT, values)
    return moved
