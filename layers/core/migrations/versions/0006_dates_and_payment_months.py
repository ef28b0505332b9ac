"""Store dates instead of days, and payments as rows of a credit and month.

What days and months were counted from is not on record; it is taken to be the day on which they
were last written: the edit in the journal, else the making of the user. A history ends where its
oldest month, the one of the issue, puts it: that is how the site has always shown it.
"""

import os

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOT_EMPLOYED_DAYS = 365243


def upgrade() -> None:
    zone = os.environ.get("BANK_TIME_ZONE", "Europe/Moscow")
    _store_dates(zone)
    _store_months()
    _record_scores_fully(zone)


def _store_dates(zone: str) -> None:
    op.add_column("clients", sa.Column("born_on", sa.Date()))
    op.add_column("clients", sa.Column("employed_since", sa.Date()))
    for column, days in (("born_on", "days_birth"), ("employed_since", "days_employed")):
        op.execute(
            sa.text(
                f"""
                UPDATE clients c SET {column} = CAST(coalesce(
                    (SELECT max(e.occurred_at) FROM audit_events e
                      WHERE e.subject_table = 'clients' AND e.subject_id = c.id
                        AND e.action = 'client.edit' AND jsonb_exists(e.new_values, '{days}')),
                    u.created_at) AT TIME ZONE :zone AS date) + c.{days}
                  FROM users u WHERE u.id = c.user_id AND c.{days} <> {NOT_EMPLOYED_DAYS}
                """
            ).bindparams(zone=zone)
        )
    op.alter_column("clients", "born_on", nullable=False)
    op.drop_column("clients", "days_birth")
    op.drop_column("clients", "days_employed")


def _store_months() -> None:
    op.add_column(
        "clients",
        sa.Column(
            "payments_updated_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    # Nothing was paid by moving the data: scores stay as fresh as they were
    op.execute(
        "UPDATE clients c SET payments_updated_at = u.created_at FROM users u"
        " WHERE u.id = c.user_id"
    )
    op.drop_constraint(op.f("uq_credits_client_id"), "credits")
    op.create_index(op.f("ix_credits_client_id"), "credits", ["client_id"])
    op.alter_column("credits", "issued_at", new_column_name="issued_on")
    op.add_column("credits", sa.Column("closed_on", sa.Date()))
    op.create_table(
        "payment_months",
        sa.Column("credit_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("days_past_due", sa.SmallInteger()),
        sa.Column("amount_overdue", sa.Numeric(precision=14, scale=2)),
        sa.Column(
            "recorded_at",
            sa.TIMESTAMP(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True)),
        sa.PrimaryKeyConstraint(
            "credit_id", "month", "recorded_at", name=op.f("pk_payment_months")
        ),
        sa.ForeignKeyConstraint(
            ["credit_id"], ["credits.id"], name=op.f("fk_payment_months_credit_id")
        ),
        sa.CheckConstraint(
            "status IN ('X', 'C', '0', '1', '2', '3', '4', '5')",
            name=op.f("ck_payment_months_status"),
        ),
        sa.CheckConstraint(
            "extract(day FROM month) = 1", name=op.f("ck_payment_months_month_begins")
        ),
        sa.CheckConstraint("days_past_due >= 0", name=op.f("ck_payment_months_days_past_due")),
        sa.CheckConstraint("amount_overdue >= 0", name=op.f("ck_payment_months_amount_overdue")),
    )
    # A month told twice keeps its worst status; one that no status names is left out
    op.execute(
        """
        INSERT INTO payment_months (credit_id, month, status, recorded_at)
        SELECT DISTINCT ON (k.id, (m.entry->>'months_ago')::int)
               k.id,
               CAST(date_trunc('month', k.issued_on)
                    + make_interval(months => o.oldest - (m.entry->>'months_ago')::int) AS date),
               m.entry->>'status', u.created_at
          FROM credits k
          JOIN clients c ON c.id = k.client_id
          JOIN users u ON u.id = c.user_id
          CROSS JOIN LATERAL (
            SELECT max((entry->>'months_ago')::int) AS oldest
              FROM jsonb_array_elements(k.payment_history) AS h(entry)) o
          CROSS JOIN LATERAL jsonb_array_elements(k.payment_history) AS m(entry)
         WHERE m.entry->>'status' IN ('X', 'C', '0', '1', '2', '3', '4', '5')
         ORDER BY k.id, (m.entry->>'months_ago')::int,
                  strpos('CX012345', m.entry->>'status') DESC
        """
    )
    op.create_index(
        "ix_payment_months_present",
        "payment_months",
        ["credit_id", sa.text("month DESC")],
        unique=True,
        postgresql_include=["status", "amount_overdue"],
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.execute(
        """
        UPDATE credits k SET closed_on = c.closed_on FROM (
          SELECT p.credit_id, min(p.month) AS closed_on
            FROM payment_months p
           WHERE p.status = 'C' AND NOT EXISTS (
             SELECT FROM payment_months later
              WHERE later.credit_id = p.credit_id AND later.month > p.month
                AND later.status <> 'C')
           GROUP BY p.credit_id) c
         WHERE k.id = c.credit_id
        """
    )
    op.drop_column("credits", "payment_history")


def _record_scores_fully(zone: str) -> None:
    op.add_column("scores", sa.Column("as_of", sa.Date()))
    op.add_column("scores", sa.Column("model_sha256", sa.Text()))
    op.add_column("scores", sa.Column("policy_sha256", sa.Text()))
    op.execute(
        sa.text(
            "UPDATE scores SET as_of = CAST(scored_at AT TIME ZONE :zone AS date)"
            " WHERE scored_at IS NOT NULL"
        ).bindparams(zone=zone)
    )
    op.drop_constraint(op.f("ck_scores_proba"), "scores")
    op.create_check_constraint(
        op.f("ck_scores_proba"),
        "scores",
        "proba > 0 AND (proba < 1 OR proba = 1 AND model IS NULL)",
    )
    op.drop_constraint(op.f("ck_scores_done_is_complete"), "scores")
    op.create_check_constraint(
        op.f("ck_scores_done_is_complete"),
        "scores",
        "status <> 'done' OR (proba IS NOT NULL AND decision IS NOT NULL AND reasons IS NOT NULL"
        " AND features IS NOT NULL AND policy_version IS NOT NULL AND scored_at IS NOT NULL"
        " AND (proba = 1 OR model_version IS NOT NULL))",
    )


def downgrade() -> None:
    raise RuntimeError("Dates do not say which days they were: restore the backup.")
