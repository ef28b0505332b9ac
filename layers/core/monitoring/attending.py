"""Statements on verdicts and alerts: look through them, and what people do about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, select, text

from core.journal.queries import list_events, record_event
from core.journal.records import AuditEvent, EventFilter
from core.kit.errors import ConflictError
from core.monitoring.rules.handling_states import HandlingState
from core.monitoring.rules.lights import Light
from core.monitoring.tables import alerts, verdicts
from core.monitoring.verdict_records import (
    Alert,
    HandlingChange,
    HandlingEvent,
    VerdictRecord,
)

_NAMED = "trim(u.last_name || ' ' || u.first_name) AS owner_name"
_VERDICT = f"SELECT v.*, {_NAMED} FROM verdicts v LEFT JOIN users u ON u.id = v.owner_id"
_ALERT = f"SELECT a.*, {_NAMED} FROM alerts a LEFT JOIN users u ON u.id = a.owner_id"
_ONE_VERDICT = text(f"{_VERDICT} WHERE v.id = :id FOR UPDATE OF v")
_ONE_ALERT = text(f"{_ALERT} WHERE a.id = :id FOR UPDATE OF a")
_VERDICTS = text(
    f"""
    {_VERDICT} WHERE CAST(:before AS date) IS NULL OR v.month < :before
     ORDER BY v.month DESC LIMIT :limit
    """
)
_ALERTS = text(
    f"""
    {_ALERT}
     WHERE (CAST(:state AS text) IS NULL OR a.state = :state)
       AND (CAST(:light AS text) IS NULL OR a.light = :light)
       AND (CAST(:before AS bigint) IS NULL OR a.id < :before)
     ORDER BY a.id DESC LIMIT :limit
    """
)
_CHANGED = """
    UPDATE {table} SET
      state = :state, accepted_until = :accepted_until, note = :note, owner_id = :owner_id,
      revision = revision + 1, updated_at = clock_timestamp()
     WHERE id = :id
"""
_VERDICT_OF, _ALERT_OF = TypeAdapter(VerdictRecord), TypeAdapter(Alert)
_EVENT_OF = TypeAdapter(HandlingEvent)
_CHANGE = {table.name: text(_CHANGED.format(table=table.name)) for table in (verdicts, alerts)}


def list_verdicts(connection: Connection, before: date | None, limit: int) -> list[VerdictRecord]:
    """Returns verdicts, the newest month first, of the months before one."""
    rows = connection.execute(_VERDICTS, {"before": before, "limit": limit})
    return [_VERDICT_OF.validate_python(dict(row._mapping)) for row in rows]


def list_alerts(
    connection: Connection,
    state: HandlingState | None,
    light: Light | None,
    before: int | None,
    limit: int,
) -> list[Alert]:
    """Returns alerts, the newest first, of those before an id."""
    values = {"state": state, "light": light, "before": before, "limit": limit}
    return [
        _ALERT_OF.validate_python(dict(row._mapping)) for row in connection.execute(_ALERTS, values)
    ]


def list_handling(
    connection: Connection, table: Table, row_id: int, after: int | None, limit: int
) -> list[HandlingEvent]:
    """Returns what people did about a verdict or an alert, the newest first, before an event."""
    wanted = EventFilter(subject_table=table.name, subject_id=row_id)
    found = list_events(connection, wanted, after=after, limit=limit)
    return [_handling(one) for one in found]


def is_there(connection: Connection, table: Table, row_id: int) -> bool:
    """Says whether there is such a verdict or alert; it locks nothing."""
    return connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None


def _handling(event: AuditEvent) -> HandlingEvent:
    changed = event.new_values or {}
    return _EVENT_OF.validate_python(
        {
            "id": event.id,
            "occurred_at": event.occurred_at,
            "actor_name": event.actor_name,
            "state": changed.get("state"),
            "accepted_until": changed.get("accepted_until"),
            "note": changed.get("note"),
            "took": "owner_id" in changed,
        }
    )


def get_verdict(connection: Connection, verdict_id: int) -> VerdictRecord | None:
    """Returns a verdict, which nobody else changes until the end."""
    row = connection.execute(_ONE_VERDICT, {"id": verdict_id}).one_or_none()
    return _VERDICT_OF.validate_python(dict(row._mapping)) if row else None


def get_alert(connection: Connection, alert_id: int) -> Alert | None:
    """Returns an alert, which nobody else changes until the end."""
    row = connection.execute(_ONE_ALERT, {"id": alert_id}).one_or_none()
    return _ALERT_OF.validate_python(dict(row._mapping)) if row else None


def attend_verdict(
    connection: Connection, found: VerdictRecord, change: HandlingChange, actor_id: int
) -> None:
    """Changes what people say of a verdict, and writes who did it."""
    _attend(connection, verdicts, found, change, actor_id)


def attend_alert(
    connection: Connection, found: Alert, change: HandlingChange, actor_id: int
) -> None:
    """Changes what people say of an alert, and writes who did it.

    Raises:
        ConflictError: it is resolved: the same signal, should it come again, opens a new one.
    """
    if found.state == HandlingState.RESOLVED and change.state is not None:
        raise ConflictError("This alert is resolved. A new one opens if its signal comes again.")
    _attend(connection, alerts, found, change, actor_id)


def _attend(
    connection: Connection,
    table: Table,
    found: VerdictRecord | Alert,
    change: HandlingChange,
    actor_id: int,
) -> None:
    state = change.state or found.state
    until = change.accepted_until if change.state else found.accepted_until
    values: dict[str, Any] = {
        "state": state,
        "accepted_until": until,
        "note": found.note if change.note is None else change.note,
        "owner_id": change.taken_by or found.owner_id,
    }
    connection.execute(_CHANGE[table.name], {"id": found.id, **values})
    record_event(
        connection,
        actor_id=actor_id,
        action=f"{table.name.removesuffix('s')}.attend",
        subject=(table.name, found.id),
        **_difference(found, values),
    )


def _difference(
    found: VerdictRecord | Alert, values: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Returns what was and what is, of what has changed."""
    changed = [name for name, value in values.items() if value != getattr(found, name)]
    return {
        "old_values": {name: _told(getattr(found, name)) for name in changed},
        "new_values": {name: _told(values[name]) for name in changed},
    }


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
