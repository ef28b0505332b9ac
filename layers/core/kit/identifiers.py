"""Identities of rows that are made before they are written."""

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """Returns a UUIDv7: later ones are larger, so rows lie in the order of their making."""
    return UUID(bytes=uuid7().bytes)
