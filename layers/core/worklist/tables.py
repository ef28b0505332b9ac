"""What was done about the reasons to deal with somebody."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from core.kit.tables import metadata, moment, one_of
from core.worklist.rules.work_words import MarkState, Reason

# One row a reason of a client or an application: the journal keeps what was before.
worklist_marks = Table(
    "worklist_marks",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("client_id", ForeignKey("clients.id")),
    Column("application_number", ForeignKey("applications.number")),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False),  # what was known then
    Column("key", Text, nullable=False),  # of the row that it was done to
    Column("state", Text, nullable=False),
    Column("until", Date),
    Column("marked_by", ForeignKey("users.id"), nullable=False),
    moment("marked_at"),
    UniqueConstraint("client_id", "reason"),
    UniqueConstraint("application_number", "reason"),
    one_of("reason", Reason),
    one_of("state", MarkState),
    CheckConstraint("num_nonnulls(client_id, application_number) = 1", name="one_subject"),
    CheckConstraint("(state = 'snoozed') = (until IS NOT NULL)", name="until"),
    Index("ix_worklist_marks_key", "key"),
)
