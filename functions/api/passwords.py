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


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def new_token() -> str:
    """Returns a session token: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Returns what the database knows a token, a login or an address by."""
    return hashlib.sha256(token.encode()).hexdigest()
