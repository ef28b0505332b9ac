"""Who may do what with people, and who is here at all.

Each rule is a named type for a route's signature, so that the signature says who may call it.
The rules are coroutines so that FastAPI calls them without handing them to a thread and back: an
execution environment answers one request at a time, so nobody waits while one asks the database.
``tests/integration/test_access.py`` is the one table of all endpoints, roles and ownerships.

| rule | who |
| --- | --- |
| ``CurrentActor`` | anyone with a live session and a role that may do anything at all |
| ``StaffActor`` | manager, underwriter, analyst, admin |
| ``AdminActor`` | admin |
| ``ManagedUser`` | admin, but not the own account |
| ``ReadableUserId`` | the user, admin |
| ``ReadableManager`` | the manager, the manager's own clients, staff |
| ``ManagerWithClients`` | the manager, staff |
"""

from typing import Annotated

from fastapi import Depends
from fastapi.security import APIKeyCookie
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id
from api.kit.telemetry import logger
from api.people.login import SESSION_IDLE_SECONDS
from api.people.passwords import hash_token
from core.clients.managers import get_manager
from core.clients.queries import get_client
from core.clients.records import Manager
from core.kit.errors import ConflictError, ForbiddenError, NotAuthenticatedError, NotFoundError
from core.people.records import Actor, User
from core.people.rules.roles import LOCKED_OUT, STAFF, Role
from core.people.sessions import find_actor
from core.people.users import get_user

SESSION_COOKIE = "session"

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


async def current_actor(connection: ConnectionDep, token: SessionToken) -> Actor:
    """The user of the live session that the cookie names."""
    actor = find_actor(connection, hash_token(token), SESSION_IDLE_SECONDS) if token else None
    if actor is None:
        raise NotAuthenticatedError("Log in first.")
    logger.append_keys(actor_id=actor.user_id)  # whoever reads the log sees who it was
    if actor.role in LOCKED_OUT:
        raise ForbiddenError("This account is closed. Ask your administrator.")
    return actor


CurrentActor = Annotated[Actor, Depends(current_actor)]


def require(allowed: bool, detail: str) -> None:
    """Lets pass who is allowed.

    Raises:
        ForbiddenError: with the detail, to everybody else.
    """
    if not allowed:
        raise ForbiddenError(detail)


def is_staff(actor: Actor) -> bool:
    """Says whether the actor works here."""
    return actor.role in STAFF


async def staff_actor(actor: CurrentActor) -> Actor:
    """Staff only."""
    require(is_staff(actor), "Only staff may do this.")
    return actor


async def admin_actor(actor: CurrentActor) -> Actor:
    """Admins only."""
    require(actor.role is Role.ADMIN, "Only admins may do this.")
    return actor


StaffActor = Annotated[Actor, Depends(staff_actor)]
AdminActor = Annotated[Actor, Depends(admin_actor)]


async def managed_user(user_id: Id, actor: AdminActor, connection: ConnectionDep) -> User:
    """Admin, but not the own account: the last one could lock everybody out."""
    user = get_user(connection, user_id)
    if user is None:
        raise NotFoundError(f"There is no user {user_id}.")
    if user.id == actor.user_id:
        raise ConflictError("This is your own account. Ask another administrator.")
    return user


async def readable_user_id(user_id: Id, actor: CurrentActor) -> int:
    """The user, admin."""
    require(actor.user_id == user_id or actor.role is Role.ADMIN, "This is not your account.")
    return user_id


async def readable_manager(
    manager_id: Id, actor: CurrentActor, connection: ConnectionDep
) -> Manager:
    """The manager, the manager's own clients, staff."""
    own = get_client(connection, actor.client_id) if actor.client_id else None
    require(
        is_staff(actor) or (own is not None and own.manager_id == manager_id),
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


ManagedUser = Annotated[User, Depends(managed_user)]
ReadableUserId = Annotated[int, Depends(readable_user_id)]
ReadableManager = Annotated[Manager, Depends(readable_manager)]
ManagerWithClients = Annotated[Manager, Depends(manager_with_clients)]
