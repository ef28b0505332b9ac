"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes.

The secret of an app is derived from the service's key and a salt, so that the database alone makes
no code. A code is of use once, one step of 30 seconds early or late.
"""

import base64
import re
import secrets
from datetime import UTC, datetime

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import Connection

from api.kit.keys import keyed, keyed_bytes
from api.people.noting import note, note_failure
from api.people.throttle import counts_of_user, reserve, settle
from core.kit.errors import CodeNeededError, ConflictError, WrongCodeError
from core.people import second_factors
from core.people.records import Credentials, SecondFactor

ISSUER = "Credit scoring"
SECRET_BYTES = 20  # as long as the hash that RFC 6238 uses
STEP_SECONDS = 30
STEPS_EARLY_OR_LATE = 1
RECOVERY_CODES = 10
RECOVERY_DIGITS = 24  # 120 random bits: nobody finds one by trying, in the table neither
_NOT_BEGUN = "Begin to set up an authenticator app first."


def begin(connection: Connection, owner: Credentials) -> tuple[str, str]:
    """Begins to set up an authenticator app.

    Returns:
        The secret to type in, and the address (otpauth) to draw as a QR code.

    Raises:
        ConflictError: there is one in force.
    """
    salt = secrets.token_hex(16)
    if not second_factors.begin_second_factor(connection, owner.user_id, salt):
        raise ConflictError(
            "You have an authenticator app. Ask an administrator to remove it, then set up another."
        )
    app = _app(owner.user_id, salt)
    return app.secret, app.provisioning_uri(name=owner.login, issuer_name=ISSUER)


def confirm(connection: Connection, user_id: int, code: str) -> list[str]:
    """Puts an authenticator app in force by a code of it; returns the recovery codes.

    Raises:
        ConflictError: nothing was begun.
        WrongCodeError: the code is not of this app.
    """
    factor = second_factors.get_second_factor(connection, user_id)
    if factor is None or factor.confirmed:
        raise ConflictError(_NOT_BEGUN)
    counts = counts_of_user("code", user_id)
    reserve(connection, counts)
    if not _fits_app(connection, user_id, factor, code):
        note_failure(connection, "second_factor.failed", user_id)
        raise WrongCodeError("This is not the code of the app. Check its clock, take the next one.")
    settle(connection, counts)
    codes = [pyotp.random_base32(32)[:RECOVERY_DIGITS] for _ in range(RECOVERY_CODES)]
    hashes = [_hash_of(user_id, code) for code in codes]
    if not second_factors.confirm_second_factor(connection, user_id, factor.salt, hashes):
        raise ConflictError(_NOT_BEGUN)
    note(connection, "second_factor.add", user_id)
    return ["-".join(re.findall(".{6}", code)) for code in codes]


def check_code(connection: Connection, user_id: int, code: str | None) -> str:
    """Lets pass who has no second factor in force, and who shows a code of it.

    Returns:
        What was shown, for the journal.

    Raises:
        CodeNeededError: there is a second factor and no code.
        WrongCodeError: the code is wrong, was used already, or is too old.
        TooManyAttemptsError: too many wrong codes.
    """
    factor = second_factors.get_second_factor(connection, user_id)
    if factor is None or not factor.confirmed:
        return "none"
    if not code:
        raise CodeNeededError("Send the code of your authenticator app, or a recovery code, too.")
    counts = counts_of_user("code", user_id)
    reserve(connection, counts)
    by_app = _fits_app(connection, user_id, factor, code)
    if not by_app and not _is_recovery(connection, user_id, code):
        raise WrongCodeError("The code is wrong or was used already. Wait for the app's next one.")
    settle(connection, counts)
    return "app" if by_app else "recovery_code"


def _fits_app(connection: Connection, user_id: int, factor: SecondFactor, code: str) -> bool:
    typed, app = code.replace(" ", ""), _app(user_id, factor.salt)
    now = int(datetime.now(UTC).timestamp()) // STEP_SECONDS
    for step in range(now - STEPS_EARLY_OR_LATE, now + STEPS_EARLY_OR_LATE + 1):
        if strings_equal(app.generate_otp(step), typed):
            return second_factors.use_step(connection, user_id, step)
    return False


def _is_recovery(connection: Connection, user_id: int, code: str) -> bool:
    typed = code.replace(" ", "").replace("-", "").upper()
    used = second_factors.use_recovery_code(connection, user_id, _hash_of(user_id, typed))
    if used:
        note(connection, "second_factor.use_recovery_code", user_id)
    return used


def _app(user_id: int, salt: str) -> pyotp.TOTP:
    secret = keyed_bytes("second factor", user_id, salt)[:SECRET_BYTES]
    return pyotp.TOTP(base64.b32encode(secret).decode())


def _hash_of(user_id: int, recovery_code: str) -> str:
    return keyed("recovery code", user_id, recovery_code)
