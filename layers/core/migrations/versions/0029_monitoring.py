"""Monitoring: the portfolio month by month, what was counted of it, and the runs that did it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "monitor_runs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "requested_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("heard_from_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("step", sa.Text(), server_default="snapshot", nullable=False),
        sa.Column("clients_to", sa.BigInteger(), nullable=True),
        sa.Column("clients_reached", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column(
            "figures",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "step IN ('snapshot', 'count', 'stability', 'outcomes', 'fairness', 'verdict', 'replay')",
            name=op.f("ck_monitor_runs_step"),
        ),
        sa.CheckConstraint(
            "extract(day FROM month) = 1", name=op.f("ck_monitor_runs_month_begins")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_monitor_runs_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitor_runs")),
    )
    op.create_index("ix_monitor_runs_month_id", "monitor_runs", ["month", "id"], unique=False)
    op.create_index(
        "ix_monitor_runs_open",
        "monitor_runs",
        [sa.literal_column("(ended_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "snapshots",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("issued_year", sa.SmallInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("outstanding_rub", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("score_id", sa.UUID(), nullable=True),
        sa.Column("scored_on", sa.Date(), nullable=True),
        sa.Column("proba", sa.Double(), nullable=True),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("policy_version", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('approve', 'review', 'decline')", name=op.f("ck_snapshots_decision")
        ),
        sa.CheckConstraint(
            "model IN ('behavioural', 'thin_file', 'segment', 'application')",
            name=op.f("ck_snapshots_model"),
        ),
        sa.CheckConstraint(
            "status IN ('X', 'C', '0', '1', '2', '3', '4', '5')", name=op.f("ck_snapshots_status")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_snapshots_client_id")),
        sa.PrimaryKeyConstraint("month", "client_id", name=op.f("pk_snapshots")),
    )
    op.create_index(
        "ix_snapshots_month_manager_id",
        "snapshots",
        ["month", "manager_id", "client_id"],
        unique=False,
    )
    op.create_table(
        "portfolio_cells",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("issued_year", sa.SmallInteger(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("points", sa.SmallInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("outstanding_rub", sa.Numeric(precision=16, scale=2), nullable=False),
        sa.Column("proba_sum", sa.Double(), nullable=False),
        sa.Column("proba_outstanding_rub", sa.Double(), nullable=False),
    )
    op.create_index("ix_portfolio_cells_month", "portfolio_cells", ["month"], unique=False)
    op.create_table(
        "transition_cells",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("issued_year", sa.SmallInteger(), nullable=True),
        sa.Column("grade_before", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("clients", sa.Integer(), nullable=False),
    )
    op.create_index("ix_transition_cells_month", "transition_cells", ["month"], unique=False)
    op.create_table(
        "vintage_cells",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("issued_half", sa.Date(), nullable=False),
        sa.Column("months_on_book", sa.SmallInteger(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("ever_30", sa.Integer(), nullable=False),
        sa.Column("ever_90", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "month", "issued_half", "months_on_book", name=op.f("pk_vintage_cells")
        ),
    )


def downgrade() -> None:
    for table in (
        "vintage_cells",
        "transition_cells",
        "portfolio_cells",
        "snapshots",
        "monitor_runs",
    ):
        op.drop_table(table)
