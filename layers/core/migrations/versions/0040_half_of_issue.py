"""Find the credits of half a year by an index, in the order of their clients."""

from sqlalchemy import text

from core.migrations.online import create_index, drop_index

revision = "0040"
down_revision = "0038"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_credits_half_of_issue", "credits"
HALF = "(extract(year from issued_on) * 2 + trunc(extract(month from issued_on) / 7))"


def upgrade() -> None:
    create_index(INDEX, TABLE, [text(HALF), "client_id"])


def downgrade() -> None:
    drop_index(INDEX, TABLE)
