"""Files that go out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("wanted", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="pending"),
        sa.Column("rows_written", sa.Integer),
        sa.Column("fault", sa.Text),
        sa.Column(
            "created_by",
            sa.BigInteger,
            sa.ForeignKey("users.id", name="fk_exports_created_by"),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.text("now()")),
        sa.Column("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        sa.CheckConstraint("kind IN ('clients', 'scores', 'payments')", name="ck_exports_kind"),
        sa.CheckConstraint("format IN ('csv', 'csv_excel', 'xlsx')", name="ck_exports_format"),
        sa.CheckConstraint("state IN ('pending', 'done', 'failed')", name="ck_exports_state"),
    )
    op.create_index("ix_exports_created_by_id", "exports", ["created_by", "id"])


def downgrade() -> None:
    op.drop_table("exports")
