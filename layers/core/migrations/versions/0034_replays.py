"""Replays: what a score came of, hashes of what was recorded with it, and what came of making it again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

JSON = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.TIMESTAMP(timezone=True)
NOW = sa.text("now()")
COLUMNS = ("raw_score", "provenance_id", "features_sha256", "reasons_sha256")
APPEND_ONLY = """
CREATE TRIGGER provenances_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON provenances
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "provenances",
        sa.Column("id", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("sha256", sa.CHAR(64), nullable=False, unique=True),
        sa.Column("content", JSON, nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.execute(APPEND_ONLY)
    op.add_column("scores", sa.Column("raw_score", sa.Double))
    op.add_column("scores", sa.Column("provenance_id", sa.Integer))
    op.create_foreign_key(
        "fk_scores_provenance_id", "scores", "provenances", ["provenance_id"], ["id"]
    )
    op.add_column("scores", sa.Column("features_sha256", sa.LargeBinary))
    op.add_column("scores", sa.Column("reasons_sha256", sa.LargeBinary))
    _replays()


def _replays() -> None:
    op.create_table(
        "replays",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column(
            "score_id", sa.UUID, sa.ForeignKey("scores.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("replayed_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("requested_by", sa.BigInteger, sa.ForeignKey("users.id")),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("difference", sa.Double),
        sa.Column("details", JSON, nullable=False),
        sa.Column("is_alarming", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "verdict IN ('identical', 'differs', 'artifact_missing', 'code_differs')",
            name="verdict",
        ),
    )
    op.create_index("ix_replays_score_id_id", "replays", ["score_id", "id"])
    op.create_index("ix_replays_verdict_id", "replays", ["verdict", "id"])
    op.create_index(
        "ix_replays_alarming", "replays", ["id"], postgresql_where=sa.text("is_alarming")
    )


def downgrade() -> None:
    op.drop_table("replays")
    for column in COLUMNS:
        op.drop_column("scores", column)
    op.drop_table("provenances")
