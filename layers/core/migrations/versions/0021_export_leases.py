"""Exports that were left behind are made all the same."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "exports", sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.add_column("exports", sa.Column("leased_until", sa.TIMESTAMP(timezone=True)))
    op.create_index(
        "ix_exports_pending", "exports", ["id"], postgresql_where=sa.text("state = 'pending'")
    )


def downgrade() -> None:
    op.drop_index("ix_exports_pending", "exports")
    op.drop_column("exports", "leased_until")
    op.drop_column("exports", "attempts")
