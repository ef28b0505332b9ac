"""Count how often scorers tried what was sent again, and hold the tables to what can be read.

Rows that break a rule stop the migration with their number: nobody but the bank can say what they
should be.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CALENDAR = "{0} BETWEEN DATE '1800-01-01' AND DATE '2200-01-01'"
# NaN is above every number to PostgreSQL, and infinity is a date
RULES = {
    ("clients", "amt_income_total"): "amt_income_total BETWEEN 0 AND 1000000000",
    ("clients", "born_on"): _CALENDAR.format("born_on"),
    ("clients", "employed_since"): _CALENDAR.format("employed_since"),
    ("credits", "amount_total"): "amount_total >= 0 AND amount_total <> 'NaN'",
    ("credits", "annual_rate"): "annual_rate >= 0 AND annual_rate <> 'NaN'",
    ("credits", "issued_on"): _CALENDAR.format("issued_on"),
    ("credits", "closed_on"): _CALENDAR.format("closed_on"),
    ("payment_months", "month_in_calendar"): _CALENDAR.format("month"),
    ("payment_months", "amount_is_a_number"): "amount_overdue <> 'NaN'",
    ("scores", "decision"): "decision IN ('approve', 'review', 'decline')",
    ("scores", "model"): "model IN ('behavioural', 'thin_file', 'segment', 'application')",
}


def upgrade() -> None:
    op.add_column(
        "scores",
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
    )
    # The sweep looks for the longest unsent, whether sent by the request or by a sweep
    op.drop_index("ix_scores_pending", table_name="scores")
    op.create_index(
        "ix_scores_pending",
        "scores",
        [sa.text("coalesce(resent_at, requested_at)")],
        postgresql_where=sa.text("status = 'pending'"),
    )
    for (table, name), rule in RULES.items():
        _hold(table, name, rule)


def _hold(table: str, name: str, rule: str) -> None:
    broken = op.get_bind().execute(sa.text(f"SELECT count(*) FROM {table} WHERE NOT ({rule})"))
    if count := broken.scalar_one():
        raise RuntimeError(
            f"{count} rows of {table} are not as they must be: {rule}. Correct them, then migrate."
        )
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def downgrade() -> None:
    for table, name in RULES:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    op.drop_index("ix_scores_pending", table_name="scores")
    op.create_index(
        "ix_scores_pending",
        "scores",
        ["requested_at"],
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.drop_column("scores", "attempts")
