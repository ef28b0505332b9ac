"""Payments of a file against what is stored: judged by the same statement that is applied."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, text

from core.clients.payments import SAYS_ANOTHER, RecordedMonth, record_months
from core.clients.rules.history import PaymentStatus
from core.imports.file_rows import PaymentRecord
from core.imports.records import Judgement, Sender
from core.imports.rules.import_states import WRITTEN, Finding, Outcome

# As core.clients.rules.payment_rows judges single rows. The month before is that of the same file
# where it holds one, else the stored one. Credits and clients are looked up by arrays: by an index
# each, where a join of a thousand rows would read the whole book.
_JUDGE = text(
    f"""
    WITH given AS (
      SELECT *, lag(month) OVER feed AS last_month, lag(status) OVER feed AS last_status
        FROM unnest(
          CAST(:external_ids AS text[]), CAST(:months AS date[]), CAST(:statuses AS text[]),
          CAST(:days AS smallint[]), CAST(:overdue AS numeric[])
        ) WITH ORDINALITY AS g(external_id, month, status, days_past_due, amount_overdue, place)
      WINDOW feed AS (PARTITION BY external_id ORDER BY month)
    ), named AS MATERIALIZED (
      SELECT id, client_id, external_id, issued_on FROM credits
       WHERE external_id = ANY(:external_ids)
    )
    SELECT k.id AS credit_id,
           CASE
             WHEN k.id IS NULL THEN 'unknown_credit'
             WHEN CAST(:manager_id AS bigint) IS NOT NULL
                  AND c.manager_id IS DISTINCT FROM :manager_id THEN 'not_your_client'
             WHEN g.month < date_trunc('month', k.issued_on) THEN 'before_issue'
           END AS fault,
           CASE
             WHEN p.status IS NULL THEN 'new'
             WHEN {SAYS_ANOTHER} THEN 'restated'
             ELSE 'unchanged'
           END AS outcome,
           strpos('12345', g.status) > 1 + strpos('12345', CASE
             WHEN g.last_month = g.month - interval '1 month' THEN g.last_status ELSE p.status_then
           END) AS jumps
      FROM given g
      LEFT JOIN named k ON k.external_id = g.external_id
      LEFT JOIN (
        SELECT id, manager_id FROM clients WHERE id = ANY(ARRAY(SELECT client_id FROM named))
      ) c ON c.id = k.client_id
      LEFT JOIN LATERAL (
        SELECT max(status) FILTER (WHERE month = g.month) AS status,
               max(days_past_due) FILTER (WHERE month = g.month) AS days_past_due,
               max(amount_overdue) FILTER (WHERE month = g.month) AS amount_overdue,
               max(status) FILTER (WHERE month < g.month) AS status_then
          FROM payment_months
         WHERE credit_id = k.id AND superseded_at IS NULL
           AND month BETWEEN (g.month - interval '1 month')::date AND g.month
      ) p ON true
     ORDER BY g.place
    """
)
_OPEN_WITHOUT = text(
    """
    SELECT count(*) FROM credits k JOIN clients c ON c.id = k.client_id
     WHERE k.issued_on < CAST(:month AS date) + interval '1 month' AND k.closed_on IS NULL
       AND (CAST(:manager_id AS bigint) IS NULL OR c.manager_id = :manager_id)
       AND NOT EXISTS (SELECT FROM payment_months p
                        WHERE p.credit_id = k.id AND p.month = :month AND p.superseded_at IS NULL)
    """
)


def judge_months(
    connection: Connection, rows: Sequence[PaymentRecord], sender: Sender
) -> list[Judgement]:
    """Says of each row whether it is new, restates a month, or cannot be."""
    values = {
        "external_ids": [row.credit_external_id for row in rows],
        "months": [row.month for row in rows],
        "statuses": [row.status for row in rows],
        "days": [row.days_past_due for row in rows],
        "overdue": [row.amount_overdue for row in rows],
        "manager_id": sender.manager_id,
    }
    return [
        _REFUSED[told.fault]
        if told.fault
        else Judgement(Outcome(told.outcome), _ODD if told.jumps else (), told.credit_id)
        for told in connection.execute(_JUDGE, values)
    ]


_ODD = (Finding.JUMP,)
_REFUSED = {
    str(finding): Judgement(None, (finding,))
    for finding in (
        Finding.UNKNOWN_CREDIT,
        Finding.NOT_YOUR_CLIENT,
        Finding.BEFORE_ISSUE,
    )
}


def apply_months(
    connection: Connection,
    import_id: int,
    rows: Sequence[PaymentRecord],
    judgements: Sequence[Judgement],
) -> None:
    """Records the months that are new or restated."""
    months = [
        RecordedMonth(
            credit_id=judged.subject_id,
            month=row.month,
            status=PaymentStatus(row.status),
            days_past_due=row.days_past_due,
            amount_overdue=row.amount_overdue,
        )
        for row, judged in zip(rows, judgements, strict=True)
        if judged.outcome in WRITTEN and judged.subject_id
    ]
    record_months(connection, months, import_id)


def count_open_without(connection: Connection, month: date, sender: Sender) -> int:
    """Returns how many open credits have no row for a month."""
    values = {"month": month, "manager_id": sender.manager_id}
    count: int = connection.execute(_OPEN_WITHOUT, values).scalar_one()
    return count
