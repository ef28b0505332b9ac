"""Keep applications for a credit on the server, from the first word of a draft on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NOW = sa.text("now()")
MOMENT = sa.TIMESTAMP(timezone=True)
STATES = (
    "'draft', 'submitted', 'scored', 'in_review', 'waiting_for_applicant', 'second_review', 'returned',"
    " 'counteroffer', 'accepted', 'refused', 'expired', 'approved', 'declined', 'booked', 'not_taken',"
    " 'withdrawn'"
)
PURPOSES = "'consumer', 'car', 'home', 'education', 'medical', 'refinancing', 'other'"
RULES = {
    "channel": "channel IN ('manager', 'borrower', 'program')",
    "state": f"state IN ({STATES})",
    "purpose": f"purpose IN ({PURPOSES})",
    "amount_rub": "amount_rub > 0 AND amount_rub <> 'NaN'",
    "term_months": "term_months BETWEEN 1 AND 480",
    "annual_rate": "annual_rate >= 0 AND annual_rate <> 'NaN'",
    "submitted_is_complete": (
        "state IN ('draft', 'withdrawn') OR client_id IS NOT NULL AND score_id IS NOT NULL"
        " AND submitted_at IS NOT NULL AND completed_at IS NOT NULL"
    ),
}


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.UUID, primary_key=True),
        sa.Column("number", sa.BigInteger, sa.Identity(), nullable=False, unique=True),
        sa.Column("client_id", sa.BigInteger, sa.ForeignKey("clients.id")),
        sa.Column("manager_id", sa.BigInteger, sa.ForeignKey("managers.id")),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, server_default="draft"),
        sa.Column("person", JSONB, nullable=False, server_default=sa.text("'{}'")),
        sa.Column("document_hash", sa.Text),
        sa.Column("answers", JSONB, nullable=False, server_default=sa.text("'{}'")),
        sa.Column("amount_rub", sa.Numeric(14, 2)),
        sa.Column("term_months", sa.SmallInteger),
        sa.Column("purpose", sa.Text),
        sa.Column("annual_rate", sa.Numeric(5, 2)),
        sa.Column("score_id", sa.UUID, sa.ForeignKey("scores.id")),
        sa.Column("external_id", sa.Text, unique=True),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("times_changed", sa.SmallInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("created_by", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("submitted_at", MOMENT),
        sa.Column("completed_at", MOMENT),
        sa.Column("returned_reason", sa.Text),
        *(sa.CheckConstraint(rule, name=name) for name, rule in RULES.items()),
    )
    for column in ("state", "client_id", "manager_id", "created_by"):
        op.create_index(f"ix_applications_{column}_id", "applications", [column, "id"])
    op.create_table(
        "application_events",
        sa.Column("application_id", sa.UUID, sa.ForeignKey("applications.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("actor_id", sa.BigInteger, sa.ForeignKey("users.id"), nullable=False),
        sa.Column("from_state", sa.Text),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("application_id", "place"),
        sa.CheckConstraint(f"from_state IN ({STATES})", name="from_state"),
        sa.CheckConstraint(f"to_state IN ({STATES})", name="to_state"),
    )


def downgrade() -> None:
    op.drop_table("application_events")
    op.drop_table("applications")
