"""Runs of the monitor over HTTP."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import MONTH_PATTERN
from core.monitoring.rules.vocabulary import Step
from core.monitoring.runs import Run

RUN_EXAMPLE: dict[str, Any] = {
    "id": 31,
    "month": "2026-10-01",
    "state": "working",
    "step": "snapshot",
    "steps_done": [],
    "clients_reached": 40_000,
    "clients_to": 1_000_000,
    "requested_by": 3,
    "requested_at": "2026-11-02T03:00:00Z",
    "heard_from_at": "2026-11-02T03:00:11Z",
    "ended_at": None,
    "error": None,
}


class RunState(StrEnum):
    """Where a run is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class RunRequest(BaseModel):
    """Which month is counted: the one that ended last unless given."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"month": "2026-10"}})

    month: Annotated[str, Field(pattern=MONTH_PATTERN, max_length=7)] | None = None


class RunResponse(BaseModel):
    """A run of the monitor.

    Attributes:
        month: its first day.
        step: what is done now, or was done last.
        clients_reached, clients_to: ids up to which a step that goes through clients has come, and
            up to which it goes.
        requested_by: null of the schedule.
        error: why it failed.
    """

    model_config = ConfigDict(json_schema_extra={"example": RUN_EXAMPLE})

    id: int
    month: date
    state: RunState
    step: Step
    steps_done: list[Step]
    clients_reached: int
    clients_to: int | None
    requested_by: int | None
    requested_at: datetime
    heard_from_at: datetime | None
    ended_at: datetime | None
    error: str | None

    @classmethod
    def of(cls, run: Run) -> Self:
        """Shows a run without what it found: that has pages of its own."""
        told = {name: getattr(run, name) for name in cls.model_fields if hasattr(run, name)}
        steps = [step for step in Step if step in run.figures]
        return cls(**told, state=_state_of(run), steps_done=steps)


def _state_of(run: Run) -> RunState:
    if run.ended_at is not None:
        return RunState.DONE if run.error is None else RunState.FAILED
    return RunState.WAITING if run.heard_from_at is None else RunState.WORKING
