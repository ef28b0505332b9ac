"""What administrators do to accounts; every deed is written to the journal."""

from sqlalchemy import Connection

from api.passwords import hash_password, new_password
from api.schemas.people import PasswordResponse, UserRequest, UserResponse
from core.entities import Actor, User
from core.errors import ConflictError
from core.queries.audit import record_event
from core.queries.sessions import delete_sessions_of
from core.queries.users import add_user, get_user, set_disabled, set_password


def create_user(connection: Connection, actor: Actor, request: UserRequest) -> PasswordResponse:
    """Makes a member of staff with a password to hand over.

    Raises:
        ConflictError: the login is taken.
    """
    password = new_password()
    values = {**request.model_dump(), "password_hash": hash_password(password)}
    user_id = add_user(connection, values)
    if user_id is None:
        raise ConflictError(f"The login {request.login} is taken. Choose another one.")
    new_values = request.model_dump(include={"login", "role"})
    _record(connection, actor, "user.create", user_id, {}, new_values)
    return PasswordResponse(user=_response(connection, user_id), password=password)


def disable_user(connection: Connection, actor: Actor, user: User) -> UserResponse:
    """Locks a user out and ends their sessions at once; doing it again changes nothing."""
    if user.disabled_at is None:
        set_disabled(connection, user.id, disabled=True)
        delete_sessions_of(connection, user.id)
        _record(connection, actor, "user.disable", user.id, {"disabled": False}, {"disabled": True})
    return _response(connection, user.id)


def enable_user(connection: Connection, actor: Actor, user: User) -> UserResponse:
    """Lets a user in again; doing it again changes nothing."""
    if user.disabled_at is not None:
        set_disabled(connection, user.id, disabled=False)
        _record(connection, actor, "user.enable", user.id, {"disabled": True}, {"disabled": False})
    return _response(connection, user.id)


def reset_password(connection: Connection, actor: Actor, user: User) -> PasswordResponse:
    """Gives a user who forgot the password a new one to hand over, and ends their sessions."""
    password = new_password()
    set_password(connection, user.id, hash_password(password))
    delete_sessions_of(connection, user.id)
    _record(connection, actor, "user.reset_password", user.id, {}, {})
    return PasswordResponse(user=_response(connection, user.id), password=password)


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


def _response(connection: Connection, user_id: int) -> UserResponse:
    return UserResponse.model_validate(get_user(connection, user_id))
