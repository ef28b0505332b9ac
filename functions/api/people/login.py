"""Logging in: slowed down, then a password, a code where there is a second factor, a session."""

from dataclasses import dataclass
from hmac import compare_digest
from typing import NoReturn

from sqlalchemy import Connection

from api.kit.keys import keyed
from api.people import throttle
from api.people.authenticator import check_code
from api.people.noting import note
from api.people.passwords import hash_token, new_token, require_in_time, verify_password
from core.kit.errors import (
    ApplicationError,
    ForbiddenError,
    PasswordExpiredError,
    TooManyAttemptsError,
    WrongCodeError,
    WrongCredentialsError,
)
from core.people import sessions
from core.people.records import Credentials
from core.people.rules.roles import LOCKED_OUT
from core.people.users import find_credentials

SESSION_LIFETIME_SECONDS = 12 * 3_600
SESSION_IDLE_SECONDS = 3_600
SESSIONS_PER_USER = 10
DEVICE_LIFETIME_SECONDS = 180 * 24 * 3_600
ADDRESS_DIGITS = 16


@dataclass(frozen=True)
class Browser:
    """Where somebody logs in from: address, what it calls itself, and its cookies."""

    address: str
    name: str
    session_token: str | None
    device: str | None


@dataclass(frozen=True)
class Opened:
    """The values of the cookies of a login; the session's is nowhere stored."""

    session_token: str
    device: str


def log_in(
    connection: Connection, login: str, password: str, code: str | None, browser: Browser
) -> Opened:
    """Opens a session, and ends the one that the browser had.

    The attempt is counted, and the count committed, before the password is looked at, so that
    attempts in parallel do not slip past it.

    Raises:
        TooManyAttemptsError: too many failures.
        WrongCredentialsError: login or password is wrong.
        ForbiddenError: the account may do nothing (dismissed, locked out).
        PasswordExpiredError: the password was to be used earlier.
        CodeNeededError, WrongCodeError: there is a second factor, and the code does not fit.
    """
    login = login.lower()
    device = _known_device(login, browser.device)
    counts = throttle.counts_of_login(login, browser.address, device)
    found = find_credentials(connection, login)
    user_id = found.user_id if found else None
    try:
        throttle.reserve(connection, counts)
        checked = _checked(found, password)
        throttle.settle(connection, counts)
        factor = check_code(connection, checked.user_id, code)
        _require_open(find_credentials(connection, login, for_update=True), checked)
    except ApplicationError as error:
        _refuse(connection, user_id, browser, error)
    return _open(connection, checked, browser, device or new_token(), factor)


def _checked(found: Credentials | None, password: str) -> Credentials:
    if not verify_password(password, found.password_hash if found else None) or found is None:
        raise WrongCredentialsError("Login or password is wrong. Check both and try again.")
    _require_open(found, found)
    return found


def _require_open(now: Credentials | None, checked: Credentials) -> None:
    """Lets pass an account that is open, and as it was when its password was looked at."""
    if now is None or now.password_hash != checked.password_hash:
        raise WrongCredentialsError("The password has just been changed. Log in with the new one.")
    if now.role in LOCKED_OUT or now.disabled:
        raise ForbiddenError("This account is closed. Ask your administrator.")
    require_in_time(now)


def _refuse(
    connection: Connection, user_id: int | None, browser: Browser, error: ApplicationError
) -> NoReturn:
    """Notes a refusal; of a wait only the first, so that nobody fills the journal."""
    address_key = keyed("address", browser.address)[:ADDRESS_DIGITS]
    if isinstance(error, throttle.FirstRefusalError):
        note(connection, "login.blocked", user_id, by_owner=False, address_key=address_key)
    elif not isinstance(error, TooManyAttemptsError) and error.code in _REASONS:
        note(
            connection,
            "login.failed",
            user_id,
            by_owner=False,
            reason=error.code,
            address_key=address_key,
        )
    connection.commit()
    raise error


_REASONS = {
    kind.code
    for kind in (WrongCredentialsError, ForbiddenError, PasswordExpiredError, WrongCodeError)
}


def _open(
    connection: Connection, user: Credentials, browser: Browser, device: str, factor: str
) -> Opened:
    token = new_token()
    if browser.session_token:
        sessions.delete_session(connection, hash_token(browser.session_token))
    sessions.create_session(
        connection,
        hash_token(token),
        user.user_id,
        browser=browser.name,
        lifetime_seconds=SESSION_LIFETIME_SECONDS,
        at_most=SESSIONS_PER_USER,
    )
    address_key = keyed("address", browser.address)[:ADDRESS_DIGITS]
    note(connection, "login.ok", user.user_id, address_key=address_key, second_factor=factor)
    return Opened(token, f"{device}.{_signature(user.login, device)}")


def _known_device(login: str, cookie: str | None) -> str | None:
    """Returns the device of a cookie that this service gave to this login, else None."""
    device, _, signature = (cookie or "").partition(".")
    known = compare_digest(signature.encode(), _signature(login, device).encode())
    return device if device and known else None


def _signature(login: str, device: str) -> str:
    return keyed("device", login, device)
