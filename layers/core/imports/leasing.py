"""Statements of the importer: take an import on, record how far it is, and let it go.

Whoever works on an import holds a lease and renews it with each chunk, in the chunk's own
transaction. Who lost it, to a person who cancelled or to another worker, can record nothing more:
so nothing is done twice, whatever dies when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from core.imports.queries import get_import
from core.imports.records import Import
from core.imports.rules.import_states import ImportState, ImportStep, StepFault
from core.kit.identifiers import new_id

LEASE_SECONDS = 60
PROFILE_SECONDS = 300  # which reads all of the file before it can say anything
MOST_ATTEMPTS = 5  # that end without any progress; what begins anew each time makes none

_CLAIM = text(
    f"""
    UPDATE imports SET lease = :lease, attempts = attempts + 1,
           leased_until = clock_timestamp() + make_interval(
             secs => CASE step WHEN 'profile' THEN {PROFILE_SECONDS} ELSE {LEASE_SECONDS} END)
     WHERE id = :import_id AND step IS NOT NULL
       AND (leased_until IS NULL OR leased_until < clock_timestamp())
    RETURNING id
    """
)
_BEGIN = text(
    """
    UPDATE imports SET state = 'uploaded', step = 'profile', updated_at = clock_timestamp()
     WHERE id = ANY(:import_ids) AND state = 'waiting'
    """
)
_RENEW = f"""
    UPDATE imports
       SET attempts = CASE WHEN step IN ('profile', 'check') THEN attempts ELSE 0 END,
           updated_at = clock_timestamp(),
           leased_until = clock_timestamp() + interval '{LEASE_SECONDS} seconds', {{changes}}
     WHERE id = :import_id AND lease = :lease
"""
_RELEASE = text(
    "UPDATE imports SET lease = NULL, leased_until = NULL, attempts = 0"
    " WHERE id = :import_id AND lease = :lease"
)
# The row is the outbox: a message that was lost, or whose worker died, is sent again
_LEFT_BEHIND = text(
    """
    SELECT id FROM imports
     WHERE step IS NOT NULL AND attempts < :most_attempts
       AND coalesce(leased_until, updated_at + interval '60 seconds') < clock_timestamp()
     ORDER BY id LIMIT :limit
    """
)
_GIVE_UP = text(
    """
    UPDATE imports
       SET step = NULL, lease = NULL, leased_until = NULL, updated_at = clock_timestamp(),
           state = CASE WHEN step = 'profile' THEN 'rejected' ELSE state END,
           fault = jsonb_build_object(
             'code', CAST(:gave_up AS text), 'args', jsonb_build_object('step', step))
     WHERE step IS NOT NULL AND attempts >= :most_attempts AND leased_until < clock_timestamp()
    RETURNING id
    """
)
_EXPIRE = text(
    """
    UPDATE imports SET state = 'expired', step = NULL, updated_at = clock_timestamp()
     WHERE state IN ('waiting', 'uploaded', 'profiled', 'checked') AND step IS NULL
       AND updated_at < clock_timestamp() - make_interval(hours => :hours)
    RETURNING id
    """
)
_JSON = frozenset({"profile", "report", "applied", "fault"})


class LeaseLostError(Exception):
    """Somebody cancelled the import, or another worker took it on."""


@dataclass(frozen=True)
class Lease:
    """The right to work on an import."""

    import_id: int
    token: UUID


def start_profiling(connection: Connection, import_ids: Sequence[int]) -> None:
    """Says that the files of these imports have come; of those that wait for one."""
    connection.execute(_BEGIN, {"import_ids": list(import_ids)})


def claim(connection: Connection, import_id: int) -> tuple[Lease, Import] | None:
    """Takes an import on; None if there is nothing to do, or somebody does it already."""
    token = new_id()
    values = {"import_id": import_id, "lease": token}
    if connection.execute(_CLAIM, values).one_or_none() is None:
        return None
    found = get_import(connection, import_id)
    return (Lease(import_id, token), found) if found else None


def advance(connection: Connection, lease: Lease, **changes: Any) -> None:
    """Records how far an import is, in the transaction of what was done.

    Args:
        changes: columns of ``imports`` and their values.

    Raises:
        LeaseLostError: it is somebody else's now; the transaction has to be rolled back.
    """
    assignments = ", ".join(f"{name} = :{name}" for name in changes) or "step = step"
    json = [bindparam(name, type_=JSONB(none_as_null=True)) for name in changes if name in _JSON]
    statement = text(_RENEW.format(changes=assignments)).bindparams(*json)
    values = {"import_id": lease.import_id, "lease": lease.token, **changes}
    if connection.execute(statement, values).rowcount == 0:
        raise LeaseLostError


def end_step(
    connection: Connection,
    lease: Lease,
    state: ImportState,
    step: ImportStep | None = None,
    **changes: Any,
) -> None:
    """Brings an import to the state after a step, and lets it go.

    Raises:
        LeaseLostError: it is somebody else's now; the transaction has to be rolled back.
    """
    advance(connection, lease, state=state, step=step, **changes)
    release(connection, lease)


def release(connection: Connection, lease: Lease) -> None:
    """Lets an import go, so that whoever comes next may take it on at once."""
    connection.execute(_RELEASE, {"import_id": lease.import_id, "lease": lease.token})


def left_behind(connection: Connection, limit: int) -> list[int]:
    """Returns imports that nobody works on although there is something to do."""
    values = {"most_attempts": MOST_ATTEMPTS, "limit": limit}
    return list(connection.execute(_LEFT_BEHIND, values).scalars())


def give_up(connection: Connection) -> int:
    """Stops imports over which workers died again and again; returns how many."""
    values = {"most_attempts": MOST_ATTEMPTS, "gave_up": StepFault.GAVE_UP}
    return connection.execute(_GIVE_UP, values).rowcount


def expire(connection: Connection, hours: int) -> int:
    """Ends imports with which nobody went on; returns how many."""
    return connection.execute(_EXPIRE, {"hours": hours}).rowcount
