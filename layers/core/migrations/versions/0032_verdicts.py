"""Verdicts and alerts: what months call for, and the signals that people look after."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("signals", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "judged_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "updated_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'accepted'::text) = (accepted_until IS NOT NULL)",
            name=op.f("ck_verdicts_accepted_until_a_day"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'acknowledged', 'accepted', 'resolved')",
            name=op.f("ck_verdicts_state"),
        ),
        sa.CheckConstraint(
            "verdict IN ('redevelop', 'recalibrate', 'watch', 'no_outcome_yet', 'no_action')",
            name=op.f("ck_verdicts_verdict"),
        ),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_verdicts_month_begins")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_verdicts_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("month", name=op.f("uq_verdicts_month")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("light", sa.Text(), nullable=False),
        sa.Column("p_value", sa.Double(), nullable=False),
        sa.Column("psi", sa.Double(), nullable=True),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "opened_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "updated_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(state = 'accepted'::text) = (accepted_until IS NOT NULL)",
            name=op.f("ck_alerts_accepted_until_a_day"),
        ),
        sa.CheckConstraint(
            "kind IN ('population', 'portfolio', 'grade', 'area', 'slope')",
            name=op.f("ck_alerts_kind"),
        ),
        sa.CheckConstraint("light IN ('green', 'amber', 'red')", name=op.f("ck_alerts_light")),
        sa.CheckConstraint(
            "model IN ('behavioural', 'thin_file', 'segment', 'application')",
            name=op.f("ck_alerts_model"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'acknowledged', 'accepted', 'resolved')",
            name=op.f("ck_alerts_state"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_alerts_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "ix_alerts_at_hand",
        "alerts",
        ["kind", "model", "model_version", "name"],
        unique=True,
        postgresql_where=sa.text("state <> 'resolved'::text"),
    )
    op.create_index("ix_alerts_state_id", "alerts", ["state", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("alerts")
    op.drop_table("verdicts")
