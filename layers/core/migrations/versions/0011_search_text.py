"""Keep beside each user what a search looks at: one spelling, whatever somebody types."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    searched = "translate(lower(last_name || ' ' || first_name || ' ' || login), 'ё', 'е')"
    op.add_column("users", sa.Column("searched", sa.Text, sa.Computed(searched, persisted=True)))


def downgrade() -> None:
    op.drop_column("users", "searched")
