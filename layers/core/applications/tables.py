"""Applications, and what happened to each."""

from sqlalchemy import (
    UUID,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.applications.rules.states import ApplicationState, Channel, Purpose
from core.kit.tables import metadata, moment, one_of

applications = Table(
    "applications",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("number", BigInteger, Identity(), nullable=False, unique=True),  # what people call it
    Column("client_id", ForeignKey("clients.id")),  # of a draft, only where it is known already
    Column("manager_id", ForeignKey("managers.id")),  # who handles it
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=ApplicationState.DRAFT),
    Column("person", JSONB, nullable=False, server_default=text("'{}'")),
    Column("document_hash", Text),  # keyed, see core.clients.rules.documents
    Column("answers", JSONB, nullable=False, server_default=text("'{}'")),
    Column("amount_rub", Numeric(14, 2)),
    Column("term_months", SmallInteger),
    Column("purpose", Text),
    Column("annual_rate", Numeric(5, 2)),
    Column("score_id", ForeignKey("scores.id")),
    Column("external_id", Text, unique=True),  # of the program that brought it in
    Column("version", Integer, nullable=False, server_default=text("1")),
    # Times that it was submitted again with other answers
    Column("times_changed", SmallInteger, nullable=False, server_default=text("0")),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    moment("created_at"),
    moment("updated_at"),  # of what it says
    moment("submitted_at", nullable=True),
    moment("completed_at", nullable=True),  # when the last required input came, for good
    Column("returned_reason", Text),
    one_of("channel", Channel),
    one_of("state", ApplicationState),
    one_of("purpose", Purpose),
    CheckConstraint("amount_rub > 0 AND amount_rub <> 'NaN'", name="amount_rub"),
    CheckConstraint("term_months BETWEEN 1 AND 480", name="term_months"),
    CheckConstraint("annual_rate >= 0 AND annual_rate <> 'NaN'", name="annual_rate"),
    CheckConstraint(
        "state IN ('draft', 'withdrawn') OR client_id IS NOT NULL AND score_id IS NOT NULL"
        " AND submitted_at IS NOT NULL AND completed_at IS NOT NULL",
        name="submitted_is_complete",
    ),
    # UUIDv7 ids grow with time: each index gives the newest first
    Index("ix_applications_state_id", "state", "id"),
    Index("ix_applications_client_id_id", "client_id", "id"),
    Index("ix_applications_manager_id_id", "manager_id", "id"),
    Index("ix_applications_created_by_id", "created_by", "id"),
    # The scorer looks for the applications of its batch
    Index("ix_applications_score_id", "score_id"),
)

application_events = Table(
    "application_events",
    metadata,
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("place", Integer, nullable=False),  # 1, 2, ... of one application
    moment("at"),
    Column("actor_id", ForeignKey("users.id"), nullable=False),
    Column("from_state", Text),  # null of the first
    Column("to_state", Text, nullable=False),
    Column("note", Text),
    PrimaryKeyConstraint("application_id", "place"),
    one_of("from_state", ApplicationState),
    one_of("to_state", ApplicationState),
)
