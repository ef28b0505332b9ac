"""Runs of the monitor: asked for, looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, text

from core.kit.clock import bank_date
from core.kit.functions import tell_function
from core.kit.settings import setting
from core.monitoring.rules.vocabulary import Step
from core.monitoring.run_months import month_before
from core.monitoring.tables import monitor_runs

# Two who ask at once get one run: the index of open ones lets no second one in
_ASK = text(
    """
    INSERT INTO monitor_runs (month, requested_by) VALUES (:month, :requested_by)
    ON CONFLICT ((ended_at IS NULL)) WHERE ended_at IS NULL DO NOTHING
    RETURNING id
    """
)
_WAS_RUN = text(
    """
    SELECT EXISTS (
      SELECT FROM monitor_runs
       WHERE month = :month AND ended_at IS NOT NULL AND error IS NULL
         AND requested_at >= CAST(:month AS date) + interval '1 month 1 day'
    )
    """
)
# Asked for on the second day; a stack that was not there at the month's end has nothing to count
_IS_LATE = text(
    """
    SELECT now() > CAST(:month AS date) + interval '1 month 3 days'
       AND (SELECT min(created_at) FROM users) < CAST(:month AS date) + interval '1 month'
    """
)


@dataclass(frozen=True)
class Run:
    """What is counted for one month, and how far that is.

    Attributes:
        month: its first day.
        requested_by: None of the schedule.
        step: what is done now, or was done last.
        clients_to: the largest id of a client when somebody began; the snapshot ends there.
        error: why it ended too early.
        figures: what each step found, by the name of the step.
    """

    id: int
    month: date
    requested_by: int | None
    requested_at: datetime
    heard_from_at: datetime | None
    ended_at: datetime | None
    step: Step
    clients_to: int | None
    clients_reached: int
    error: str | None
    figures: dict[str, Any]


_COLUMNS = [monitor_runs.c[field.name] for field in fields(Run)]


def ask_for_run(connection: Connection, month: date, requested_by: int | None) -> int | None:
    """Adds a run that waits to be done and returns its id; None while another one is open."""
    values = {"month": month, "requested_by": requested_by}
    run_id: int | None = connection.execute(_ASK, values).scalar_one_or_none()
    return run_id


def ask_for_last_month(connection: Connection) -> int | None:
    """Adds a run of the month that ended last; None where it was done, or one is open."""
    month = month_before(bank_date())
    if connection.execute(_WAS_RUN, {"month": month}).scalar_one():
        return None
    return ask_for_run(connection, month, None)


def is_last_month_late(connection: Connection) -> bool:
    """Says whether the month that ended last is not counted although it was to be days ago."""
    month = {"month": month_before(bank_date())}
    is_late: bool | None = connection.execute(_IS_LATE, month).scalar_one()
    return bool(is_late) and not connection.execute(_WAS_RUN, month).scalar_one()


def wake_monitor() -> None:
    """Has the monitor go on with the open run, without waiting for it.

    Raises:
        UnavailableError: it cannot be called; the sweep does it within the next minutes.
    """
    tell_function(setting("MONITOR_FUNCTION"), {"action": "go_on"})


def get_run(connection: Connection, run_id: int) -> Run | None:
    """Returns a run."""
    row = connection.execute(select(*_COLUMNS).where(monitor_runs.c.id == run_id)).one_or_none()
    return run_of(row) if row else None


def open_run(connection: Connection) -> Run | None:
    """Returns the run that has not ended."""
    statement = select(*_COLUMNS).where(monitor_runs.c.ended_at.is_(None))
    row = connection.execute(statement).one_or_none()
    return run_of(row) if row else None


def list_runs(connection: Connection, before: int | None, limit: int) -> Sequence[Run]:
    """Returns runs, the newest first, of those before an id."""
    statement = select(*_COLUMNS).order_by(monitor_runs.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(monitor_runs.c.id < before)
    return [run_of(row) for row in connection.execute(statement)]


def run_of(row: Row[Any]) -> Run:
    """Returns a row of ``monitor_runs`` as a record."""
    return Run(**{name: row._mapping[name] for name in _NAMES} | {"step": Step(row.step)})


_NAMES = [field.name for field in fields(Run)]
