"""The audit journal; a trigger of the database refuses changes and deletions."""

from sqlalchemy import BigInteger, Column, Identity, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from core.kit.tables import metadata, moment

audit_events = Table(
    "audit_events",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    moment("occurred_at"),
    Column("actor_id", BigInteger),  # no foreign key: the journal outlives those it names
    Column("action", Text, nullable=False),
    Column("subject_table", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("old_values", JSONB),
    Column("new_values", JSONB),
    Index("ix_audit_events_subject_table_subject_id", "subject_table", "subject_id"),
)
