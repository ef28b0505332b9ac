"""What queries on the journal return; the API shows it as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class AuditEvent:
    """Who did what to whom; without an actor where nobody proved who they are."""

    id: int
    occurred_at: datetime
    actor_id: int | None
    actor_name: str | None
    action: str
    subject_table: str
    subject_id: int
    subject_name: str | None
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None


@dataclass(frozen=True)
class EventFilter:
    """Which events are wanted; None for all."""

    action: str | None = None
    actor_id: int | None = None
    subject_table: str | None = None
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
