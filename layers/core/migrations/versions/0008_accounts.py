"""Keep one-time passwords, second factors, which session is whose browser's, and who nobody is.

Attempts are counted anew: under a key, with a level that sinks, and until when it is of use.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    op.add_column("users", sa.Column("one_time_until", MOMENT))
    op.add_column("sessions", sa.Column("id", sa.BigInteger, sa.Identity(), nullable=False))
    op.create_unique_constraint("uq_sessions_id", "sessions", ["id"])
    op.add_column("sessions", sa.Column("browser", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    # The journal outlives those it names, and knows deeds of nobody in particular
    op.alter_column("audit_events", "actor_id", nullable=True)
    op.drop_constraint("fk_audit_events_actor_id", "audit_events")
    op.drop_table("login_attempts")
    op.create_table(
        "attempts",
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("level", sa.Float, nullable=False),
        sa.Column("last_attempt_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("blocked_until", MOMENT, nullable=False),
        sa.Column("is_reported", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("forgotten_at", MOMENT, nullable=False, index=True),
    )
    _second_factors()


def _second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("last_step", sa.BigInteger, nullable=False, server_default=sa.text("0")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.BigInteger, sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("code_hash", sa.Text, primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
    op.drop_table("attempts")
    op.create_table(
        "login_attempts",
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_attempt_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("blocked_until", MOMENT, nullable=False),
    )
    # Where everything has an actor, what nobody in particular did cannot be kept
    op.execute("ALTER TABLE audit_events DISABLE TRIGGER USER")
    op.execute(
        "DELETE FROM audit_events WHERE actor_id IS NULL OR actor_id NOT IN (SELECT id FROM users)"
    )
    op.execute("ALTER TABLE audit_events ENABLE TRIGGER USER")
    op.alter_column("audit_events", "actor_id", nullable=False)
    op.create_foreign_key("fk_audit_events_actor_id", "audit_events", "users", ["actor_id"], ["id"])
    op.drop_index("ix_sessions_expires_at", "sessions")
    op.drop_column("sessions", "browser")
    op.drop_constraint("uq_sessions_id", "sessions")
    op.drop_column("sessions", "id")
    op.drop_column("users", "one_time_until")
