"""Second signatures and counteroffers of a case, and which application a credit came of."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("first_actor_id", sa.BigInteger(), nullable=True))
    op.add_column("cases", sa.Column("answer_by", sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_cases_first_actor_id"), "cases", "users", ["first_actor_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_cases_second_of_a_first"), "cases", "needs_second = (first_actor_id IS NOT NULL)"
    )
    op.create_index(
        "ix_cases_by_loss",
        "cases",
        [sa.literal_column("expected_loss_rub DESC"), "application_id"],
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_cases_closed_at",
        "cases",
        ["closed_at"],
        postgresql_where=sa.text("closed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_cases_answer_by",
        "cases",
        ["answer_by"],
        postgresql_where=sa.text("answer_by IS NOT NULL"),
    )
    op.create_index("ix_decisions_actor_id_decided_at", "decisions", ["actor_id", "decided_at"])
    op.create_index(
        "ix_decisions_final", "decisions", ["model", "id"], postgresql_where=sa.text("is_final")
    )
    op.add_column("credits", sa.Column("application_id", sa.UUID(), nullable=True))
    op.add_column("credits", sa.Column("score_id", sa.UUID(), nullable=True))
    op.create_foreign_key(
        op.f("fk_credits_application_id"), "credits", "applications", ["application_id"], ["id"]
    )
    op.create_foreign_key(op.f("fk_credits_score_id"), "credits", "scores", ["score_id"], ["id"])
    op.create_unique_constraint(op.f("uq_credits_application_id"), "credits", ["application_id"])


def downgrade() -> None:
    op.drop_column("credits", "score_id")
    op.drop_column("credits", "application_id")
    op.drop_index("ix_decisions_final", "decisions")
    op.drop_index("ix_decisions_actor_id_decided_at", "decisions")
    op.drop_index("ix_cases_answer_by", "cases")
    op.drop_index("ix_cases_closed_at", "cases")
    op.drop_index("ix_cases_by_loss", "cases")
    op.drop_column("cases", "answer_by")
    op.drop_column("cases", "first_actor_id")
