"""Statements on credits and their payments by month; a correction is a row of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.coverage import mark_stale
from core.clients.records import Credit, PaymentMonth
from core.clients.rules.history import (
    DEFAULT_STATUSES,
    SEVERITY,
    STATUSES_BY_SEVERITY,
    PaymentStatus,
    month_number,
)
from core.kit.clock import bank_date

# With a moment the rows are those that were the present ones then, else those that are now.
_CREDITS = """
    SELECT k.id, k.client_id, k.external_id, k.amount_total, k.annual_rate, k.issued_on,
           k.term_months, k.closed_on, m.months, m.statuses, m.overdue
      FROM credits k
      LEFT JOIN LATERAL (
        SELECT array_agg(month ORDER BY month DESC) AS months,
               array_agg(status ORDER BY month DESC) AS statuses,
               (array_agg(amount_overdue ORDER BY month DESC))[1] AS overdue
          FROM payment_months
         WHERE credit_id = k.id AND month <= :as_of AND {present}
      ) m ON true
     WHERE k.client_id = :client_id
     ORDER BY k.issued_on DESC, k.id DESC
"""
_NOW = text(_CREDITS.format(present="superseded_at IS NULL"))
_KNOWN_AT = text(
    _CREDITS.format(
        present="recorded_at <= :known_at AND (superseded_at IS NULL OR superseded_at > :known_at)"
    )
)
# A month given twice counts with its worst status, whatever the order.
_GIVEN = f"""
    SELECT DISTINCT ON (credit_id, month) * FROM unnest(
      CAST(:credit_ids AS bigint[]), CAST(:months AS date[]), CAST(:statuses AS text[]),
      CAST(:days AS smallint[]), CAST(:overdue AS numeric[])
    ) AS g(credit_id, month, status, days_past_due, amount_overdue)
     ORDER BY credit_id, month, strpos('{STATUSES_BY_SEVERITY}', status) DESC,
              days_past_due DESC NULLS LAST, amount_overdue DESC NULLS LAST
"""
SAYS_ANOTHER = """(
    p.status <> g.status
    OR coalesce(g.days_past_due, p.days_past_due) IS DISTINCT FROM p.days_past_due
    OR coalesce(g.amount_overdue, p.amount_overdue) IS DISTINCT FROM p.amount_overdue
)"""
"""SQL of whether a given row ``g`` corrects the present row ``p`` of its month.

What says the same is no correction, so the same feed again changes nothing. Nor is it one to tell
less: days and amounts stay known where the status is told again without them.
"""
_SUPERSEDE = text(
    f"""
    UPDATE payment_months p SET superseded_at = :moment FROM ({_GIVEN}) g
     WHERE p.credit_id = g.credit_id AND p.month = g.month AND p.superseded_at IS NULL
       AND {SAYS_ANOTHER}
    RETURNING p.credit_id, p.month
    """
)
# What was superseded at this moment is what a row replaces
_REPLACE = text(
    f"""
    INSERT INTO payment_months
           (credit_id, month, status, days_past_due, amount_overdue, recorded_at, import_id)
    SELECT g.credit_id, g.month, g.status,
           coalesce(g.days_past_due, p.days_past_due), coalesce(g.amount_overdue, p.amount_overdue),
           :moment, CAST(:import_id AS bigint)
      FROM ({_GIVEN}) g
      LEFT JOIN payment_months p ON p.credit_id = g.credit_id AND p.month = g.month
                                AND p.superseded_at = :moment AND p.status = g.status
        ON CONFLICT (credit_id, month) WHERE superseded_at IS NULL DO NOTHING
    RETURNING credit_id, month
    """
)
_INSERT = text(
    f"""
    INSERT INTO payment_months
           (credit_id, month, status, days_past_due, amount_overdue, recorded_at, import_id)
    SELECT g.*, :moment, CAST(:import_id AS bigint) FROM ({_GIVEN}) g
        ON CONFLICT (credit_id, month) WHERE superseded_at IS NULL DO NOTHING
    RETURNING credit_id, month
    """
)
# A credit is closed since the first month of C after which nothing but C follows. From the earlier
# of its two endings on it is expected in other months than before.
_CLOSE = text(
    """
    UPDATE credits k SET closed_on = c.closed_on
      FROM credits b, (
        SELECT p.credit_id, min(p.month) FILTER (WHERE p.month > coalesce(o.open_in, '-infinity'))
                 AS closed_on
          FROM payment_months p
          JOIN LATERAL (
            SELECT max(month) AS open_in FROM payment_months
             WHERE credit_id = p.credit_id AND superseded_at IS NULL AND status <> 'C'
          ) o ON true
         WHERE p.credit_id = ANY(:credit_ids) AND p.superseded_at IS NULL
         GROUP BY p.credit_id
      ) c
     WHERE k.id = c.credit_id AND b.id = k.id AND k.closed_on IS DISTINCT FROM c.closed_on
    RETURNING least(b.closed_on, c.closed_on)
    """
)
# An array, not a join: each client by the primary key, however large the book is.
_OF_CLIENTS = "id = ANY(ARRAY(SELECT client_id FROM credits WHERE id = ANY(:credit_ids)))"
# Two feeds of one client's credits at once: the later sees what the earlier wrote only in a
# statement that begins after it had the lock.
_LOCK_CLIENTS = text(f"SELECT FROM clients WHERE {_OF_CLIENTS} ORDER BY id FOR NO KEY UPDATE")
# As the hard rules see it (``standing_of``): no month after today counts, neither as the newest one
# nor to close a credit.
_TOUCH = text(
    f"""
    UPDATE clients SET payments_updated_at = clock_timestamp(), payments_seen_until = (
           SELECT max(p.month)
             FROM credits k
             JOIN LATERAL (
               SELECT month, status FROM payment_months
                WHERE credit_id = k.id AND superseded_at IS NULL AND month <= :today
                ORDER BY month DESC LIMIT 1
             ) p ON true
            WHERE k.client_id = clients.id AND p.status <> 'C')
     WHERE {_OF_CLIENTS}
    """
)
_MOMENT = text("SELECT clock_timestamp()")


@dataclass(frozen=True)
class RecordedMonth:
    """What is recorded of one month of one credit; ``month`` is its first day."""

    credit_id: int
    month: date
    status: PaymentStatus
    days_past_due: int | None = None
    amount_overdue: Decimal | None = None


Key = tuple[int, date]
"""A credit's id and the first day of a month."""


@dataclass(frozen=True)
class Recorded:
    """What a feed changed: rows of months that had none, and rows that supersede another."""

    new: frozenset[Key]
    restated: frozenset[Key]

    def __len__(self) -> int:
        return len(self.new) + len(self.restated)


def list_credits(
    connection: Connection, client_id: int, as_of: date, known_at: datetime | None = None
) -> list[Credit]:
    """Returns the credits of a client, the newest first, with their months up to a date.

    Args:
        as_of: months after it are left out, and ``months_ago`` counts back from its month.
        known_at: corrections recorded later are left out; None for what is known now.
    """
    parameters = {"client_id": client_id, "as_of": as_of, "known_at": known_at}
    rows = connection.execute(_NOW if known_at is None else _KNOWN_AT, parameters)
    return [_to_credit(row, as_of) for row in rows]


def _to_credit(row: Row[Any], as_of: date) -> Credit:
    now = month_number(as_of)
    told = list(zip(row.months or (), row.statuses or (), strict=True))
    history = tuple(
        PaymentMonth(month, now - month_number(month), PaymentStatus(status))
        for month, status in told
        if status in SEVERITY
    )
    return Credit(
        id=row.id,
        client_id=row.client_id,
        external_id=row.external_id,
        amount_total=row.amount_total,
        annual_rate=row.annual_rate,
        issued_on=row.issued_on,
        term_months=row.term_months,
        closed_on=row.closed_on,
        in_default=bool(history) and history[0].status in DEFAULT_STATUSES,
        amount_overdue=row.overdue,
        payment_history=history,
        unreadable_months=tuple(month for month, status in told if status not in SEVERITY),
    )


def record_months(
    connection: Connection, months: Sequence[RecordedMonth], import_id: int | None = None
) -> Recorded:
    """Records months in the caller's transaction; returns which of them changed something.

    A month that is there with other content is superseded by the new row; one with the same
    content, or less of it, stays as it is; one that is given twice counts with its worst status.
    Credits are closed or opened again by what their months say, the clients' scores become stale,
    and so does the coverage of the months.
    """
    moment = connection.execute(_MOMENT).scalar_one()
    given = {
        "moment": moment,
        "import_id": import_id,
        "credit_ids": [one.credit_id for one in months],
        "months": [one.month for one in months],
        "statuses": [str(one.status) for one in months],
        "days": [one.days_past_due for one in months],
        "overdue": [one.amount_overdue for one in months],
    }
    superseded: set[Key] = set()
    written = _keys(connection.execute(_INSERT, given))
    if len(written) < len({(one.credit_id, one.month) for one in months}):
        superseded = _keys(connection.execute(_SUPERSEDE, given))
        written |= _keys(connection.execute(_REPLACE, given))
    if written:
        follow_months(connection, written)
    return Recorded(frozenset(written - superseded), frozenset(written & superseded))


def _keys(rows: Iterable[Row[Any]]) -> set[Key]:
    return {(row.credit_id, row.month) for row in rows}


def follow_months(connection: Connection, written: set[Key]) -> None:
    """Brings what is derived of months in line with those that were written."""
    credit_ids = sorted({credit_id for credit_id, _ in written})
    endings = list(connection.execute(_CLOSE, {"credit_ids": credit_ids}).scalars())
    touch_payments(connection, credit_ids)
    mark_stale(connection, {month for _, month in written}, min(endings, default=None))


def touch_payments(connection: Connection, credit_ids: Sequence[int]) -> None:
    """Says that the clients of these credits have other credits or months than before."""
    parameters = {"credit_ids": list(credit_ids)}
    connection.execute(_LOCK_CLIENTS, parameters)
    connection.execute(_TOUCH, {**parameters, "today": bank_date()})
