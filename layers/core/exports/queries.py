"""Statements on exports."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text

from core.exports.rules.export_vocabulary import ExportFormat, ExportKind, ExportState
from core.exports.tables import exports

_FINISH = text(
    """
    UPDATE exports SET state = :state, rows_written = :rows, fault = :fault, finished_at = now()
     WHERE id = :export_id AND state = 'pending'
    """
)


@dataclass(frozen=True)
class Export:
    """What was asked for, and what became of it.

    Attributes:
        wanted: which clients, as the list was filtered, and what made a score current then.
        fault: why there is no file, a code.
    """

    id: int
    kind: ExportKind
    format: ExportFormat
    state: ExportState
    wanted: dict[str, Any]
    rows_written: int | None
    fault: str | None
    created_by: int
    created_at: datetime
    finished_at: datetime | None


_COLUMNS = [exports.c[field.name] for field in fields(Export)]


def add_export(
    connection: Connection,
    kind: ExportKind,
    format_: ExportFormat,
    wanted: dict[str, Any],
    user_id: int,
) -> int:
    """Adds an export that waits to be made; returns its id."""
    row = {"kind": kind, "format": format_, "wanted": wanted, "created_by": user_id}
    statement = insert(exports).values(**row).returning(exports.c.id)
    export_id: int = connection.execute(statement).scalar_one()
    return export_id


def get_export(connection: Connection, export_id: int) -> Export | None:
    """Returns an export."""
    statement = select(*_COLUMNS).where(exports.c.id == export_id)
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    typed = {
        "kind": ExportKind(row.kind),
        "format": ExportFormat(row.format),
        "state": ExportState(row.state),
    }
    return Export(**{**row._mapping, **typed})


def finish_export(
    connection: Connection, export_id: int, *, rows: int | None = None, fault: str | None = None
) -> None:
    """Records that the file is there, or why it is not; nothing if it was recorded before."""
    state = ExportState.FAILED if fault else ExportState.DONE
    values = {"export_id": export_id, "state": state, "rows": rows, "fault": fault}
    connection.execute(_FINISH, values)
