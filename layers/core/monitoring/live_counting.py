"""Statements that count what the live panel shows of a month: in all, by grade and by manager.

Each goes through its rows once for all three. What people decided and asked for lies in a window of
the month by an index; the rest is counted of snapshots, by the run that made them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, text

from core.decisions.overrides import Period
from core.kit.clock import bank_date
from core.models.in_force import versions_in_force
from core.monitoring.rules.live_rows import COUNTS, LiveFound, LiveKey, counts_of, joined
from core.monitoring.rules.vocabulary import LiveBy
from core.monitoring.run_months import month_after, month_before
from core.monitoring.tables import live_counts
from core.scores.client_filters import FRESHNESS, InForce
from core.scores.rules.master_scale import DEFAULT_GRADE, master_scale

MOST_ASKED = 20_000  # the latest of a month: they say as much of the waiting as all of them
CLIENTS_A_STEP = 100_000

_GROUPED = "GROUP BY GROUPING SETS ((), (grade), (manager_id))"
_KEY = "grouping(grade, manager_id) AS grouped, grade, manager_id"
_BY = {0b11: LiveBy.MONTH, 0b01: LiveBy.GRADE, 0b10: LiveBy.MANAGER}

_DECIDED = text(
    f"""
    WITH made AS (
      SELECT d.is_final, d.agrees, d.outcome, d.recommendation, a.manager_id,
             (CAST(:grades AS text[]))[
               1 + width_bucket(d.proba, CAST(:edges AS double precision[]))] AS grade,
             CASE WHEN d.confirms IS NULL THEN d.seconds_spent END AS seconds
        FROM decisions d JOIN applications a ON a.id = d.application_id
       WHERE d.decided_at >= :since AND d.decided_at < :until
    )
    SELECT {_KEY},
           count(*) FILTER (WHERE is_final) AS decided,
           count(*) FILTER (WHERE is_final AND outcome IN ('approve', 'counteroffer')) AS approved,
           count(*) FILTER (WHERE is_final AND recommendation = 'approve') AS recommended,
           count(*) FILTER (WHERE is_final AND NOT agrees) AS overrides,
           count(seconds) AS timed,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median_seconds
      FROM made {_GROUPED}
    """
)
_ASKED = text(
    f"""
    WITH asked AS (
      SELECT s.grade, c.manager_id, s.reasons <> '[]' AS has_reasons,
             extract(epoch FROM s.scored_at - s.requested_at) AS seconds
        FROM scores s LEFT JOIN clients c ON c.id = s.client_id
       WHERE s.batch_id IS NULL AND s.status = 'done'
         AND s.requested_at >= :since AND s.requested_at < :until
       ORDER BY s.requested_at DESC LIMIT {MOST_ASKED}
    )
    SELECT {_KEY}, count(*) AS asked, count(*) FILTER (WHERE has_reasons) AS with_reasons,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS seconds_95
      FROM asked {_GROUPED}
    """
)
_OWED = text(
    f"""
    SELECT {_KEY}, count(proba) AS clients, count(*) FILTER (WHERE proba < 1) AS rated,
           coalesce(sum(outstanding_rub) FILTER (WHERE proba > 0), 0) AS outstanding_rub,
           coalesce(sum(outstanding_rub) FILTER (WHERE proba < 1), 0) AS performing_rub,
           CAST(coalesce(sum(CAST(proba AS numeric) * outstanding_rub), 0) AS double precision)
             AS proba_outstanding_rub
      FROM snapshots WHERE month = :month AND is_active {_GROUPED}
    """
)
_FALLEN = text(
    f"""
    WITH moved AS (
      SELECT b.grade, b.manager_id, b.outstanding_rub, s.status BETWEEN '3' AND '5' AS has_fallen
        FROM snapshots b
        LEFT JOIN snapshots s ON s.month = :month AND s.client_id = b.client_id
       WHERE b.month = :before AND b.is_active AND (b.status BETWEEN '3' AND '5') IS NOT TRUE
    )
    SELECT {_KEY}, count(*) AS healthy, sum(outstanding_rub) AS healthy_rub,
           coalesce(sum(outstanding_rub) FILTER (WHERE has_fallen), 0) AS fallen_rub
      FROM moved {_GROUPED}
    """
)
# Of some clients, by their latest finished score
_FRESH = text(
    f"""
    WITH looked AS (
      SELECT s.grade, c.manager_id, {FRESHNESS} AS freshness
        FROM clients c
        JOIN latest_scores s ON s.client_id = c.id
       WHERE c.id > :after AND c.id <= :until
         AND c.client_since IS NOT NULL AND c.closed_at IS NULL
    )
    SELECT {_KEY}, count(*) AS known, count(*) FILTER (WHERE freshness <> 'current') AS out_of_date
      FROM looked {_GROUPED}
    """
)
_LAST_CLIENT = text("SELECT coalesce(max(id), 0) FROM clients")


def count_deeds(connection: Connection, month: date) -> LiveFound:
    """Returns what people decided and asked for within a month."""
    period = Period(month, month_after(month)).bounds()
    grades = master_scale()
    scale = {
        "edges": [grade.proba_to for grade in grades],
        "grades": [*(grade.grade for grade in grades), DEFAULT_GRADE],
    }
    decided = connection.execute(_DECIDED, {**period, **scale})
    return joined(_found(decided), _found(connection.execute(_ASKED, period)))


def count_book(connection: Connection, month: date) -> LiveFound:
    """Returns what is owed at the end of a month, and what has become late within it."""
    months = {"month": month, "before": month_before(month)}
    owed = _found(connection.execute(_OWED, months))
    return joined(owed, _found(connection.execute(_FALLEN, months)))


def last_client(connection: Connection) -> int:
    """Returns the largest id of a client."""
    last: int = connection.execute(_LAST_CLIENT).scalar_one()
    return last


def count_fresh(connection: Connection, after: int) -> LiveFound:
    """Returns of how many of the next clients the score is out of date today."""
    now = versions_in_force(connection)
    silent_before = now.policy.hard_rules.silent_before(bank_date())
    current = InForce(now.champion.version, now.policy.version, silent_before)
    span = {"after": after, "until": after + CLIENTS_A_STEP}
    return _found(connection.execute(_FRESH, {**vars(current), **span}))


def _found(rows: Iterable[Row[Any]]) -> LiveFound:
    return {
        LiveKey(_BY[row.grouped], row.grade, row.manager_id): {
            name: value for name, value in row._mapping.items() if name in COUNTS
        }
        for row in rows
    }


def replace_live_counts(connection: Connection, month: date, found: LiveFound) -> int:
    """Writes down a month anew; returns how many rows that are."""
    connection.execute(delete(live_counts).where(live_counts.c.month == month))
    rows = [vars(counts_of(month, key, counted)) for key, counted in found.items()]
    connection.execute(insert(live_counts), rows)
    return len(rows)
