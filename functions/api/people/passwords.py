"""Passwords (argon2id) and the tokens of login sessions."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_hasher = PasswordHasher()


def verify_password(password: str, password_hash: str | None) -> bool:
    """Says whether the password fits; takes as long for an unknown login (``None``)."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password)
    except VerificationError:
        return False


def hash_password(password: str) -> str:
    """Returns what the database knows a password by."""
    return _hasher.hash(password)


def new_password() -> str:
    """Returns a password for somebody who has none: 96 random bits, to be changed by its owner."""
    return secrets.token_urlsafe(12)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def new_token() -> str:
    """Returns a session token: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Returns what the database knows a token, a login or an address by."""
    return hashlib.sha256(token.encode()).hexdigest()
