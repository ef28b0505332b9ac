"""Keep what a manager did about the reasons to deal with somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REASONS = (
    "late_30", "late_again", "grade_fell", "recommendation_changed", "not_scorable", "no_history",
    "silent", "unscored", "stale", "application_returned", "application_waits", "application_scored",
)  # fmt: skip


def upgrade() -> None:
    listed = ", ".join(f"'{reason}'" for reason in REASONS)
    op.create_table(
        "worklist_marks",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("client_id", sa.BigInteger, sa.ForeignKey("clients.id")),
        sa.Column("application_number", sa.BigInteger, sa.ForeignKey("applications.number")),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("marked_by", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column(
            "marked_at",
            sa.TIMESTAMP(timezone=True),
            nullable=False,
            server_default=sa.text("now()"),
        ),
        sa.UniqueConstraint("client_id", "reason"),
        sa.UniqueConstraint("application_number", "reason"),
        sa.CheckConstraint(f"reason IN ({listed})", name="reason"),
        sa.CheckConstraint("state IN ('done', 'snoozed')", name="state"),
        sa.CheckConstraint("num_nonnulls(client_id, application_number) = 1", name="one_subject"),
        sa.CheckConstraint("(state = 'snoozed') = (until IS NOT NULL)", name="until"),
    )
    op.create_index("ix_worklist_marks_key", "worklist_marks", ["key"])


def downgrade() -> None:
    op.drop_table("worklist_marks")
