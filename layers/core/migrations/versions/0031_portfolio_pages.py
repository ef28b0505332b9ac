"""The clients behind a figure of the portfolio by index, and the counts of the live panel."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SNAPSHOTS = {
    "ix_snapshots_month_grade": ("grade", None),
    "ix_snapshots_month_points": ("points", None),
    "ix_snapshots_month_issued_year": ("issued_year", None),
    "ix_snapshots_month_model": ("model", None),
    "ix_snapshots_late": ("status", "status <> '0'"),
    "ix_snapshots_undecided": ("decision", "decision <> 'approve'"),
}


def upgrade() -> None:
    for name, (column, condition) in SNAPSHOTS.items():
        where = None if condition is None else sa.text(condition)
        op.create_index(name, "snapshots", ["month", column], postgresql_where=where)
    op.create_index(
        "ix_scores_asked",
        "scores",
        ["requested_at"],
        postgresql_where=sa.text("batch_id IS NULL AND status = 'done'"),
    )
    op.create_table(
        "live_counts",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("decided", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("approved", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("recommended", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("overrides", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("timed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("median_seconds", sa.Double(), nullable=True),
        sa.Column("asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seconds_95", sa.Double(), nullable=True),
        sa.Column("with_reasons", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=True),
        sa.Column("rated", sa.Integer(), nullable=True),
        sa.Column("outstanding_rub", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("performing_rub", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("proba_outstanding_rub", sa.Double(), nullable=True),
        sa.Column("healthy", sa.Integer(), nullable=True),
        sa.Column("healthy_rub", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("fallen_rub", sa.Numeric(precision=16, scale=2), nullable=True),
        sa.Column("known", sa.Integer(), nullable=True),
        sa.Column("out_of_date", sa.Integer(), nullable=True),
        sa.CheckConstraint("by IN ('month', 'grade', 'manager')", name=op.f("ck_live_counts_by")),
    )
    op.create_index(
        "ix_live_counts_month_by", "live_counts", ["month", "by", "manager_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("live_counts")
    op.drop_index("ix_scores_asked", "scores")
    for name in SNAPSHOTS:
        op.drop_index(name, "snapshots")
