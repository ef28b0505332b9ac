"""Who may do what: the one place where it is decided.

Each rule is a named type for a route's signature, so that the signature says who may call it.
The rules are coroutines so that FastAPI calls them without handing them to a thread and back: an
execution environment answers one request at a time, so nobody waits while one asks the database.

A client is refused others' data before it is looked up, so ids cannot be probed.

| rule | who |
| --- | --- |
| ``CurrentActor`` | anyone with a live session and a role that may do anything at all |
| ``StaffActor`` | manager, underwriter, analyst, admin |
| ``AdminActor`` | admin |
| ``PermittedPortfolio`` | analyst, admin: all clients; the manager: own; staff: named ones |
| ``ReadableBatch`` | who asked for it, analyst, admin |
| ``ManagedUser`` | admin, but not the own account |
| ``OwnClient`` | the client |
| ``ReadableUserId`` | the user, admin |
| ``ReadableClient`` | the client, staff |
| ``ScorableClientId`` | the client, staff |
| ``EditableClient`` | the client's own manager, admin |
| ``ReadableManager`` | the manager, the manager's own clients, staff |
| ``ManagerWithClients`` | the manager, staff |
| ``ReadableScore`` | the client it is about, staff |
"""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path
from fastapi.security import APIKeyCookie
from sqlalchemy import Connection

from api.login import SESSION_IDLE_SECONDS
from api.passwords import hash_token
from api.schemas.scores import PortfolioRequest
from core.database import begin, connect
from core.entities import Actor, Client, Manager, PortfolioBatch, Score, User
from core.errors import ConflictError, ForbiddenError, NotAuthenticatedError, NotFoundError
from core.queries.clients import get_client
from core.queries.managers import get_manager
from core.queries.scores import get_batch, get_score
from core.queries.sessions import find_actor
from core.queries.users import get_user
from core.vocabulary import LOCKED_OUT, STAFF, Role

SESSION_COOKIE = "session"
LARGEST_ID = 2**63 - 1

Id = Annotated[int, Path(ge=1, le=LARGEST_ID, examples=[1])]
SessionToken = Annotated[
    str | None,
    Depends(
        APIKeyCookie(
            name=SESSION_COOKIE,
            scheme_name="session",
            description="Set by POST /auth/login",
            auto_error=False,
        )
    ),
]


async def open_connection() -> AsyncIterator[Connection]:
    """One connection a request, each statement its own commit."""
    with connect() as connection:
        yield connection


# Scope "function": a commit happens before the response leaves, so its failure is answered.
ConnectionDep = Annotated[Connection, Depends(open_connection, scope="function")]


async def open_transaction(connection: ConnectionDep) -> AsyncIterator[Connection]:
    """The request's connection from here on in one transaction, for what belongs together."""
    with begin(connection):
        yield connection


TransactionDep = Annotated[Connection, Depends(open_transaction, scope="function")]


async def current_actor(connection: ConnectionDep, token: SessionToken) -> Actor:
    """The user of the live session that the cookie names."""
    actor = find_actor(connection, hash_token(token), SESSION_IDLE_SECONDS) if token else None
    if actor is None:
        raise NotAuthenticatedError("Log in first.")
    if actor.role in LOCKED_OUT:
        raise ForbiddenError("This account is closed. Ask your administrator.")
    return actor


CurrentActor = Annotated[Actor, Depends(current_actor)]


def _require(allowed: bool, detail: str) -> None:
    if not allowed:
        raise ForbiddenError(detail)


def _is_staff(actor: Actor) -> bool:
    return actor.role in STAFF


async def staff_actor(actor: CurrentActor) -> Actor:
    """Staff only."""
    _require(_is_staff(actor), "Only staff may do this.")
    return actor


StaffActor = Annotated[Actor, Depends(staff_actor)]


async def permitted_portfolio(
    actor: StaffActor, body: PortfolioRequest | None = None
) -> PortfolioRequest:
    """Analysts, admins: any; managers: their own clients; staff: named clients."""
    portfolio = body or PortfolioRequest()
    own = portfolio.manager_id is not None and portfolio.manager_id == actor.manager_id
    _require(
        _sees_portfolio(actor) or own or portfolio.client_ids is not None,
        "Name clients, or your own manager_id; only analysts and admins may rescore all others.",
    )
    return portfolio


async def readable_batch(
    batch_id: UUID, actor: StaffActor, connection: ConnectionDep
) -> PortfolioBatch:
    """Who asked for it, analyst, admin."""
    batch = get_batch(connection, batch_id)
    if batch is None:
        raise NotFoundError("There is no such rescoring.")
    _require(
        _sees_portfolio(actor) or batch.requested_by == actor.user_id,
        "Somebody else asked for this rescoring.",
    )
    return batch


def _sees_portfolio(actor: Actor) -> bool:
    return actor.role in {Role.ANALYST, Role.ADMIN}


async def admin_actor(actor: CurrentActor) -> Actor:
    """Admins only."""
    _require(actor.role is Role.ADMIN, "Only admins may do this.")
    return actor


AdminActor = Annotated[Actor, Depends(admin_actor)]


async def managed_user(user_id: Id, actor: AdminActor, connection: ConnectionDep) -> User:
    """Admin, but not the own account: the last one could lock everybody out."""
    user = get_user(connection, user_id)
    if user is None:
        raise NotFoundError(f"There is no user {user_id}.")
    if user.id == actor.user_id:
        raise ConflictError("This is your own account. Ask another administrator.")
    return user


async def own_client(actor: CurrentActor, connection: ConnectionDep) -> Client:
    """The client of the caller."""
    client = get_client(connection, actor.client_id) if actor.client_id else None
    if client is None or actor.role is not Role.CLIENT:
        raise ForbiddenError("Only clients have data of their own here.")
    return client


async def readable_user_id(user_id: Id, actor: CurrentActor) -> int:
    """The user, admin."""
    _require(actor.user_id == user_id or actor.role is Role.ADMIN, "This is not your account.")
    return user_id


async def scorable_client_id(client_id: Id, actor: CurrentActor) -> int:
    """The client, staff; whether there is such a client is found out by who scores it."""
    _require(_is_staff(actor) or actor.client_id == client_id, "These are not your data.")
    return client_id


async def readable_client(client_id: Id, actor: CurrentActor, connection: ConnectionDep) -> Client:
    """The client, staff."""
    client = get_client(connection, await scorable_client_id(client_id, actor))
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    return client


async def editable_client(client_id: Id, actor: CurrentActor, connection: TransactionDep) -> Client:
    """The client's own manager, admin; the row is locked until the end of the request."""
    detail = "Only the client's own manager may change this client."
    _require(actor.role in {Role.MANAGER, Role.ADMIN}, detail)
    client = get_client(connection, client_id, for_update=True)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    owns = actor.manager_id is not None and actor.manager_id == client.manager_id
    _require(actor.role is Role.ADMIN or owns, detail)
    return client


async def readable_manager(
    manager_id: Id, actor: CurrentActor, connection: ConnectionDep
) -> Manager:
    """The manager, the manager's own clients, staff."""
    own = get_client(connection, actor.client_id) if actor.client_id else None
    _require(
        _is_staff(actor) or (own is not None and own.manager_id == manager_id),
        "This is not your manager.",
    )
    return _existing_manager(connection, manager_id)


async def manager_with_clients(
    manager_id: Id, actor: StaffActor, connection: ConnectionDep
) -> Manager:
    """Staff, and so the manager."""
    return _existing_manager(connection, manager_id)


def _existing_manager(connection: Connection, manager_id: int) -> Manager:
    manager = get_manager(connection, manager_id)
    if manager is None:
        raise NotFoundError(f"There is no manager {manager_id}.")
    return manager


async def readable_score(score_id: UUID, actor: CurrentActor, connection: ConnectionDep) -> Score:
    """The client it is about, staff."""
    score = get_score(connection, score_id)
    if score is None:
        raise NotFoundError("There is no such score.")
    _require(_is_staff(actor) or actor.client_id == score.client_id, "This is not your score.")
    return score


PermittedPortfolio = Annotated[PortfolioRequest, Depends(permitted_portfolio)]
ReadableBatch = Annotated[PortfolioBatch, Depends(readable_batch)]
ManagedUser = Annotated[User, Depends(managed_user)]
OwnClient = Annotated[Client, Depends(own_client)]
ReadableUserId = Annotated[int, Depends(readable_user_id)]
ReadableClient = Annotated[Client, Depends(readable_client)]
ScorableClientId = Annotated[int, Depends(scorable_client_id)]
EditableClient = Annotated[Client, Depends(editable_client)]
ReadableManager = Annotated[Manager, Depends(readable_manager)]
ManagerWithClients = Annotated[Manager, Depends(manager_with_clients)]
ReadableScore = Annotated[Score, Depends(readable_score)]
