"""Let programs in by tokens, score who is not stored, and answer a request sent twice but once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
NOW = sa.text("now()")
ROLES = ("client", "manager", "underwriter", "analyst", "admin", "program", "dismissed", "default")


def upgrade() -> None:
    _hold_roles(ROLES)
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("ends_with", sa.Text, nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("created_by", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("user_id"),
        sa.UniqueConstraint("token_hash"),
    )
    _create_keys()
    op.create_table(
        "enquiries",
        sa.Column("id", sa.UUID, primary_key=True),
        sa.Column("answers", postgresql.JSONB, nullable=False),
        sa.Column("histories", postgresql.JSONB, nullable=False),
        sa.Column("requested_by", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.create_index("ix_enquiries_requested_at", "enquiries", ["requested_at"])
    _let_scores_be_of_enquiries()


def _create_keys() -> None:
    user = sa.ForeignKey("users.id", ondelete="CASCADE")
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.BigInteger, user, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("request_sha256", sa.Text, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("location", sa.Text),
        sa.Column("response", postgresql.JSONB, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("user_id", "key"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])


def _let_scores_be_of_enquiries() -> None:
    enquiry = sa.ForeignKey("enquiries.id", ondelete="CASCADE")
    op.alter_column("scores", "client_id", nullable=True)
    op.add_column("scores", sa.Column("enquiry_id", sa.UUID, enquiry))
    one = "num_nonnulls(client_id, enquiry_id) = 1"
    op.create_check_constraint(op.f("ck_scores_of_one"), "scores", one)
    given = sa.text("enquiry_id IS NOT NULL")
    op.create_index("ix_scores_enquiry_id", "scores", ["enquiry_id"], postgresql_where=given)


def _hold_roles(roles: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{role}'" for role in roles)
    op.drop_constraint(op.f("ck_users_role"), "users")
    op.create_check_constraint(op.f("ck_users_role"), "users", f"role IN ({listed})")


def downgrade() -> None:
    op.execute("DELETE FROM scores WHERE enquiry_id IS NOT NULL")
    op.drop_constraint(op.f("ck_scores_of_one"), "scores")
    op.drop_column("scores", "enquiry_id")
    op.alter_column("scores", "client_id", nullable=False)
    op.drop_table("enquiries")
    op.drop_table("idempotency_keys")
    op.drop_table("api_tokens")
    # What a program asked for is kept, as if an account that is closed had
    op.execute("UPDATE users SET role = 'dismissed' WHERE role = 'program'")
    _hold_roles(tuple(role for role in ROLES if role != "program"))
