"""Who may do what with people, and who is here at all.

Each rule is a named type for a route's signature, so that the signature says who may call it.
The rules are coroutines so that FastAPI calls them without handing them to a thread and back: an
execution environment answers one request at a time, so nobody waits while one asks the database.
``tests/integration/test_access.py`` is the one table of all endpoints, roles and ownerships.

A program passes none of the rules but ``CurrentActor``, and that only where its token's scope opens
the operation: see ``api.people.programs``.

| rule | who |
| --- | --- |
| ``SessionActor`` | a live session, and a role that may do anything at all |
| ``CurrentActor`` | the same, with no password to change and no app to set up first; or a program |
| ``StaffActor`` | manager, underwriter, analyst, admin |
| ``AdminActor`` | admin |
| ``ActingAdmin`` | the same; the row is locked until the end |
| ``SecondFactorOwner`` | staff, even if the second factor is what has to be done first |
| ``ManagedUser`` | admin, but not the own account; both rows are locked until the end |
| ``ReadableUserId`` | the user, admin |
| ``ReadableManager`` | the manager, the manager's own clients, staff |
| ``ManagerWithClients`` | the manager, staff |
"""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.telemetry import logger
from api.people.cookies import SESSION, cookie_name
from api.people.login import SESSION_IDLE_SECONDS
from api.people.passwords import hash_token
from api.people.programs import bearer_of, program_actor
from api.people.schemas import Obligation
from core.clients.managers import get_manager
from core.clients.queries import get_client
from core.clients.records import Manager
from core.kit.errors import (
    ConflictError,
    Fault,
    ForbiddenError,
    InvalidRequestError,
    NotAuthenticatedError,
    NotFoundError,
    PasswordChangeNeededError,
    SecondFactorNeededError,
)
from core.kit.settings import flag
from core.people.records import Actor, User
from core.people.rules.roles import LOCKED_OUT, STAFF, Role
from core.people.sessions import find_actor
from core.people.users import lock_users

# Only describes the cookie: its name depends on where the service runs
_described = APIKeyCookie(
    name="__Host-session",
    scheme_name="session",
    description="Set by POST /auth/login; named `session` where COOKIE_SECURE is false",
    auto_error=False,
)


async def session_token(
    request: Request, described: Annotated[str | None, Depends(_described)]
) -> str | None:
    """The token in the session's cookie."""
    return request.cookies.get(cookie_name(SESSION))


SessionToken = Annotated[str | None, Depends(session_token)]


def open_session(connection: Connection, token: str | None) -> Actor:
    """Returns the user of a live session.

    Raises:
        NotAuthenticatedError: there is none.
        ForbiddenError: the account is closed.
    """
    actor = find_actor(connection, hash_token(token), SESSION_IDLE_SECONDS) if token else None
    if actor is None:
        raise NotAuthenticatedError("Log in first.")
    logger.append_keys(actor_id=actor.user_id)  # whoever reads the log sees who it was
    if actor.role in LOCKED_OUT:
        raise ForbiddenError("This account is closed. Ask your administrator.")
    return actor


async def session_actor(request: Request, connection: ConnectionDep, token: SessionToken) -> Actor:
    """The user of the live session that the cookie names."""
    bearer = bearer_of(request)
    if bearer is None:
        return open_session(connection, token)
    if token is not None:
        fault = Fault("authorization", "two_identities", "came beside a session: send one of both")
        raise InvalidRequestError([fault])
    actor = program_actor(connection, request, bearer)
    logger.append_keys(actor_id=actor.user_id)
    return actor


SessionActor = Annotated[Actor, Depends(session_actor)]


def obligation_of(actor: Actor) -> Obligation | None:
    """Says what the actor has to do before anything else."""
    if actor.must_change_password:
        return Obligation.CHANGE_PASSWORD
    wanted = is_staff(actor) and flag("SECOND_FACTOR_REQUIRED", default=False)
    return Obligation.ADD_SECOND_FACTOR if wanted and not actor.has_second_factor else None


async def current_actor(actor: SessionActor) -> Actor:
    """The user of this session, who has nothing to do first."""
    match obligation_of(actor):
        case Obligation.CHANGE_PASSWORD:
            raise PasswordChangeNeededError("Change your one-time password first.")
        case Obligation.ADD_SECOND_FACTOR:
            raise SecondFactorNeededError("Set up an authenticator app first.")
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


def is_program(actor: Actor) -> bool:
    """Says whether another system asks: its token's scope opened the operation before."""
    return actor.role is Role.PROGRAM


def is_lender(actor: Actor) -> bool:
    """Says whether the lender asks, by its staff or by a program, and no borrower."""
    return is_staff(actor) or is_program(actor)


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


async def second_factor_owner(actor: SessionActor) -> Actor:
    """Staff, after the password is their own."""
    require(is_staff(actor), "Only staff log in with an authenticator app.")
    if actor.must_change_password:
        raise PasswordChangeNeededError("Change your one-time password first.")
    return actor


SecondFactorOwner = Annotated[Actor, Depends(second_factor_owner)]


async def acting_admin(actor: AdminActor, connection: TransactionDep) -> Actor:
    """Admin, whom nobody locks out before the end of the request."""
    require_open_admin(lock_users(connection, {actor.user_id})[actor.user_id])
    return actor


ActingAdmin = Annotated[Actor, Depends(acting_admin)]


async def managed_user(user_id: Id, actor: AdminActor, connection: TransactionDep) -> User:
    """Admin, but not the own account: the last one could lock everybody out.

    Both rows stay locked until the end, so that of two administrators who lock each other out at
    the same moment one is found to be locked out already.
    """
    users = lock_users(connection, {user_id, actor.user_id})
    require_open_admin(users[actor.user_id])
    if user_id not in users:
        raise NotFoundError(f"There is no user {user_id}.")
    if user_id == actor.user_id:
        raise ConflictError("This is your own account. Ask another administrator.")
    if users[user_id].role is Role.PROGRAM:
        raise ConflictError("This is a program. Revoke its token instead.")
    return users[user_id]


def require_open_admin(user: User) -> None:
    """Lets pass an administrator whom nobody has locked out or demoted meanwhile.

    Raises:
        ForbiddenError: to everybody else.
    """
    require(user.role is Role.ADMIN and user.disabled_at is None, "Only admins may do this.")


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
    return known_manager(connection, manager_id)


async def manager_with_clients(
    manager_id: Id, actor: StaffActor, connection: ConnectionDep
) -> Manager:
    """Staff, and so the manager."""
    return known_manager(connection, manager_id)


def known_manager(connection: Connection, manager_id: int) -> Manager:
    """Returns a manager.

    Raises:
        NotFoundError: there is none such.
    """
    manager = get_manager(connection, manager_id)
    if manager is None:
        raise NotFoundError(f"There is no manager {manager_id}.")
    return manager


ManagedUser = Annotated[User, Depends(managed_user)]
ReadableUserId = Annotated[int, Depends(readable_user_id)]
ReadableManager = Annotated[Manager, Depends(readable_manager)]
ManagerWithClients = Annotated[Manager, Depends(manager_with_clients)]
