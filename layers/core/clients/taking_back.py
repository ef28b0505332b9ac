"""Statements that take back the months of a file: what they replaced is restated."""

from sqlalchemy import Connection, text

from core.clients.payments import follow_months

_MINE = text(
    """
    SELECT credit_id, month, recorded_at FROM payment_months
     WHERE import_id = :import_id AND superseded_at IS NULL
     ORDER BY credit_id, month LIMIT :limit FOR UPDATE
    """
)
_GIVEN = """
    unnest(CAST(:credit_ids AS bigint[]), CAST(:months AS date[]), CAST(:moments AS timestamptz[]))
      AS g(credit_id, month, recorded_at)
"""
_END = text(
    f"""
    UPDATE payment_months p SET superseded_at = :moment FROM {_GIVEN}
     WHERE p.credit_id = g.credit_id AND p.month = g.month AND p.recorded_at = g.recorded_at
    """
)
# What was superseded at the moment a row was recorded is what that row replaced
_RESTATE = text(
    f"""
    INSERT INTO payment_months
           (credit_id, month, status, days_past_due, amount_overdue, recorded_at)
    SELECT p.credit_id, p.month, p.status, p.days_past_due, p.amount_overdue, :moment
      FROM {_GIVEN} JOIN payment_months p
        ON p.credit_id = g.credit_id AND p.month = g.month AND p.superseded_at = g.recorded_at
    """
)
# Of which no month is left, nobody knows that they are paid off
_OPEN = text(
    """
    UPDATE credits k SET closed_on = NULL
     WHERE id = ANY(:credit_ids) AND closed_on IS NOT NULL AND NOT EXISTS (
       SELECT FROM payment_months WHERE credit_id = k.id AND superseded_at IS NULL)
    """
)
_MOMENT = text("SELECT clock_timestamp()")


def take_back_months(connection: Connection, import_id: int, limit: int) -> int:
    """Takes back months of a file that are the present ones; returns how many, 0 at the end."""
    mine = connection.execute(_MINE, {"import_id": import_id, "limit": limit}).all()
    if not mine:
        return 0
    given = {
        "moment": connection.execute(_MOMENT).scalar_one(),
        "credit_ids": [row.credit_id for row in mine],
        "months": [row.month for row in mine],
        "moments": [row.recorded_at for row in mine],
    }
    connection.execute(_END, given)
    connection.execute(_RESTATE, given)
    connection.execute(_OPEN, {"credit_ids": given["credit_ids"]})
    follow_months(connection, {(row.credit_id, row.month) for row in mine})
    return len(mine)
