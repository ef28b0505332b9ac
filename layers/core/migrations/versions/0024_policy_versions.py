"""Policies that are edited and become active, and what that makes of stored scores."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LISTED = ["proba", "grade", "decision", "model", "model_version", "policy_version"]


def upgrade() -> None:
    op.add_column(
        "policies",
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.create_table(
        "policy_activations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("policy_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "started_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("clients_to", sa.BigInteger(), nullable=False),
        sa.Column("clients_reached", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("applications_reached", sa.UUID(), nullable=True),
        sa.Column("redecided", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("to_score_anew", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_policy_activations_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_activations")),
    )
    op.create_index("ix_policy_activations_policy_id_id", "policy_activations", ["policy_id", "id"])
    op.create_index(
        "ix_policy_activations_open",
        "policy_activations",
        [sa.literal_column("(ended_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("scores", sa.Column("redecided", sa.Text(), nullable=True))
    op.add_column("scores", sa.Column("redecided_by", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_scores_redecided"), "scores", "redecided IN ('approve', 'review', 'decline')"
    )
    op.create_check_constraint(
        op.f("ck_scores_redecided_by_a_policy"),
        "scores",
        "(redecided IS NULL) = (redecided_by IS NULL)",
    )
    _list_scores_with([*LISTED, "redecided", "redecided_by", "requested_at"])


def downgrade() -> None:
    _list_scores_with([*LISTED, "requested_at"])
    for constraint in ("redecided_by_a_policy", "redecided"):
        op.drop_constraint(op.f(f"ck_scores_{constraint}"), "scores")
    op.drop_column("scores", "redecided_by")
    op.drop_column("scores", "redecided")
    op.drop_table("policy_activations")
    op.drop_column("policies", "revision")


def _list_scores_with(included: list[str]) -> None:
    op.drop_index("ix_scores_done", table_name="scores")
    op.create_index(
        "ix_scores_done",
        "scores",
        ["client_id", "id"],
        postgresql_include=included,
        postgresql_where=sa.text("status = 'done'"),
    )
