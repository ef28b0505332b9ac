"""What is derived from the service's own key, which no table and no setting holds."""

import hashlib
import hmac

from aws_lambda_powertools.utilities import parameters

from core.kit.settings import setting

KEY_CACHE_SECONDS = 3_600


def keyed_bytes(purpose: str, *parts: object) -> bytes:
    """Returns the HMAC-SHA-256 of these parts for one purpose.

    Without the key nobody finds an address, a login or a secret behind it by trying them all.
    """
    key = parameters.get_secret(setting("AUTHENTICATION_SECRET_ID"), max_age=KEY_CACHE_SECONDS)
    told = "\x00".join([purpose, *map(str, parts)])
    return hmac.digest(str(key).encode(), told.encode(), hashlib.sha256)


def keyed(purpose: str, *parts: object) -> str:
    """Returns ``keyed_bytes`` in hexadecimal."""
    return keyed_bytes(purpose, *parts).hex()
