"""Who may do what with clients; a client is refused others' data before it is looked up.

| rule | who |
| --- | --- |
| ``ClientsActor`` | staff, programs |
| ``ReadableClientId``, ``ReadableClient`` | the client, staff, programs |
| ``EditableClient`` | the client's own manager, admin; not once the relation has ended |
| ``ClosedClient`` | admin, once the relation has ended |
| ``AssignableClient`` | the client's own manager to another one, admin; all their rows are locked |
| ``PermittedHandOut`` | the manager of them all, admin; the rows of all managers are locked |
| ``OwnClient`` | the client |
"""

from collections.abc import Collection
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection

from api.clients.handing_out_schemas import AssignmentRequest, HandOutRequest
from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.people.access import (
    ActingAdmin,
    CurrentActor,
    is_program,
    is_staff,
    known_manager,
    require,
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
    client = _locked(connection, client_id)
    require(actor.role is Role.ADMIN or _owns(actor, client), detail)
    if client.closed_at is not None:
        raise ConflictError("The relation with this client has ended. An admin can reopen it.")
    return client


def _locked(connection: Connection, client_id: int) -> Client:
    client = get_client(connection, client_id, for_update=True)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    return client


def _owns(actor: Actor, client: Client) -> bool:
    return actor.manager_id is not None and actor.manager_id == client.manager_id


async def closed_client(client_id: Id, actor: ActingAdmin, connection: TransactionDep) -> Client:
    """Admin, once the relation has ended; the row is locked until the end of the request."""
    client = _locked(connection, client_id)
    if client.closed_at is None:
        raise ConflictError("The relation with this client has not ended.")
    return client


async def assignable_client(
    client_id: Id, body: AssignmentRequest, actor: CurrentActor, connection: TransactionDep
) -> Client:
    """Who may hand the client over, and a manager who may have clients."""
    _require_may_hand_over(actor, to_nobody=body.manager_id is None)
    _lock_managers(connection, actor, [body.manager_id] if body.manager_id else [])
    return await editable_client(client_id, actor, connection)


async def permitted_hand_out(
    body: HandOutRequest, actor: CurrentActor, connection: TransactionDep
) -> HandOutRequest:
    """Who may hand clients over, and managers who may have clients; whose is looked at later."""
    _require_may_hand_over(actor, to_nobody=False)
    require(body.of is None or actor.role is Role.ADMIN, "Only admins hand out clients of nobody.")
    _lock_managers(connection, actor, body.manager_ids)
    return body


def _require_may_hand_over(actor: Actor, *, to_nobody: bool) -> None:
    detail = "Only the client's own manager and admins hand clients over."
    require(actor.role in {Role.MANAGER, Role.ADMIN}, detail)
    require(
        actor.role is Role.ADMIN or not to_nobody,
        "Name the manager who takes the client over; only admins may leave one to nobody.",
    )


def _lock_managers(connection: Connection, actor: Actor, manager_ids: Collection[int]) -> None:
    """Lets nobody shut out who gives and who takes before the end of the request."""
    takers = [known_manager(connection, manager_id).user_id for manager_id in set(manager_ids)]
    users = lock_users(connection, {actor.user_id, *takers})
    giver = users[actor.user_id]
    require(
        giver.disabled_at is None and giver.role is actor.role,
        "This account is closed. Ask your administrator.",
    )
    if not all(users[user_id].may_have_clients for user_id in takers):
        raise ConflictError("A manager named here is dismissed or locked out. Name another one.")


async def own_client(actor: CurrentActor, connection: ConnectionDep) -> Client:
    """The client of the caller."""
    client = get_client(connection, actor.client_id) if actor.client_id else None
    if client is None or actor.role is not Role.CLIENT:
        raise ForbiddenError("Only clients have data of their own here.")
    return client


ReadableClient = Annotated[Client, Depends(readable_client)]
EditableClient = Annotated[Client, Depends(editable_client)]
ClosedClient = Annotated[Client, Depends(closed_client)]
PermittedHandOut = Annotated[HandOutRequest, Depends(permitted_hand_out)]
AssignableClient = Annotated[Client, Depends(assignable_client)]
OwnClient = Annotated[Client, Depends(own_client)]
