"""The chain of the journal: a seal is a SHA-256 over an event and the seal before it.

The form that is hashed is JSON whose keys stand in the order of their code points, without blanks,
and whose numbers have the digits the database keeps: no reader's floating point, no order of keys
and no version of Python has a say in it, and any language can compute it again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

FORM = "audit-event 1"  # another form of what is hashed is another word here
BEGINNING = "0" * 64  # what the first seal follows


@dataclass(frozen=True)
class Event:
    """An event as it is sealed; its values are JSON as the database writes it."""

    id: int
    occurred_at: datetime
    actor_id: int | None
    action: str
    subject_table: str
    subject_id: int
    old_values: str | None
    new_values: str | None


@dataclass(frozen=True)
class Seal:
    """One link of the chain."""

    seal_no: int
    event_id: int
    previous_sha256: str
    sha256: str


@dataclass(frozen=True)
class Head:
    """How far the chain goes: the last seal and its hash."""

    seal_no: int
    sha256: str


START = Head(0, BEGINNING)


class FaultKind(StrEnum):
    """What can be wrong with the journal."""

    EVENT_CHANGED = "event_changed"  # its values are not the ones that were sealed
    EVENT_REMOVED = "event_removed"  # it was sealed, or waited to be, and is gone
    EVENT_SLIPPED_IN = "event_slipped_in"  # it is neither sealed nor waits: a trigger was off
    SEAL_CHANGED = "seal_changed"  # it does not follow the one before it
    SEAL_REMOVED = "seal_removed"
    HEAD_CHANGED = "head_changed"  # what was published of this seal is not what it holds


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong, by the event or the seal it was found at."""

    kind: FaultKind
    event_id: int | None = None
    seal_no: int | None = None


def seal_events(head: Head, events: Iterable[Event]) -> list[Seal]:
    """Returns the seals that follow a head, one an event, in this order."""
    seals = []
    for event in events:
        seal = Seal(head.seal_no + 1, event.id, head.sha256, digest(head.sha256, event))
        seals.append(seal)
        head = Head(seal.seal_no, seal.sha256)
    return seals


def follow(head: Head, links: Iterable[tuple[Seal, Event | None]]) -> tuple[Head, Fault | None]:
    """Follows the chain from a head through seals with their events; ends at the first fault."""
    for seal, event in links:
        kind = _fault_of(head, seal, event)
        if kind is FaultKind.SEAL_REMOVED:
            return head, Fault(kind, seal_no=head.seal_no + 1)
        if kind:
            return head, Fault(kind, seal.event_id, seal.seal_no)
        head = Head(seal.seal_no, seal.sha256)
    return head, None


def _fault_of(head: Head, seal: Seal, event: Event | None) -> FaultKind | None:
    if seal.seal_no != head.seal_no + 1:
        return FaultKind.SEAL_REMOVED
    if seal.previous_sha256 != head.sha256:
        return FaultKind.SEAL_CHANGED
    if event is None:
        return FaultKind.EVENT_REMOVED
    if digest(head.sha256, event) != seal.sha256:
        return FaultKind.EVENT_CHANGED
    return None


def digest(previous_sha256: str, event: Event) -> str:
    """Returns the SHA-256 that seals an event after another seal, as 64 hexadecimal digits."""
    content = [
        FORM,
        previous_sha256,
        event.id,
        event.occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.action,
        event.subject_table,
        event.subject_id,
        _read(event.old_values),
        _read(event.new_values),
    ]
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _read(values: str | None) -> object:
    if values is None:
        return None
    return json.loads(values, parse_int=Decimal, parse_float=Decimal)


def canonical(value: object) -> str:
    """Returns the one JSON text of a value."""
    match value:
        case dict():
            entries = (f"{canonical(name)}:{canonical(value[name])}" for name in sorted(value))
            return "{" + ",".join(entries) + "}"
        case list():
            return "[" + ",".join(map(canonical, value)) + "]"
        case Decimal():
            return format(value, "f")
        case _:
            return json.dumps(value, ensure_ascii=False)
