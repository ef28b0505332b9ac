"""What is derived from the service's own key, which no table and no setting holds."""

import hashlib
import hmac

from core.kit.settings import read_secret, setting


def keyed_bytes(purpose: str, *parts: object) -> bytes:
    """Returns the HMAC-SHA-256 of these parts for one purpose.

    Without the key nobody finds an address, a login or a secret behind it by trying them all.

    Raises:
        UnavailableError: the key cannot be read.
    """
    key = read_secret(setting("AUTHENTICATION_SECRET_ID"))
    told = "\x00".join([purpose, *map(str, parts)])
    return hmac.digest(key.encode(), told.encode(), hashlib.sha256)


def keyed(purpose: str, *parts: object) -> str:
    """Returns ``keyed_bytes`` in hexadecimal."""
    return keyed_bytes(purpose, *parts).hex()
