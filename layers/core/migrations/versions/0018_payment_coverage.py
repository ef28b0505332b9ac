"""Count how much of each month's payments is known, and let people sign a month as closed.

What was signed never changes: a trigger lets through only a confirmation and a reopening, each once.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
MONTH_BEGINS = "extract(day FROM month) = 1"
IN_CALENDAR = "month BETWEEN DATE '1800-01-01' AND DATE '2200-01-01'"
_SIGNED_STAYS = """
CREATE FUNCTION keep_what_was_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE later CONSTANT text[] := '{confirmed_by,confirmed_at,reopened_by,reopened_at,reason}';
BEGIN
  IF TG_OP = 'DELETE'
     OR to_jsonb(NEW) - later <> to_jsonb(OLD) - later
     OR OLD.reopened_at IS NOT NULL
     OR (OLD.confirmed_at IS NOT NULL
         AND (NEW.confirmed_by, NEW.confirmed_at) IS DISTINCT FROM
             (OLD.confirmed_by, OLD.confirmed_at))
  THEN RAISE EXCEPTION 'what was signed in % stays', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER month_closings_signed BEFORE UPDATE OR DELETE ON month_closings
  FOR EACH ROW EXECUTE FUNCTION keep_what_was_signed();
CREATE TRIGGER month_closings_not_emptied BEFORE TRUNCATE ON month_closings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    op.create_table(
        "payment_coverage",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default="stale", nullable=False),
        *(
            sa.Column(name, sa.Integer())
            for name in ("expected", "present", "unexpected", "restated", "after_closing")
        ),
        sa.Column("missing", sa.Integer(), sa.Computed("expected - present", persisted=True)),
        sa.Column("counted_at", MOMENT),
        sa.Column("progress", postgresql.JSONB()),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_payment_coverage")),
        sa.CheckConstraint(
            "state IN ('stale', 'counting', 'counted')", name=op.f("ck_payment_coverage_state")
        ),
        sa.CheckConstraint(MONTH_BEGINS, name=op.f("ck_payment_coverage_month_begins")),
        sa.CheckConstraint(IN_CALENDAR, name=op.f("ck_payment_coverage_month")),
        sa.CheckConstraint(
            "state <> 'counted' OR counted_at IS NOT NULL",
            name=op.f("ck_payment_coverage_counted_at"),
        ),
    )
    _closings()
    op.execute(_SIGNED_STAYS)
    op.execute(
        "INSERT INTO payment_coverage (month) SELECT DISTINCT month FROM payment_months"
        " WHERE superseded_at IS NULL"
    )


def _closings() -> None:
    op.create_table(
        "month_closings",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("expected", "present", "unexpected", "restated")
        ),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger()),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("reopened_by", sa.BigInteger()),
        sa.Column("reopened_at", MOMENT),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_closings")),
        *(
            sa.ForeignKeyConstraint([name], ["users.id"], name=op.f(f"fk_month_closings_{name}"))
            for name in ("signed_by", "confirmed_by", "reopened_by")
        ),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_month_closings_{name}"))
            for name, rule in {
                "month_begins": MONTH_BEGINS,
                "month": IN_CALENDAR,
                "second_is_another": "confirmed_by <> signed_by",
                "second_where_needed": "confirmed_by IS NULL OR needs_second",
                "confirmed_whole": "(confirmed_by IS NULL) = (confirmed_at IS NULL)",
                "reopened_by_another": "reopened_by <> signed_by",
                "reopened_whole": "num_nonnulls(reopened_by, reopened_at, reason) IN (0, 3)",
            }.items()
        ),
    )
    op.create_index(
        "ix_month_closings_in_force",
        "month_closings",
        ["month"],
        unique=True,
        postgresql_where=sa.text("reopened_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("month_closings")
    op.drop_table("payment_coverage")
    op.execute("DROP FUNCTION keep_what_was_signed()")
