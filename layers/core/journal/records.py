"""What queries on the journal return; the API shows it as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.journal.rules.chain import FaultKind


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


@dataclass(frozen=True)
class ChainState:
    """How far the journal is sealed, what the last check found, and how far one is that runs."""

    seal_no: int | None
    event_id: int | None
    sha256: str | None
    sealed_at: datetime | None
    unsealed: int
    checked_at: datetime | None
    checked_seal_no: int | None
    fault: FaultKind | None
    fault_event_id: int | None
    fault_seal_no: int | None
    checking_seal_no: int | None
