"""Statements of the monitor: take the open run on, record how far it is, and let it go.

Whoever works at it holds a lease and renews it with each piece of work, in the transaction of what
was done. Who lost it to another worker can record nothing more: so nothing is done twice, whatever
dies when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from core.kit.identifiers import new_id
from core.monitoring.rules.vocabulary import Step
from core.monitoring.runs import Run, run_of

LEASE_SECONDS = 180  # a piece of work takes less: no statement may run for longer than 25 s
MOST_ATTEMPTS = 5  # that end without any progress
GAVE_UP = "gave_up"

_IS_LEFT = f"""
    ended_at IS NULL AND (lease IS NULL
      OR heard_from_at < clock_timestamp() - interval '{LEASE_SECONDS} seconds')
"""
_CLAIM = text(
    f"""
    UPDATE monitor_runs
       SET lease = :lease, attempts = attempts + 1, heard_from_at = clock_timestamp(),
           clients_to = coalesce(clients_to, (SELECT coalesce(max(id), 0) FROM clients))
     WHERE attempts < {MOST_ATTEMPTS} AND {_IS_LEFT}
    RETURNING *
    """
)
_HOLD = text(
    """
    UPDATE monitor_runs SET heard_from_at = clock_timestamp()
     WHERE id = :run_id AND lease = :lease
    """
)
_REACH = text(
    """
    UPDATE monitor_runs
       SET heard_from_at = clock_timestamp(), attempts = 0, clients_reached = :clients_reached
     WHERE id = :run_id AND lease = :lease
    """
)
_END_STEP = text(
    """
    UPDATE monitor_runs
       SET heard_from_at = clock_timestamp(), attempts = 0, clients_reached = 0,
           figures = figures || jsonb_build_object(CAST(:done AS text), CAST(:found AS jsonb)),
           step = coalesce(:following, step), lease = CASE WHEN :is_over THEN NULL ELSE lease END,
           ended_at = CASE WHEN :is_over THEN clock_timestamp() END
     WHERE id = :run_id AND lease = :lease
    """
).bindparams(bindparam("found", type_=JSONB))
_RELEASE = text("UPDATE monitor_runs SET lease = NULL WHERE id = :run_id AND lease = :lease")
_FAIL = text(
    """
    UPDATE monitor_runs SET lease = NULL, ended_at = clock_timestamp(), error = :error
     WHERE id = :run_id AND lease = :lease
    """
)
_LEFT_BEHIND = text(
    f"""
    SELECT EXISTS (
      SELECT FROM monitor_runs
       WHERE requested_at < clock_timestamp() - interval '30 seconds'
         AND attempts < {MOST_ATTEMPTS} AND {_IS_LEFT}
    )
    """
)
_GIVE_UP = text(
    f"""
    UPDATE monitor_runs SET lease = NULL, ended_at = clock_timestamp(), error = '{GAVE_UP}'
     WHERE attempts >= {MOST_ATTEMPTS} AND {_IS_LEFT}
    """
)


class LeaseLostError(Exception):
    """Another worker took the run on, or it was given up; the transaction has to be rolled back."""


@dataclass(frozen=True)
class Lease:
    """The right to work at a run."""

    run_id: int
    token: UUID


def claim_run(connection: Connection) -> tuple[Lease, Run] | None:
    """Takes the open run on; None if there is none, or somebody works at it."""
    token = new_id()
    row = connection.execute(_CLAIM, {"lease": token}).one_or_none()
    return (Lease(row.id, token), run_of(row)) if row else None


def hold(connection: Connection, lease: Lease) -> None:
    """Says that the work goes on, though nothing of it is recorded yet.

    Raises:
        LeaseLostError: it is somebody else's now.
    """
    _change(connection, lease, _HOLD)


def reach(connection: Connection, lease: Lease, client_id: int) -> None:
    """Records that everything up to a client is done, in the transaction that did it.

    Raises:
        LeaseLostError: it is somebody else's now.
    """
    _change(connection, lease, _REACH, clients_reached=client_id)


def end_step(
    connection: Connection, lease: Lease, done: Step, found: Mapping[str, Any], next_: Step | None
) -> None:
    """Records what a step found, and goes on to the next one; without one the run is over.

    Raises:
        LeaseLostError: it is somebody else's now.
    """
    told = {"done": done, "found": dict(found), "following": next_, "is_over": next_ is None}
    _change(connection, lease, _END_STEP, **told)


def release_run(connection: Connection, lease: Lease) -> None:
    """Lets a run go that is not over, so that whoever comes next may take it on at once."""
    connection.execute(_RELEASE, {"run_id": lease.run_id, "lease": lease.token})


def fail_run(connection: Connection, lease: Lease, error: str) -> None:
    """Ends a run of which a step cannot be done."""
    values = {"run_id": lease.run_id, "lease": lease.token, "error": error}
    connection.execute(_FAIL, values)


def is_left_behind(connection: Connection) -> bool:
    """Says whether a run is open at which nobody works."""
    return bool(connection.execute(_LEFT_BEHIND).scalar_one())


def give_up_run(connection: Connection) -> int:
    """Ends the open run if workers died over it again and again; returns how many that were."""
    return connection.execute(_GIVE_UP).rowcount


def _change(connection: Connection, lease: Lease, statement: Any, **values: Any) -> None:
    given = {"run_id": lease.run_id, "lease": lease.token, **values}
    if connection.execute(statement, given).rowcount == 0:
        raise LeaseLostError
