"""What is checked of scores from now on holds for all, and the packed ones are found by an index."""

import sqlalchemy as sa
from alembic import op

from core.migrations.online import create_index, drop_index

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_scores_approved_packed", "scores"
CHECKS = ("ck_scores_done_is_complete", "ck_scores_packed_as_a_whole")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name in CHECKS:
            op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {name}")
    create_index(
        INDEX,
        TABLE,
        ["kind_id", "proba"],
        postgresql_where=sa.text("packed_contributions IS NOT NULL"),
    )


def downgrade() -> None:
    drop_index(INDEX, TABLE)
