"""Exports: who asked for what, and what became of it; the file lies in the bucket."""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from core.exports.rules.export_vocabulary import ExportFormat, ExportKind, ExportState
from core.kit.tables import metadata, moment, one_of

exports = Table(
    "exports",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("wanted", JSONB, nullable=False),  # which clients, as the list was filtered
    Column("state", Text, nullable=False, server_default=ExportState.PENDING),
    Column("rows_written", Integer),
    Column("fault", Text),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    moment("created_at"),
    moment("finished_at", nullable=True),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    moment("leased_until", nullable=True),  # whoever makes it has died by then
    one_of("kind", ExportKind),
    one_of("format", ExportFormat),
    one_of("state", ExportState),
    Index("ix_exports_created_by_id", "created_by", "id"),
    Index("ix_exports_pending", "id", postgresql_where=text("state = 'pending'")),
)
