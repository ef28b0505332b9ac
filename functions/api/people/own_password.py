"""The own password: shown again where a session is not enough, and changed."""

from sqlalchemy import Connection

from api.people.noting import note, note_failure
from api.people.passwords import (
    check_password,
    hash_password,
    hash_token,
    new_token,
    require_in_time,
    verify_password,
)
from api.people.throttle import counts_of_user, reserve, settle
from core.kit.errors import NotAuthenticatedError, WrongCredentialsError
from core.people.records import Actor, Credentials
from core.people.sessions import delete_sessions_of, renew_session
from core.people.users import find_credentials, get_user, set_password


def prove_password(connection: Connection, actor: Actor, password: str) -> Credentials:
    """Lets pass who knows their password; failures are counted apart from those of logins.

    Raises:
        TooManyAttemptsError: too many failures.
        WrongCredentialsError: the password is wrong.
        PasswordExpiredError: it is a one-time password that was to be used earlier.
    """
    counts = counts_of_user("own password", actor.user_id)
    reserve(connection, counts)
    owner = find_credentials(connection, get_user(connection, actor.user_id).login)
    if owner is None or not verify_password(password, owner.password_hash):
        note_failure(connection, "user.prove_password_failed", actor.user_id)
        raise WrongCredentialsError("The present password is wrong. Type it again.")
    settle(connection, counts)
    require_in_time(owner)
    return owner


def change_password(connection: Connection, actor: Actor, old: str, new: str) -> str:
    """Gives a user a new password and ends all their sessions but this one.

    Returns:
        The new token of this session: who has seen the one before is out, too.

    Raises:
        TooManyAttemptsError: too many failures.
        WrongCredentialsError: the old password is wrong.
        WeakPasswordError: the new one is easy to guess, or the old one.
        NotAuthenticatedError: an administrator ended the session meanwhile.
    """
    owner = prove_password(connection, actor, old)
    check_password(new, owner)
    new_hash = hash_password(new)
    now = find_credentials(connection, owner.login, for_update=True)
    if now is None or now.password_hash != owner.password_hash:
        raise WrongCredentialsError("The password has just been changed. Log in with the new one.")
    set_password(connection, actor.user_id, new_hash)
    note(connection, "user.change_password", actor.user_id)
    return keep_this_session_only(connection, actor)


def keep_this_session_only(connection: Connection, actor: Actor) -> str:
    """Ends all other sessions of a user, and returns the new token of this one.

    Raises:
        NotAuthenticatedError: this one was ended meanwhile.
    """
    delete_sessions_of(connection, actor.user_id, but_session_id=actor.session_id)
    token = new_token()
    if not renew_session(connection, actor.session_id, hash_token(token)):
        raise NotAuthenticatedError("Log in first.")
    return token
