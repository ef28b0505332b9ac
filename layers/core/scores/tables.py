"""Scores, enquiries about who is not stored, and the rescorings of many clients at once."""

from sqlalchemy import (
    UUID,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.kit.tables import metadata, moment, one_of
from core.scores.rules.vocabulary import Decision, ModelName, ScoreStatus

portfolio_batches = Table(
    "portfolio_batches",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("requested_by", ForeignKey("users.id"), nullable=False),
    moment("requested_at"),
    Column("filters", JSONB, nullable=False),
    Column("total", Integer, nullable=False),
)

# Who is not stored: what was told of a person, kept for as long as the retention says
enquiries = Table(
    "enquiries",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("answers", JSONB, nullable=False),
    Column("histories", JSONB, nullable=False),
    Column("requested_by", ForeignKey("users.id"), nullable=False),
    moment("requested_at"),
    Index("ix_enquiries_requested_at", "requested_at"),
)

# A new column is named here, in a migration, and in the record that carries it: queries, the
# scorer's statement and the API take it from there (docs/decisions/0013).
scores = Table(
    "scores",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("client_id", ForeignKey("clients.id")),
    Column("enquiry_id", ForeignKey("enquiries.id", ondelete="CASCADE")),
    Column("status", Text, nullable=False, server_default=ScoreStatus.PENDING),
    Column("as_of", Date),
    Column("proba", Double),
    Column("grade", Text),
    Column("decision", Text),
    Column("reasons", JSONB),
    Column("features", JSONB),
    # Of every reason code, in log-odds before calibration; `reasons` names the largest
    Column("contributions", JSONB),
    Column("model", Text),
    Column("challengers", JSONB),
    Column("model_version", Text),
    Column("model_sha256", Text),
    Column("policy_version", Text),
    Column("policy_sha256", Text),
    # What a later policy made of the same probability, and which one; null while none did
    Column("redecided", Text),
    Column("redecided_by", Text),
    Column("requested_by", ForeignKey("users.id"), nullable=False, index=True),
    moment("requested_at"),
    moment("resent_at", nullable=True),
    # Times that a scorer began with it after it was sent again
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    moment("scored_at", nullable=True),
    Column("error", Text),
    Column("batch_id", ForeignKey("portfolio_batches.id")),
    one_of("status", ScoreStatus),
    one_of("decision", Decision),
    one_of("redecided", Decision),
    one_of("model", ModelName),
    CheckConstraint("(redecided IS NULL) = (redecided_by IS NULL)", name="redecided_by_a_policy"),
    CheckConstraint("num_nonnulls(client_id, enquiry_id) = 1", name="of_one"),
    # 1 is who has defaulted: a fact, and no model's word
    CheckConstraint("proba > 0 AND (proba < 1 OR proba = 1 AND model IS NULL)", name="proba"),
    CheckConstraint(
        "status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND reasons IS NOT NULL"
        " AND features IS NOT NULL AND policy_version IS NOT NULL AND scored_at IS NOT NULL"
        " AND (proba = 1 OR model_version IS NOT NULL))",
        name="done_is_complete",
    ),
    # UUIDv7 ids grow with time, so this index also gives the latest score of a client.
    Index("ix_scores_client_id_id", "client_id", "id"),
    # What lists say of finished ones: the rows are wide with features and reasons.
    Index(
        "ix_scores_done",
        "client_id",
        "id",
        postgresql_include=[
            "proba",
            "grade",
            "decision",
            "model",
            "model_version",
            "policy_version",
            "redecided",
            "redecided_by",
            "requested_at",
        ],
        postgresql_where=text("status = 'done'"),
    ),
    # Whom a notice compares with: people just on the approved side of a cut-off
    Index(
        "ix_scores_approved",
        "model_version",
        "model",
        "proba",
        postgresql_where=text("contributions IS NOT NULL"),
    ),
    Index("ix_scores_enquiry_id", "enquiry_id", postgresql_where=text("enquiry_id IS NOT NULL")),
    Index("ix_scores_batch_id", "batch_id", postgresql_where=text("batch_id IS NOT NULL")),
    Index(
        "ix_scores_pending",
        text("coalesce(resent_at, requested_at)"),
        postgresql_where=text("status = 'pending'"),
    ),
)
