"""Statements on the closing of months: signed, confirmed by a second person, reopened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from core.clients.records import MonthClosing, MonthCoverage
from core.clients.rules.coverage_states import ClosingState, CoverageState
from core.clients.tables import month_closings

_FIGURES = """
    c.month, c.state, c.counted_at, c.expected, c.present, c.missing, c.unexpected, c.restated,
    coalesce(c.after_closing, 0) AS after_closing,
    CASE WHEN s.id IS NULL THEN 'open'
         WHEN s.needs_second AND s.confirmed_at IS NULL THEN 'waiting'
         ELSE 'closed' END AS closing
  FROM payment_coverage c
  LEFT JOIN month_closings s ON s.month = c.month AND s.reopened_at IS NULL
"""
_LIST = text(
    f"""
    SELECT {_FIGURES} WHERE CAST(:before AS date) IS NULL OR c.month < :before
     ORDER BY c.month DESC LIMIT :limit
    """
)
_GET = text(f"SELECT {_FIGURES} WHERE c.month = :month")
_LOCK = text(f"SELECT {_FIGURES} WHERE c.month = :month FOR NO KEY UPDATE OF c")
_CLOSINGS = text(
    """
    SELECT s.*, a.last_name || ' ' || a.first_name AS signed_name,
           b.last_name || ' ' || b.first_name AS confirmed_name,
           r.last_name || ' ' || r.first_name AS reopened_name
      FROM month_closings s
      JOIN users a ON a.id = s.signed_by
      LEFT JOIN users b ON b.id = s.confirmed_by
      LEFT JOIN users r ON r.id = s.reopened_by
     WHERE s.month = :month ORDER BY s.id DESC LIMIT :limit
    """
)
_IN_FORCE = "reopened_at IS NULL"
_CLOSED = text(
    f"""
    SELECT month, coalesce(confirmed_at, signed_at) AS closed_at FROM month_closings
     WHERE {_IN_FORCE} AND (confirmed_at IS NOT NULL OR NOT needs_second) ORDER BY month
    """
)
_LATEST = text(f"SELECT max(month) FROM month_closings WHERE {_IN_FORCE}")
_CONFIRM = text(
    f"""
    UPDATE month_closings SET confirmed_by = :user_id, confirmed_at = clock_timestamp()
     WHERE month = :month AND {_IN_FORCE}
    """
)
_REOPEN = text(
    f"""
    UPDATE month_closings
       SET reopened_by = :user_id, reopened_at = clock_timestamp(), reason = :reason
     WHERE month = :month AND {_IN_FORCE}
    """
)
# What is fed from now on is counted apart, so the figures have to be counted once more.
_RECOUNT = text("UPDATE payment_coverage SET state = 'stale', progress = NULL WHERE month = :month")


@dataclass(frozen=True)
class ClosedMonth:
    """A month whose payments somebody has signed for: what was known at ``closed_at`` counts."""

    month: date
    closed_at: datetime


def closed_months(connection: Connection) -> list[ClosedMonth]:
    """Returns the months whose payments may be taken for outcomes, the oldest first."""
    return [ClosedMonth(**row._mapping) for row in connection.execute(_CLOSED)]


def latest_signed_month(connection: Connection) -> date | None:
    """Returns the newest month that is closed, or waits for a second person."""
    month: date | None = connection.execute(_LATEST).scalar_one()
    return month


def list_months(connection: Connection, before: date | None, limit: int) -> list[MonthCoverage]:
    """Returns so many months, the newest first, from the one before ``before`` on."""
    rows = connection.execute(_LIST, {"before": before, "limit": limit})
    return [_to_coverage(row._mapping) for row in rows]


def get_month(
    connection: Connection, month: date, *, for_update: bool = False
) -> MonthCoverage | None:
    """Returns a month; ``for_update`` keeps feeds and signatures away until the end."""
    row = connection.execute(_LOCK if for_update else _GET, {"month": month}).one_or_none()
    return _to_coverage(row._mapping) if row else None


def _to_coverage(told: Mapping[Any, Any]) -> MonthCoverage:
    states = {
        "state": CoverageState(told["state"]),
        "closing": ClosingState(told["closing"]),
    }
    return MonthCoverage(**{**told, **states})


def list_closings(connection: Connection, month: date, limit: int) -> list[MonthClosing]:
    """Returns the latest signatures under a month, also those that were taken back."""
    rows = connection.execute(_CLOSINGS, {"month": month, "limit": limit})
    return [MonthClosing(**row._mapping) for row in rows]


def sign_month(
    connection: Connection,
    seen: MonthCoverage,
    *,
    user_id: int,
    statement: str,
    needs_second: bool,
) -> None:
    """Writes a signature under the figures of a month."""
    figures = ("month", "expected", "present", "unexpected", "restated")
    connection.execute(
        insert(month_closings).values(
            **{name: getattr(seen, name) for name in figures},
            signed_by=user_id,
            statement=statement,
            needs_second=needs_second,
        )
    )
    connection.execute(_RECOUNT, {"month": seen.month})


def confirm_month(connection: Connection, month: date, user_id: int) -> None:
    """Closes a month that waits for a second person."""
    connection.execute(_CONFIRM, {"month": month, "user_id": user_id})
    connection.execute(_RECOUNT, {"month": month})


def reopen_month(connection: Connection, month: date, user_id: int, reason: str) -> None:
    """Takes a closing back, or refuses one that waits."""
    connection.execute(_REOPEN, {"month": month, "user_id": user_id, "reason": reason})
    connection.execute(_RECOUNT, {"month": month})
