"""The number of an identity document: looked for, and kept nowhere but as a keyed hash."""

import hashlib
import hmac


def hash_document(key: str, number: str) -> str:
    """Returns the HMAC-SHA-256 of a document's number, in hexadecimal.

    There are so few numbers that without a key all of them could be tried.
    """
    return hmac.digest(key.encode(), plain_document(number).encode(), hashlib.sha256).hex()


def plain_document(number: str) -> str:
    """Returns the number in one spelling: `45 09 123456` and `4509-123456` are one document."""
    return "".join(filter(str.isalnum, number)).upper()
