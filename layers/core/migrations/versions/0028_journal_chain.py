"""Chain the journal: seals over its events, the events that wait for theirs, and checks of the chain."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
NOW = sa.text("now()")
FAULTS = (
    "event_changed", "event_removed", "event_slipped_in", "seal_changed", "seal_removed", "head_changed",
)  # fmt: skip
_TRIGGERS = """
CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_unsealed (event_id) SELECT id FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_events_await_seal
  AFTER INSERT ON audit_events REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION await_seal();
CREATE TRIGGER audit_seals_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.create_table(
        "audit_unsealed",
        sa.Column("event_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "audit_seals",
        sa.Column("seal_no", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("previous_sha256", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False, server_default=NOW),
    )
    _checks()
    op.execute(_TRIGGERS)
    # What was written before is sealed like everything else
    op.execute("INSERT INTO audit_unsealed (event_id) SELECT id FROM audit_events")


def _checks() -> None:
    listed = ", ".join(f"'{fault}'" for fault in FAULTS)
    op.create_table(
        "audit_checks",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("started_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("finished_at", MOMENT),
        sa.Column("seal_no", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("sha256", sa.Text, nullable=False, server_default="0" * 64),
        sa.Column("event_id", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("fault", sa.Text),
        sa.Column("fault_event_id", sa.BigInteger),
        sa.Column("fault_seal_no", sa.BigInteger),
        sa.CheckConstraint(f"fault IN ({listed})", name="fault"),
    )
    running = sa.text("finished_at IS NULL")
    op.create_index(
        "ix_audit_checks_running",
        "audit_checks",
        [sa.text("(finished_at IS NULL)")],
        unique=True,
        postgresql_where=running,
    )
    op.create_index("ix_audit_checks_finished_at", "audit_checks", ["finished_at"])


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_events_await_seal ON audit_events")
    op.execute("DROP FUNCTION await_seal()")
    op.drop_table("audit_checks")
    op.drop_table("audit_seals")
    op.drop_table("audit_unsealed")
