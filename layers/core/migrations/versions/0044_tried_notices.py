"""When a notice was tried to be written: what cannot be comes after what has waited for longer."""

import sqlalchemy as sa
from alembic import op

from core.migrations.online import create_index, drop_index

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLE = "notices"
NEW, OLD = "ix_notices_to_write", "ix_notices_unwritten"
UNWRITTEN = sa.text("produced_at IS NULL AND replaced_at IS NULL")


def upgrade() -> None:
    op.execute(f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS tried_at timestamptz")
    since = sa.text("coalesce(tried_at, decided_at)")
    create_index(NEW, TABLE, [since], postgresql_where=UNWRITTEN)
    drop_index(OLD, TABLE)


def downgrade() -> None:
    create_index(OLD, TABLE, ["decided_at"], postgresql_where=UNWRITTEN)
    drop_index(NEW, TABLE)
    op.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS tried_at")
