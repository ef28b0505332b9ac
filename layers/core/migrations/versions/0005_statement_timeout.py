"""Bound every statement, by the role: a database proxy takes no options when it connects."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Above the longest wait for a score, below the api function's timeout
    op.execute("ALTER ROLE CURRENT_USER SET statement_timeout = '25s'")


def downgrade() -> None:
    op.execute("ALTER ROLE CURRENT_USER RESET statement_timeout")
