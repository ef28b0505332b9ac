"""Count what users ask for by the hour; and see times in UTC, whatever the database's own zone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_counts",
        sa.Column(
            "user_id", sa.BigInteger, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("began_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "deed", name="pk_request_counts"),
    )
    # By the role, as its statement timeout: a database proxy takes no options when it connects
    op.execute("ALTER ROLE CURRENT_USER SET timezone = 'UTC'")


def downgrade() -> None:
    op.execute("ALTER ROLE CURRENT_USER RESET timezone")
    op.drop_table("request_counts")
