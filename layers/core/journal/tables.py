"""The audit journal and the chain over it; triggers refuse changes and deletions of both."""

from sqlalchemy import BigInteger, Column, Identity, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from core.journal.rules.chain import BEGINNING, FaultKind
from core.kit.tables import metadata, moment, one_of

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
    # Newest first, of all and of whatever may be looked for
    Index("ix_audit_events_occurred_at", "occurred_at", "id"),
    Index("ix_audit_events_actor_id", "actor_id", "occurred_at", "id"),
    Index("ix_audit_events_action", "action", "occurred_at", "id"),
    Index("ix_audit_events_subject", "subject_table", "subject_id", "occurred_at", "id"),
)

# Events that no seal holds yet: a trigger adds each one in the transaction that writes it
audit_unsealed = Table(
    "audit_unsealed",
    metadata,
    Column("event_id", BigInteger, primary_key=True, autoincrement=False),
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("seal_no", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", BigInteger, nullable=False, unique=True),
    Column("previous_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    moment("sealed_at"),
)

# A check of the whole chain: how far it has come, or what it has found
audit_checks = Table(
    "audit_checks",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    moment("started_at"),
    moment("finished_at", nullable=True),
    Column("seal_no", BigInteger, nullable=False, server_default=text("0")),
    Column("sha256", Text, nullable=False, server_default=BEGINNING),
    Column("event_id", BigInteger, nullable=False, server_default=text("0")),
    Column("fault", Text),
    Column("fault_event_id", BigInteger),
    Column("fault_seal_no", BigInteger),
    one_of("fault", FaultKind),
    Index(
        "ix_audit_checks_running",
        text("(finished_at IS NULL)"),
        unique=True,
        postgresql_where=text("finished_at IS NULL"),
    ),
    Index("ix_audit_checks_finished_at", "finished_at"),
)
