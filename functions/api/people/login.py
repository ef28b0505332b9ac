"""Logging in: slowed per login and per address, then a password, then a session."""

from sqlalchemy import Connection

from api.people.passwords import hash_password, hash_token, new_token, verify_password
from core.kit.errors import ForbiddenError, TooManyAttemptsError, WrongCredentialsError
from core.people import sessions
from core.people.records import Credentials, User
from core.people.rules.roles import LOCKED_OUT
from core.people.users import find_credentials, get_user, set_password

SESSION_LIFETIME_SECONDS = 12 * 3_600
SESSION_IDLE_SECONDS = 3_600
LONGEST_WAIT_SECONDS = 900
FORGET_SECONDS = 24 * 3_600
FREE_ATTEMPTS_PER_LOGIN = 5
FREE_ATTEMPTS_PER_ADDRESS = 50  # an office may share one address


def log_in(connection: Connection, login: str, password: str, address: str) -> tuple[User, str]:
    """Opens a session.

    The attempt is counted, and the count committed, before the password is looked at, so that
    attempts in parallel do not slip past it.

    Returns:
        The user and the session token, which is nowhere stored.

    Raises:
        TooManyAttemptsError: too many failures of this login or from this address.
        WrongCredentialsError: login or password is wrong.
        ForbiddenError: the account may do nothing (dismissed).
    """
    login = login.lower()
    login_key, address_key = hash_token(f"login {login}"), hash_token(f"address {address}")
    _reserve(connection, login_key, FREE_ATTEMPTS_PER_LOGIN)
    _reserve(connection, address_key, FREE_ATTEMPTS_PER_ADDRESS)
    credentials = _check(connection, login, password)
    if credentials.role in LOCKED_OUT or credentials.disabled:
        raise ForbiddenError("This account is closed. Ask your administrator.")
    sessions.forget_attempts(connection, login_key)
    sessions.forgive_attempt(connection, address_key)
    token = new_token()
    sessions.create_session(
        connection, hash_token(token), credentials.user_id, SESSION_LIFETIME_SECONDS
    )
    user = get_user(connection, credentials.user_id)
    assert user is not None  # users are never deleted
    return user, token


def change_password(
    connection: Connection, user: User, token_hash: str, old: str, new: str
) -> None:
    """Gives a user a new password and ends all their sessions but this one.

    Raises:
        TooManyAttemptsError: too many failures of this login.
        WrongCredentialsError: the old password is wrong.
    """
    login_key = hash_token(f"login {user.login}")
    _reserve(connection, login_key, FREE_ATTEMPTS_PER_LOGIN)
    _check(connection, user.login, old)
    sessions.forget_attempts(connection, login_key)
    set_password(connection, user.id, hash_password(new))
    sessions.delete_sessions_of(connection, user.id, but_token_hash=token_hash)


def _check(connection: Connection, login: str, password: str) -> Credentials:
    credentials = find_credentials(connection, login)
    password_hash = credentials.password_hash if credentials else None
    if not verify_password(password, password_hash) or credentials is None:
        raise WrongCredentialsError("Login or password is wrong. Check both and try again.")
    return credentials


def _reserve(connection: Connection, key_hash: str, free_attempts: int) -> None:
    wait_seconds = sessions.reserve_attempt(
        connection,
        key_hash,
        free_attempts=free_attempts,
        longest_wait_seconds=LONGEST_WAIT_SECONDS,
        forget_seconds=FORGET_SECONDS,
    )
    if wait_seconds:
        raise TooManyAttemptsError(
            f"Too many attempts. Wait {wait_seconds} seconds, then try again.", wait_seconds
        )
