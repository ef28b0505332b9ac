"""Forget a reason that nothing gives: what is given back goes on to whom it belongs at once."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

REASONS = (
    "late_30", "late_again", "grade_fell", "recommendation_changed", "not_scorable", "no_history",
    "silent", "unscored", "stale", "application_waits", "application_scored",
)  # fmt: skip


def _allow(reasons: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    name = op.f("ck_worklist_marks_reason")
    op.drop_constraint(name, "worklist_marks", type_="check")
    op.create_check_constraint(name, "worklist_marks", f"reason IN ({listed})")


def upgrade() -> None:
    op.execute("DELETE FROM worklist_marks WHERE reason = 'application_returned'")
    _allow(REASONS)


def downgrade() -> None:
    _allow((*REASONS, "application_returned"))
