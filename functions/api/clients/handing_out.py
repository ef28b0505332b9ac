"""Giving clients to managers, one or many; each client's journal names the old and the new one."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from api.clients.handing_out_schemas import HandOutRequest, HandOutResponse, Share
from core.clients.handing_over import (
    assign_manager,
    hand_out,
    has_nobodys,
    lock_chosen,
    lock_nobodys,
)
from core.clients.records import Client, HandedOut
from core.journal.queries import record_event
from core.kit.errors import ConflictError, ForbiddenError, NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role

MOST_AT_ONCE = 1_000  # of whom nobody manages; the caller asks again for the others


def assign_client(
    connection: Connection, actor: Actor, client: Client, manager_id: int | None
) -> None:
    """Gives a client a manager, another one or none; the same one again changes nothing."""
    if manager_id == client.manager_id:
        return
    assign_manager(connection, client.id, manager_id)
    _record(connection, actor, client.id, client.manager_id, manager_id)


def hand_clients_out(
    connection: Connection, actor: Actor, request: HandOutRequest
) -> HandOutResponse:
    """Gives clients to managers who are locked, in turn; all of a request, or none.

    Raises:
        NotFoundError: there is no such client.
        ForbiddenError: a client is not the manager's who asks.
        ConflictError: the relation with a client has ended.
    """
    manager_ids = list(dict.fromkeys(request.manager_ids))
    owned = _owned(connection, actor, request.client_ids, len(manager_ids))
    moved = hand_out(connection, owned, manager_ids)
    for one in moved:
        _record(connection, actor, one.client_id, one.old_manager_id, one.manager_id)
    has_more = request.of is not None and has_nobodys(connection)
    return HandOutResponse(shares=_shares(moved), has_more=has_more)


def _owned(
    connection: Connection, actor: Actor, client_ids: Sequence[int] | None, managers: int
) -> list[tuple[int, int | None]]:
    """Returns the clients to hand out and whose they are, locked."""
    if client_ids is None:
        # As many as give everybody the same, so that the steps add up to even shares
        at_most = MOST_AT_ONCE - MOST_AT_ONCE % managers
        return [(client_id, None) for client_id in lock_nobodys(connection, at_most)]
    found = lock_chosen(connection, client_ids)
    known = {row.id: row for row in found}
    for client_id in client_ids:
        if client_id not in known:
            raise NotFoundError(f"There is no client {client_id}.")
        if actor.role is not Role.ADMIN and known[client_id].manager_id != actor.manager_id:
            raise ForbiddenError(f"Client {client_id} is not yours to hand over.")
        if known[client_id].is_closed:
            raise ConflictError(f"The relation with client {client_id} has ended. Leave it out.")
    return [(row.id, row.manager_id) for row in found]


def _shares(moved: Sequence[HandedOut]) -> list[Share]:
    counts = Counter(one.manager_id for one in moved)
    return [Share(manager_id=key, client_count=count) for key, count in sorted(counts.items())]


def _record(
    connection: Connection, actor: Actor, client_id: int, old: int | None, new: int | None
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action="client.assign",
        subject=("clients", client_id),
        old_values={"manager_id": old},
        new_values={"manager_id": new},
    )
