"""Keep what lists say of finished scores in an index: the rows are wide with features and reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_scores_done",
        "scores",
        ["client_id", "id"],
        postgresql_include=[
            "proba",
            "grade",
            "decision",
            "model",
            "model_version",
            "policy_version",
            "requested_at",
        ],
        postgresql_where=sa.text("status = 'done'"),
    )


def downgrade() -> None:
    op.drop_index("ix_scores_done", table_name="scores")
