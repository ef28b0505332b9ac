"""Bundles of models: which there are, how they compare, and who put which in force."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("files", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("card", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="challenger", nullable=False),
        sa.Column(
            "registered_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("champion_since", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('release', 'registered')", name=op.f("ck_models_source")),
        sa.CheckConstraint(
            "state <> 'champion' OR champion_since IS NOT NULL",
            name=op.f("ck_models_champion_since"),
        ),
        sa.CheckConstraint(
            "state IN ('champion', 'challenger', 'retired')", name=op.f("ck_models_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
        sa.UniqueConstraint("sha256", name=op.f("uq_models_sha256")),
        sa.UniqueConstraint("version", name=op.f("uq_models_version")),
    )
    op.create_index(
        "ix_models_champion",
        "models",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state = 'champion'"),
    )
    op.create_table(
        "model_comparisons",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("champion_id", sa.BigInteger(), nullable=False),
        sa.Column("challenger_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "asked_at", sa.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (figures IS NULL AND error IS NULL)",
            name=op.f("ck_model_comparisons_ended_with_something"),
        ),
        sa.CheckConstraint(
            "champion_id <> challenger_id", name=op.f("ck_model_comparisons_of_two")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name=op.f("fk_model_comparisons_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["challenger_id"], ["models.id"], name=op.f("fk_model_comparisons_challenger_id")
        ),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["models.id"], name=op.f("fk_model_comparisons_champion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_comparisons")),
    )
    op.create_index(
        "ix_model_comparisons_challenger_id_id",
        "model_comparisons",
        ["challenger_id", "id"],
        unique=False,
    )
    op.create_table(
        "promotions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("model_id", sa.BigInteger(), nullable=False),
        sa.Column("back_to_id", sa.BigInteger(), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column("back_to_policy_id", sa.BigInteger(), nullable=False),
        sa.Column("comparison_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "requested_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("rejected_reason", sa.Text(), nullable=True),
        sa.Column("effective_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirm_by", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'promotion') = (comparison_id IS NOT NULL)",
            name=op.f("ck_promotions_on_evidence"),
        ),
        sa.CheckConstraint(
            "kind <> 'roll_back' OR state <> 'requested'",
            name=op.f("ck_promotions_roll_back_is_at_once"),
        ),
        sa.CheckConstraint("kind IN ('promotion', 'roll_back')", name=op.f("ck_promotions_kind")),
        sa.CheckConstraint(
            "state <> 'done' OR decided_by IS NOT NULL AND effective_at IS NOT NULL",
            name=op.f("ck_promotions_done_by_another"),
        ),
        sa.CheckConstraint(
            "state <> 'unconfirmed' OR kind = 'roll_back' AND confirm_by IS NOT NULL AND effective_at IS NOT NULL",
            name=op.f("ck_promotions_unconfirmed_is_a_roll_back"),
        ),
        sa.CheckConstraint(
            "state = 'withdrawn' OR decided_by IS NULL OR decided_by <> requested_by",
            name=op.f("ck_promotions_four_eyes"),
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'done', 'unconfirmed', 'rejected', 'withdrawn', 'taken_back')",
            name=op.f("ck_promotions_state"),
        ),
        sa.CheckConstraint("model_id <> back_to_id", name=op.f("ck_promotions_of_another")),
        sa.ForeignKeyConstraint(
            ["back_to_id"], ["models.id"], name=op.f("fk_promotions_back_to_id")
        ),
        sa.ForeignKeyConstraint(
            ["back_to_policy_id"], ["policies.id"], name=op.f("fk_promotions_back_to_policy_id")
        ),
        sa.ForeignKeyConstraint(
            ["comparison_id"], ["model_comparisons.id"], name=op.f("fk_promotions_comparison_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_promotions_decided_by")
        ),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_promotions_model_id")),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_promotions_policy_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_promotions_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
    )
    op.create_index("ix_promotions_model_id_id", "promotions", ["model_id", "id"], unique=False)
    op.create_index(
        "ix_promotions_open",
        "promotions",
        [sa.literal_column("(state = ANY (ARRAY['requested'::text, 'unconfirmed'::text]))")],
        unique=True,
        postgresql_where=sa.text("state = ANY (ARRAY['requested'::text, 'unconfirmed'::text])"),
    )


def downgrade() -> None:
    for table in ("promotions", "model_comparisons", "models"):
        op.drop_table(table)
