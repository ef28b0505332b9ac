"""Passwords (argon2id) and the tokens of login sessions."""

import hashlib
import secrets
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from core.kit.errors import PasswordExpiredError, WeakPasswordError
from core.people.records import Credentials
from core.people.rules.password_strength import is_easy_to_guess

_hasher = PasswordHasher()

# Of a password that nobody knows. Not made on demand, because the first unknown login of an
# environment would take twice as long.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$DMgL1dYlzxMdLVaF/3E1CA"
    "$cTlcJ4FtfZToDSaib2xJr9S9tCz6PFSWCwPnDpeCxK4"
)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Says whether the password fits; takes as long for an unknown login (``None``)."""
    try:
        return _hasher.verify(password_hash or NOBODYS_HASH, password) and password_hash is not None
    except VerificationError:
        return False


def hash_password(password: str) -> str:
    """Returns what the database knows a password by."""
    return _hasher.hash(password)


def check_password(password: str, owner: Credentials) -> None:
    """Lets pass what nobody guesses at once and what is new.

    Raises:
        WeakPasswordError: it is easy to guess, or the present one.
    """
    if verify_password(password, owner.password_hash):
        raise WeakPasswordError("This is your present password. Choose another one.")
    require_strong(password, (owner.login, owner.first_name, owner.last_name))


def require_strong(password: str, own_words: Iterable[str]) -> None:
    """Lets pass what nobody guesses at once.

    Raises:
        WeakPasswordError: it is easy to guess.
    """
    if is_easy_to_guess(password, own_words):
        raise WeakPasswordError(
            "This password is easy to guess: common words, your own names, the words of this "
            "service, rows of keys and repetitions do not count. Choose a few unrelated words."
        )


def require_in_time(owner: Credentials) -> None:
    """Lets pass whose password is of use.

    Raises:
        PasswordExpiredError: it is a one-time password that was to be used earlier.
    """
    if owner.password_expired:
        raise PasswordExpiredError(
            "This one-time password has expired. Ask your administrator for a new one."
        )


def new_password() -> str:
    """Returns a password for somebody who has none: 96 random bits, to be changed by its owner."""
    return secrets.token_urlsafe(12)


def new_token() -> str:
    """Returns a session token: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Returns what the database knows a token by; it is random, so that it needs no key."""
    return hashlib.sha256(token.encode()).hexdigest()
