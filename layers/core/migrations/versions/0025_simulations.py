"""Simulations that are kept, so that who approves a policy sees what its author saw."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# What was simulated stays as it was
APPEND_ONLY = """
CREATE TRIGGER simulations_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON simulations
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "simulations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("baseline_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("candidate_sha256", sa.CHAR(length=64), nullable=False),
        sa.Column("asked", postgresql.JSONB(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_simulations_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulations")),
    )
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.drop_table("simulations")
