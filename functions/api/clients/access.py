"""Who may do what with clients; a client is refused others' data before it is looked up.

| rule | who |
| --- | --- |
| ``ClientsActor`` | staff, programs |
| ``ReadableClientId``, ``ReadableClient`` | the client, staff, programs |
| ``EditableClient`` | the client's own manager, admin |
| ``AssignableClient`` | admin; all their rows are locked until the end |
| ``OwnClient`` | the client |
"""

from typing import Annotated

from fastapi import Depends

from api.clients.schemas import AssignmentRequest
from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.people.access import (
    AdminActor,
    CurrentActor,
    is_program,
    is_staff,
    known_manager,
    require,
    require_open_admin,
)
from core.clients.queries import get_client
from core.clients.records import Client
from core.kit.errors import ConflictError, ForbiddenError, NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.users import lock_users


async def clients_actor(actor: CurrentActor) -> Actor:
    """Staff, programs."""
    require(is_staff(actor) or is_program(actor), "Only staff may do this.")
    return actor


async def readable_client_id(client_id: Id, actor: CurrentActor) -> int:
    """The client, staff, programs; whether there is such a client is found out by who goes on."""
    allowed = is_staff(actor) or is_program(actor) or actor.client_id == client_id
    require(allowed, "These are not your data.")
    return client_id


ClientsActor = Annotated[Actor, Depends(clients_actor)]
ReadableClientId = Annotated[int, Depends(readable_client_id)]


async def readable_client(client_id: ReadableClientId, connection: ConnectionDep) -> Client:
    """The client, staff, programs."""
    client = get_client(connection, client_id)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    return client


async def editable_client(client_id: Id, actor: CurrentActor, connection: TransactionDep) -> Client:
    """The client's own manager, admin; the row is locked until the end of the request."""
    detail = "Only the client's own manager may change this client."
    require(actor.role in {Role.MANAGER, Role.ADMIN}, detail)
    client = get_client(connection, client_id, for_update=True)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    owns = actor.manager_id is not None and actor.manager_id == client.manager_id
    require(actor.role is Role.ADMIN or owns, detail)
    return client


async def assignable_client(
    client_id: Id, body: AssignmentRequest, actor: AdminActor, connection: TransactionDep
) -> Client:
    """Admin, and a manager who may have clients: nobody shuts them out before the end."""
    new_id = known_manager(connection, body.manager_id).user_id if body.manager_id else None
    users = lock_users(connection, {actor.user_id, *([new_id] if new_id else [])})
    require_open_admin(users[actor.user_id])
    if new_id and not users[new_id].may_have_clients:
        raise ConflictError("This manager is dismissed or locked out. Name another one.")
    client = get_client(connection, client_id, for_update=True)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    return client


async def own_client(actor: CurrentActor, connection: ConnectionDep) -> Client:
    """The client of the caller."""
    client = get_client(connection, actor.client_id) if actor.client_id else None
    if client is None or actor.role is not Role.CLIENT:
        raise ForbiddenError("Only clients have data of their own here.")
    return client


ReadableClient = Annotated[Client, Depends(readable_client)]
EditableClient = Annotated[Client, Depends(editable_client)]
AssignableClient = Annotated[Client, Depends(assignable_client)]
OwnClient = Annotated[Client, Depends(own_client)]
