"""Create the tables, and make the audit journal append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_events_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
# Looks at the row from inside the database, ever more seldom, so that it is found at most a tenth
# later than it could be. A volatile function sees what others commit meanwhile.
_WAIT_FOR_SCORE = """
CREATE FUNCTION wait_for_score(wanted uuid, seconds double precision) RETURNS SETOF scores
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  started timestamptz := clock_timestamp();
  waited double precision := 0;
BEGIN
  WHILE waited < seconds AND EXISTS (SELECT FROM scores WHERE id = wanted AND status = 'pending')
  LOOP
    PERFORM pg_sleep(least(0.005 + waited * 0.1, 0.25, seconds - waited));
    waited := extract(epoch FROM clock_timestamp() - started);
  END LOOP;
  RETURN QUERY SELECT * FROM scores WHERE id = wanted;
END $$;
"""


def upgrade() -> None:
    op.create_table(
        "login_attempts",
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column(
            "last_attempt_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("blocked_until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_login_attempts")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("is_test", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "role IN ('client', 'manager', 'underwriter', 'analyst', 'admin', 'dismissed', 'default')",
            name=op.f("ck_users_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column(
            "occurred_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_table", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("old_values", postgresql.JSONB(), nullable=True),
        sa.Column("new_values", postgresql.JSONB(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_events_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(
        "ix_audit_events_subject_table_subject_id",
        "audit_events",
        ["subject_table", "subject_id"],
        unique=False,
    )
    op.create_table(
        "managers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_managers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_managers")),
        sa.UniqueConstraint("user_id", name=op.f("uq_managers_user_id")),
    )
    op.create_table(
        "portfolio_batches",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("requested_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "requested_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_portfolio_batches_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_batches")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "last_seen_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_table(
        "clients",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("code_gender", sa.Text(), nullable=False),
        sa.Column("flag_own_car", sa.Text(), nullable=False),
        sa.Column("flag_own_realty", sa.Text(), nullable=False),
        sa.Column("cnt_children", sa.SmallInteger(), nullable=False),
        sa.Column("amt_income_total", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("name_income_type", sa.Text(), nullable=False),
        sa.Column("name_education_type", sa.Text(), nullable=False),
        sa.Column("name_family_status", sa.Text(), nullable=False),
        sa.Column("name_housing_type", sa.Text(), nullable=False),
        sa.Column("days_birth", sa.Integer(), nullable=False),
        sa.Column("days_employed", sa.Integer(), nullable=False),
        sa.Column("flag_work_phone", sa.SmallInteger(), nullable=False),
        sa.Column("flag_phone", sa.SmallInteger(), nullable=False),
        sa.Column("flag_email", sa.SmallInteger(), nullable=False),
        sa.Column("occupation_type", sa.Text(), nullable=True),
        sa.Column("cnt_fam_members", sa.SmallInteger(), nullable=False),
        sa.Column(
            "updated_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["managers.id"], name=op.f("fk_clients_manager_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_clients_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("user_id", name=op.f("uq_clients_user_id")),
    )
    op.create_index(op.f("ix_clients_manager_id"), "clients", ["manager_id"], unique=False)
    op.create_table(
        "credits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_total", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("annual_rate", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("issued_at", sa.Date(), nullable=False),
        sa.Column(
            "payment_history", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_credits_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credits")),
        sa.UniqueConstraint("client_id", name=op.f("uq_credits_client_id")),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="pending", nullable=False),
        sa.Column("proba", sa.Double(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=True),
        sa.Column("features", postgresql.JSONB(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("policy_version", sa.Text(), nullable=True),
        sa.Column("requested_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "requested_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("resent_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("scored_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.UUID(), nullable=True),
        sa.CheckConstraint(
            "status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND reasons IS NOT NULL AND features IS NOT NULL AND model_version IS NOT NULL AND policy_version IS NOT NULL AND scored_at IS NOT NULL)",
            name=op.f("ck_scores_done_is_complete"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'done', 'failed')", name=op.f("ck_scores_status")
        ),
        sa.CheckConstraint("proba > 0 AND proba < 1", name=op.f("ck_scores_proba")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["portfolio_batches.id"], name=op.f("fk_scores_batch_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_scores_client_id")),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_scores_requested_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index(
        "ix_scores_batch_id",
        "scores",
        ["batch_id"],
        unique=False,
        postgresql_where=sa.text("batch_id IS NOT NULL"),
    )
    op.create_index("ix_scores_client_id_id", "scores", ["client_id", "id"], unique=False)
    op.create_index("ix_scores_requested_by", "scores", ["requested_by"], unique=False)
    op.create_index(
        "ix_scores_pending",
        "scores",
        ["requested_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.execute(_APPEND_ONLY)
    op.execute(_WAIT_FOR_SCORE)


def downgrade() -> None:
    op.drop_index(
        "ix_scores_pending", table_name="scores", postgresql_where=sa.text("status = 'pending'")
    )
    op.drop_index("ix_scores_client_id_id", table_name="scores")
    op.drop_index("ix_scores_requested_by", table_name="scores")
    op.drop_index(
        "ix_scores_batch_id", table_name="scores", postgresql_where=sa.text("batch_id IS NOT NULL")
    )
    op.drop_table("scores")
    op.drop_table("credits")
    op.drop_index(op.f("ix_clients_manager_id"), table_name="clients")
    op.drop_table("clients")
    op.drop_index(op.f("ix_sessions_user_id"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("portfolio_batches")
    op.drop_table("managers")
    op.drop_index("ix_audit_events_subject_table_subject_id", table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_table("users")
    op.drop_table("login_attempts")
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP FUNCTION wait_for_score(uuid, double precision)")
