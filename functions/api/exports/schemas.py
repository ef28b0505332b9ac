"""Exports over HTTP."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from core.exports.queries import Export
from core.exports.rules.export_vocabulary import ExportFormat, ExportKind, ExportState

EXPORT_EXAMPLE: dict[str, Any] = {
    "id": 7,
    "kind": "clients",
    "format": "csv_excel",
    "state": "done",
    "rows_written": 1_510,
    "fault": None,
    "created_at": "2026-11-23T09:00:00Z",
    "finished_at": "2026-11-23T09:00:04Z",
}


class ExportRequest(BaseModel):
    """What the file holds and how it is written; which clients, the query says as for the list."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"kind": "clients", "format": "csv_excel"}}
    )

    kind: ExportKind
    format: ExportFormat


class ExportResponse(BaseModel):
    """An export; once it is ``done`` its file can be fetched."""

    model_config = ConfigDict(json_schema_extra={"example": EXPORT_EXAMPLE})

    id: int
    kind: ExportKind
    format: ExportFormat
    state: ExportState
    rows_written: int | None
    fault: str | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, found: Export) -> Self:
        """Shows an export without whom it is of."""
        return cls(**{name: getattr(found, name) for name in cls.model_fields})
