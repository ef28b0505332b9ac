"""What administrators do to accounts; every deed is written to the journal."""

from sqlalchemy import Connection

from api.people.passwords import hash_password, new_password
from api.people.schemas import PasswordResponse, UserRequest
from core.clients.closing import is_closed_client
from core.journal.queries import record_event
from core.kit.errors import ConflictError
from core.people.records import Actor, User
from core.people.rules.roles import LOCKED_OUT
from core.people.second_factors import remove_second_factor
from core.people.sessions import delete_sessions_of
from core.people.users import add_user, get_user, one_time_until, set_disabled, set_password


def create_user(connection: Connection, actor: Actor, request: UserRequest) -> PasswordResponse:
    """Makes a member of staff with a one-time password to hand over.

    Raises:
        ConflictError: the login is taken.
    """
    password = new_password()
    values = {
        **request.model_dump(),
        "password_hash": hash_password(password),
        "one_time_until": one_time_until(),
    }
    user_id = add_user(connection, values)
    if user_id is None:
        raise ConflictError(f"The login {request.login} is taken. Choose another one.")
    new_values = request.model_dump(include={"login", "role"})
    _record(connection, actor, "user.create", user_id, {}, new_values)
    return PasswordResponse(user=get_user(connection, user_id), password=password)


def disable_user(connection: Connection, actor: Actor, user: User) -> User:
    """Locks a user out and ends their sessions at once; doing it again changes nothing."""
    _require_not_closed(user)
    if user.disabled_at is None:
        set_disabled(connection, user.id, disabled=True)
        delete_sessions_of(connection, user.id)
        _record(connection, actor, "user.disable", user.id, {"disabled": False}, {"disabled": True})
    return get_user(connection, user.id)


def enable_user(connection: Connection, actor: Actor, user: User) -> User:
    """Lets a user in again; doing it again changes nothing."""
    _require_not_closed(user)
    if is_closed_client(connection, user.id):
        raise ConflictError("The relation with this client has ended. Reopen the client's card.")
    if user.disabled_at is not None:
        set_disabled(connection, user.id, disabled=False)
        _record(connection, actor, "user.enable", user.id, {"disabled": True}, {"disabled": False})
    return get_user(connection, user.id)


def reset_password(connection: Connection, actor: Actor, user: User) -> PasswordResponse:
    """Gives a user who forgot the password a one-time one to hand over, and ends their sessions."""
    _require_not_closed(user)
    password = new_password()
    set_password(connection, user.id, hash_password(password), one_time=True)
    delete_sessions_of(connection, user.id)
    _record(connection, actor, "user.reset_password", user.id, {}, {})
    return PasswordResponse(user=get_user(connection, user.id), password=password)


def reset_second_factor(connection: Connection, actor: Actor, user: User) -> User:
    """Takes the authenticator app from a user who lost it, and ends their sessions."""
    if remove_second_factor(connection, user.id):
        delete_sessions_of(connection, user.id)
        _record(connection, actor, "second_factor.remove", user.id, {}, {})
    return get_user(connection, user.id)


def _require_not_closed(user: User) -> None:
    if user.role in LOCKED_OUT:
        raise ConflictError("This account is closed for good. Add a new user instead.")


def _record(
    connection: Connection,
    actor: Actor,
    action: str,
    user_id: int,
    *values: dict[str, object],
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("users", user_id),
        old_values=values[0],
        new_values=values[1],
    )
