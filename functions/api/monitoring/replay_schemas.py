"""Replays over HTTP; each is shown as the core records it."""

from typing import Any

REPLAY_EXAMPLE: dict[str, Any] = {
    "id": 41,
    "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
    "client_id": 17,
    "replayed_at": "2026-11-28T01:40:00Z",
    "requested_by": None,
    "verdict": "differs",
    "parts": ["calibration"],
    "difference": 0.0004,
    "details": {"missing": [], "unchecked": [], "files": ["models.json"], "rebuilt": None},
    "is_alarming": True,
}
NIGHT_EXAMPLE: dict[str, Any] = {
    "ended_at": "2026-11-28T01:40:00Z",
    "verdicts": {"identical": 499, "differs": 1},
    "alarming": 1,
}
