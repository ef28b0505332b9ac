"""Give each credit its term, so that people see what remains to be paid."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "credits",
        sa.Column("term_months", sa.SmallInteger(), nullable=False, server_default=sa.text("60")),
    )
    op.create_check_constraint(
        op.f("ck_credits_term_months"), "credits", "term_months BETWEEN 1 AND 480"
    )


def downgrade() -> None:
    op.drop_column("credits", "term_months")
