"""What queries on the journal return; the API shows it as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class AuditEvent:
    """Who did what to whom."""

    id: int
    occurred_at: datetime
    actor_id: int
    actor_name: str
    action: str
    subject_table: str
    subject_id: int
    old_values: dict[str, Any] | None
    new_values: dict[str, Any] | None
