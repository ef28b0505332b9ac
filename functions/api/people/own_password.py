"""The own password: shown again where a session is not enough, and changed."""

from sqlalchemy import Connection

from api.people.noting import note
from api.people.passwords import check_password, hash_password, verify_password
from api.people.throttle import counts_of_user, reserve, settle
from core.kit.errors import WrongCredentialsError
from core.people.records import Actor, Credentials
from core.people.sessions import delete_sessions_of
from core.people.users import find_credentials, get_user, set_password


def prove_password(connection: Connection, actor: Actor, password: str) -> Credentials:
    """Lets pass who knows their password; failures are counted apart from those of logins.

    Raises:
        TooManyAttemptsError: too many failures.
        WrongCredentialsError: the password is wrong.
    """
    counts = counts_of_user("own password", actor.user_id)
    reserve(connection, counts)
    owner = find_credentials(connection, get_user(connection, actor.user_id).login)
    if owner is None or not verify_password(password, owner.password_hash):
        raise WrongCredentialsError("The present password is wrong. Type it again.")
    settle(connection, counts)
    return owner


def change_password(connection: Connection, actor: Actor, old: str, new: str) -> None:
    """Gives a user a new password and ends all their sessions but this one.

    Raises:
        TooManyAttemptsError: too many failures.
        WrongCredentialsError: the old password is wrong.
        WeakPasswordError: the new one is easy to guess, or the old one.
    """
    owner = prove_password(connection, actor, old)
    check_password(new, owner)
    set_password(connection, actor.user_id, hash_password(new))
    delete_sessions_of(connection, actor.user_id, but_session_id=actor.session_id)
    note(connection, "user.change_password", actor.user_id)
