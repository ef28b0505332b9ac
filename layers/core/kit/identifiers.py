"""Identities of rows that are made before they are written."""

from datetime import datetime
from secrets import randbits
from uuid import UUID

from uuid6 import uuid7

VERSION, VARIANT = 7, 0b10


def new_id() -> UUID:
    """Returns a UUIDv7: later ones are larger, so rows lie in the order of their making."""
    return UUID(bytes=uuid7().bytes)


def id_of(moment: datetime) -> UUID:
    """Returns a UUIDv7 with the place of a moment (RFC 9562): for what belongs to a day gone by."""
    milliseconds = int(moment.timestamp() * 1_000)
    version, variant = VERSION << 76, VARIANT << 62
    return UUID(int=milliseconds << 80 | version | randbits(12) << 64 | variant | randbits(62))
