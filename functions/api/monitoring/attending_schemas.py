"""Verdicts and alerts over HTTP: what people say of them."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.kit.patterns import TEXT_PATTERN
from core.monitoring.rules.handling_states import HandlingState

_HANDLED: dict[str, Any] = {
    "state": "acknowledged",
    "owner_id": 5,
    "owner_name": "Орлова Анна",
    "accepted_until": None,
    "note": "The campaign of October: watched until January",
    "revision": 3,
    "updated_at": "2026-12-03T09:12:44Z",
}
VERDICT_EXAMPLE: dict[str, Any] = {
    "id": 12,
    "month": "2026-11-01",
    "run_id": 31,
    "verdict": "watch",
    "signals": [
        {
            "kind": "population",
            "model": "behavioural",
            "model_version": "2026-11-20-1c2d3e4f",
            "name": "credits_open",
            "p_value": 4.1e-9,
            "psi": 0.1211,
            "adjusted": 1.9e-7,
            "light": "red",
        }
    ],
    "judged_at": "2026-12-02T03:04:10Z",
    **_HANDLED,
}
ALERT_EXAMPLE: dict[str, Any] = {
    "id": 44,
    "kind": "population",
    "model": "behavioural",
    "model_version": "2026-11-20-1c2d3e4f",
    "name": "credits_open",
    "light": "red",
    "p_value": 1.9e-7,
    "psi": 0.1211,
    "first_month": "2026-10-01",
    "last_month": "2026-11-01",
    "months": 2,
    "opened_at": "2026-11-02T03:04:10Z",
    **_HANDLED,
}


HANDLING_EXAMPLE: dict[str, Any] = {
    "id": 90231,
    "occurred_at": "2026-12-03T09:12:44Z",
    "actor_name": "Орлова Анна",
    "state": "acknowledged",
    "accepted_until": None,
    "note": "The campaign of October: watched until January",
    "took": True,
}
ATTEND_EXAMPLE: dict[str, Any] = {
    "state": "accepted",
    "accepted_until": "2027-01-31",
    "note": "The campaign of October: watched until January",
    "take": True,
}


class AttendRequest(BaseModel):
    """What is done about a verdict or an alert; what is not named stays as it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": ATTEND_EXAMPLE})

    state: HandlingState | None = None
    accepted_until: date | None = Field(None, description="with the state accepted alone")
    note: Annotated[str, Field(max_length=2_000, pattern=TEXT_PATTERN)] | None = None
    take: bool = Field(False, description="whoever asks looks after it from now on")

    @model_validator(mode="after")
    def _accepted_until_a_day(self) -> "AttendRequest":
        if (self.state is HandlingState.ACCEPTED) != (self.accepted_until is not None):
            raise ValueError("accepted is until a day: name both, or neither")
        return self
