"""Scores, enquiries about who is not stored, and the rescorings of many clients at once."""

from sqlalchemy import (
    ARRAY,
    CHAR,
    JSON,
    UUID,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.kit.tables import metadata, moment, one_of
from core.scores.rules.master_scale import UNKNOWN_GRADE
from core.scores.rules.vocabulary import Decision, ModelName, ScoreStatus

# A rescoring of many clients: laid out in chunks along their ids, each scored by one message
portfolio_batches = Table(
    "portfolio_batches",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("requested_by", ForeignKey("users.id"), nullable=False),
    moment("requested_at"),
    Column("filters", JSONB, nullable=False),
    Column("scope", Text),  # whom it is of, where one at a time is enough; null of named clients
    Column("clients_reached", BigInteger, nullable=False, server_default=text("0")),
    moment("stepped_at"),  # when its last chunks were laid out
    moment("planned_at", nullable=True),  # all its chunks are laid out
    moment("cancelled_at", nullable=True),
    moment("ended_at", nullable=True),
    Index(
        "ix_portfolio_batches_running",
        "scope",
        unique=True,
        postgresql_where=text("scope IS NOT NULL AND ended_at IS NULL"),
    ),
    Index(
        "ix_portfolio_batches_unplanned",
        "stepped_at",
        postgresql_where=text("planned_at IS NULL"),
    ),
)

# The outbox of its message, and once recorded what came of it: progress adds up these rows and
# never looks at scores
portfolio_chunks = Table(
    "portfolio_chunks",
    metadata,
    Column("batch_id", ForeignKey("portfolio_batches.id"), nullable=False),
    Column("chunk_no", Integer, nullable=False),
    Column("after_id", BigInteger, nullable=False),  # the clients above this one
    Column("to_id", BigInteger, nullable=False),  # up to and with this one
    Column("as_of", Date),  # the day to score as of; null for the day of scoring
    Column("clients", Integer, nullable=False),
    moment("sent_at"),
    # Times that a scorer began with it
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    moment("recorded_at", nullable=True),
    Column("done", Integer, nullable=False, server_default=text("0")),
    Column("failed", Integer, nullable=False, server_default=text("0")),
    # What moved since the scores before, see core.scores.rules.moving
    Column("moved", JSONB),
    Column("largest_change", Double),
    PrimaryKeyConstraint("batch_id", "chunk_no"),
    Index(
        "ix_portfolio_chunks_open",
        "batch_id",
        "sent_at",
        postgresql_where=text("recorded_at IS NULL"),
    ),
    Index("ix_portfolio_chunks_batch_id_largest_change", "batch_id", "largest_change"),
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

# What scores come of besides their clients: bundle and code. One row for all that share it.
provenances = Table(
    "provenances",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("sha256", CHAR(64), nullable=False, unique=True),  # of the canonical content
    Column("content", JSONB, nullable=False),
    moment("first_seen_at"),
)

# What scores of a portfolio have alike, see core.scores.rules.packing. One row for all of them.
score_kinds = Table(
    "score_kinds",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("sha256", CHAR(64), nullable=False, unique=True),
    Column("model", Text),
    Column("model_version", Text),
    Column("model_sha256", Text),
    Column("policy_version", Text, nullable=False),
    Column("policy_sha256", Text),
    Column("provenance_id", ForeignKey("provenances.id")),
    Column("feature_names", ARRAY(Text), nullable=False),
    Column("decimals", ARRAY(Text), nullable=False),
    Column("codes", ARRAY(Text), nullable=False),
    one_of("model", ModelName),
    CheckConstraint("(model IS NULL) = (model_version IS NULL)", name="of_a_model"),
)

# A new column is named here, in a migration, and in the record that carries it: queries, the
# scorer's statement and the API take it from there (docs/decisions/0013). Rows lie in parts by the
# month of their ids, which core.scores.months makes ahead (docs/decisions/0032).
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
    Column("raw_score", Double),  # log-odds before calibration, which the contributions add up to
    Column("challengers", JSONB),
    Column("model_version", Text),
    Column("model_sha256", Text),
    Column("policy_version", Text),
    Column("policy_sha256", Text),
    # By which a replay tells what was changed; null of scores that are older than replays
    Column("provenance_id", ForeignKey("provenances.id")),
    Column("features_sha256", LargeBinary),
    Column("reasons_sha256", LargeBinary),
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
    # In place of features, contributions, reasons, model and policy, where many have them alike.
    # Text, which takes less room than JSONB and keeps each number as it was written
    Column("kind_id", ForeignKey("score_kinds.id")),
    Column("packed_features", JSON),
    Column("packed_contributions", JSON),
    Column("packed_reasons", JSON),
    one_of("status", ScoreStatus),
    one_of("decision", Decision),
    one_of("redecided", Decision),
    one_of("model", ModelName),
    CheckConstraint("(redecided IS NULL) = (redecided_by IS NULL)", name="redecided_by_a_policy"),
    CheckConstraint("num_nonnulls(client_id, enquiry_id) = 1", name="of_one"),
    CheckConstraint("(status = 'pending'::text) = (scored_at IS NULL)", name="pending_is_unscored"),
    # 1 is who has defaulted: a fact, and no model's word
    CheckConstraint("proba > 0 AND (proba < 1 OR proba = 1 AND model IS NULL)", name="proba"),
    CheckConstraint(
        "status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND scored_at IS NOT NULL"
        " AND (kind_id IS NOT NULL OR reasons IS NOT NULL AND features IS NOT NULL"
        " AND policy_version IS NOT NULL AND (proba = 1 OR model_version IS NOT NULL)))",
        name="done_is_complete",
    ),
    # Who is waited for by somebody is written whole: no other table is asked on the way
    CheckConstraint(
        "kind_id IS NULL OR (batch_id IS NOT NULL AND packed_features IS NOT NULL"
        " AND packed_reasons IS NOT NULL AND num_nonnulls(features, contributions, reasons, model,"
        " model_version, model_sha256, policy_version, policy_sha256, provenance_id) = 0)",
        name="packed_as_a_whole",
    ),
    # UUIDv7 ids grow with time, so this index also gives the latest score of a client.
    Index("ix_scores_client_id_id", "client_id", "id"),
    # Whom a notice compares with: people just on the approved side of a cut-off
    Index(
        "ix_scores_approved",
        "model_version",
        "model",
        "proba",
        postgresql_where=text("contributions IS NOT NULL"),
    ),
    Index(
        "ix_scores_approved_packed",
        "kind_id",
        "proba",
        postgresql_where=text("packed_contributions IS NOT NULL"),
    ),
    Index("ix_scores_enquiry_id", "enquiry_id", postgresql_where=text("enquiry_id IS NOT NULL")),
    # What people and programs asked for one by one: how long they waited
    Index(
        "ix_scores_asked",
        "requested_at",
        postgresql_where=text("batch_id IS NULL AND status = 'done'"),
    ),
    Index(
        "ix_scores_pending",
        text("coalesce(resent_at, requested_at)"),
        postgresql_where=text("status = 'pending'"),
    ),
    # What a scorer died over: a handful, however many wait
    Index(
        "ix_scores_tried",
        "requested_at",
        postgresql_where=text("status = 'pending' AND attempts > 0"),
    ),
    postgresql_partition_by="RANGE (id)",
)

# The latest finished score beside each client, scored or not: what lists sort, filter and show by.
# Triggers write it in the statement that adds a client or finishes a score, see the migration that
# made it; an older score never takes the place of a later one.
latest_scores = Table(
    "latest_scores",
    metadata,
    Column("client_id", ForeignKey("clients.id", ondelete="CASCADE"), primary_key=True),
    Column("score_id", UUID),  # no key: the figures outlive a month of scores that is dropped
    Column("proba", Double),
    Column("grade", Text),
    Column("decision", Text),  # by the policy that decided last
    Column("model", Text),
    Column("model_version", Text),
    Column("policy_version", Text),  # of the policy that decided last
    moment("requested_at", nullable=True),
    moment("scored_at", nullable=True),
    # An average of others is no place of one's own
    Column(
        "own_proba",
        Double,
        Computed(
            f"CASE WHEN (grade <> '{UNKNOWN_GRADE}'::text) THEN proba"
            " ELSE NULL::double precision END",
            persisted=True,
        ),
    ),
    Index("ix_latest_scores_own_proba", "own_proba", "client_id"),
    Index("ix_latest_scores_scored_at", "scored_at", "client_id"),
    Index("ix_latest_scores_grade", "grade", "own_proba", "client_id"),
    Index("ix_latest_scores_decision", "decision", "own_proba", "client_id"),
    Index("ix_latest_scores_unscored", "client_id", postgresql_where=text("score_id IS NULL")),
)
