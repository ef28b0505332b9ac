"""Let a person be invited to a login, be reached under other names, and leave."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    now = sa.text("now()")
    op.create_table(
        "invitations",
        sa.Column("client_id", sa.BigInteger, sa.ForeignKey("clients.id", ondelete="CASCADE")),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("invited_by", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=now),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT),
        sa.PrimaryKeyConstraint("client_id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.add_column(
        "clients", sa.Column("profile_updated_at", MOMENT, nullable=False, server_default=now)
    )
    op.add_column("clients", sa.Column("closed_reason", sa.Text))
    op.create_index(
        "ix_clients_of_nobody",
        "clients",
        ["id"],
        postgresql_where=sa.text(
            "manager_id IS NULL AND client_since IS NOT NULL AND closed_at IS NULL"
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_clients_of_nobody", "clients")
    op.drop_column("clients", "closed_reason")
    op.drop_column("clients", "profile_updated_at")
    op.drop_table("invitations")
