"""Notices of decisions, their texts, and objections to them."""

from sqlalchemy import (
    CHAR,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.decisions.rules.vocabulary import Outcome
from core.kit.tables import metadata, moment, one_of
from core.notices.rules.vocabulary import Component, Language, ObjectionOutcome, SendingChannel

IS_DUE = "(sent_at IS NULL OR returned_at IS NOT NULL) AND replaced_at IS NULL"
"""What still has to go to the applicant: what was never sent, and what came back."""

WAITS_SINCE = "coalesce(tried_at, decided_at)"
"""What one that is to be written waits from: its decision, or the last time it was tried."""

# A trigger on decisions opens one with each final decline and counteroffer, so that none is missed,
# whoever decides by whatever statement (migration 0027)
notices = Table(
    "notices",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False, unique=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    # What the period runs from: the application was complete, or objected to
    moment("clock_from"),
    moment("decided_at"),
    moment("tried_at", nullable=True),  # by the sweep
    Column("component", Text),
    Column("reasons", JSONB),  # codes with their values, the gravest first
    moment("produced_at", nullable=True),
    Column("produced_by", ForeignKey("users.id")),  # null of the sweep
    moment("object_until", nullable=True),
    moment("sent_at", nullable=True),
    Column("sent_by", ForeignKey("users.id")),
    Column("channel", Text),
    moment("delivered_at", nullable=True),
    Column("evidence", Text),
    moment("returned_at", nullable=True),
    Column("returned_reason", Text),
    moment("replaced_at", nullable=True),
    one_of("outcome", Outcome),
    one_of("component", Component),
    one_of("channel", SendingChannel),
    CheckConstraint(
        "produced_at IS NULL OR num_nulls(component, reasons) = 0 AND reasons <> '[]'",
        name="produced_is_complete",
    ),
    CheckConstraint(
        "sent_at IS NULL OR num_nulls(produced_at, sent_by, channel) = 0", name="sent_is_complete"
    ),
    CheckConstraint(
        "(delivered_at IS NULL OR sent_at IS NOT NULL AND evidence IS NOT NULL)"
        " AND (returned_at IS NULL OR sent_at IS NOT NULL AND returned_reason IS NOT NULL)"
        " AND num_nonnulls(delivered_at, returned_at) < 2",
        name="delivered_or_returned",
    ),
    Index("ix_notices_due", "clock_from", "id", postgresql_where=text(IS_DUE)),
    Index(
        "ix_notices_to_write",
        text(WAITS_SINCE),
        postgresql_where=text("produced_at IS NULL AND replaced_at IS NULL"),
    ),
    Index("ix_notices_application_id", "application_id", "id"),
    Index("ix_notices_client_id", "client_id", "id"),
)

# Only ever added to (a trigger refuses the rest)
notice_texts = Table(
    "notice_texts",
    metadata,
    Column("notice_id", ForeignKey("notices.id"), nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", CHAR(64), nullable=False),  # of the text in UTF-8
    moment("produced_at"),
    PrimaryKeyConstraint("notice_id", "language"),
    one_of("language", Language),
)

# One that is open waits for a person who did not decide; a final decision answers it (a trigger)
objections = Table(
    "objections",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("notice_id", ForeignKey("notices.id"), nullable=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("new_facts", Text),
    Column("raised_by", ForeignKey("users.id"), nullable=False),
    moment("raised_at"),
    moment("due_at"),
    Column("decided_by", ForeignKey("users.id"), nullable=False),  # what is objected to
    Column("outcome", Text),
    Column("answer", Text),
    moment("answered_at", nullable=True),
    Column("answered_by", ForeignKey("users.id")),
    Column("answering_decision_id", ForeignKey("decisions.id")),
    one_of("outcome", ObjectionOutcome),
    CheckConstraint("answered_by <> decided_by", name="another_person"),
    CheckConstraint(
        "(outcome IS NULL) = (answered_at IS NULL)"
        " AND (outcome IS DISTINCT FROM 'upheld' OR num_nulls(answer, answering_decision_id) < 2)"
        " AND (outcome IS DISTINCT FROM 'corrected' OR answering_decision_id IS NOT NULL)",
        name="answered_is_complete",
    ),
    Index(
        "uq_objections_open",
        "application_id",
        unique=True,
        postgresql_where=text("answered_at IS NULL"),
    ),
    Index("ix_objections_due", "due_at", "id", postgresql_where=text("answered_at IS NULL")),
    Index("ix_objections_notice_id", "notice_id", "id"),
)
