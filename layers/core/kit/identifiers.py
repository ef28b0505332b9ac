"""Identities of rows that are made before they are written."""

from datetime import UTC, datetime
from secrets import randbits
from time import time
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


def age_of(identifier: UUID) -> float:
    """Returns the milliseconds since a UUIDv7 was made, as far as two clocks agree."""
    return max(0.0, time() * 1_000 - (identifier.int >> 80))


def first_id_of(moment: datetime) -> UUID:
    """Returns what no UUIDv7 of a moment or later lies below: they begin with that moment."""
    return UUID(int=int(moment.timestamp() * 1_000) << 80)


def moment_of(identity: UUID) -> datetime:
    """Returns the moment that a UUIDv7 begins with."""
    return datetime.fromtimestamp((identity.int >> 80) / 1_000, UTC)
