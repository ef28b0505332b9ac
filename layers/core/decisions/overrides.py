"""Statements on decisions against the recommendation: how many, by whom and why, and what became.

Final decisions count, as of whoever made them first. Everything is bounded by a period, or by the
latest, however much was ever decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.rules.history import DEFAULT_STATUSES
from core.decisions.override_records import (
    BandRates,
    Course,
    Funnel,
    FunnelPoint,
    MonthRates,
    Override,
    Rates,
    ReasonCount,
)
from core.decisions.precedents import MONTHS_TO_MATURE
from core.decisions.rules.override_figures import Matured, funnel_limits, standing_of
from core.decisions.rules.shares import share_of
from core.decisions.rules.vocabulary import Outcome, OverrideDirection, OverrideReason
from core.kit.clock import bank_time_zone
from core.scores.rules.master_scale import DEFAULT_GRADE, grade_of, master_scale
from core.scores.rules.vocabulary import Decision

LATEST_CREDITS = 10_000
MOST_UNDERWRITERS = 200

_COUNTS = """
    count(*) AS decided,
    count(*) FILTER (WHERE NOT agrees) AS overrides,
    count(*) FILTER (WHERE recommendation = 'decline') AS declined_by_policy,
    count(*) FILTER (WHERE recommendation = 'approve') AS approved_by_policy,
    count(*) FILTER (WHERE direction = 'low_side') AS low_side,
    count(*) FILTER (WHERE direction = 'high_side') AS high_side,
    count(*) FILTER (WHERE override_reason = 'other') AS other
"""
# One pass over the period for all of its groups; a group's own columns are the ones not null in it
_SUMMARY = text(
    f"""
    WITH final AS (
      SELECT agrees, recommendation, direction, override_reason,
             coalesce(first_actor_id, actor_id) AS person,
             CAST(date_trunc('month', decided_at AT TIME ZONE :zone) AS date) AS month,
             width_bucket(proba, CAST(:edges AS double precision[])) AS band
        FROM decisions
       WHERE is_final AND decided_at >= :since AND decided_at < :until
    )
    SELECT month, band, override_reason, person, grouping(month, band, override_reason, person)
             AS grouped, {_COUNTS}
      FROM final GROUP BY GROUPING SETS ((), (month), (band), (override_reason), (person))
     ORDER BY month, band, override_reason
    """
)
_ALL, _BY_MONTH, _BY_BAND, _BY_REASON, _BY_PERSON = 0b1111, 0b0111, 0b1011, 0b1101, 0b1110
_NAMES = text(
    """
    SELECT id, trim(last_name || ' ' || first_name) AS name FROM users
     WHERE id = ANY(CAST(:ids AS bigint[]))
    """
)
_HAS_MATURED = "k.issued_on + make_interval(months => :months) <= now()"
_HAS_DEFAULTED = """
    EXISTS (SELECT FROM payment_months p
             WHERE p.credit_id = k.id AND p.superseded_at IS NULL AND p.status = ANY(:defaults)
               AND p.month < k.issued_on + make_interval(months => :months))
"""
_MATURED = text(
    f"""
    SELECT d.proba, d.approve_below, d.direction IS NOT DISTINCT FROM 'low_side' AS is_low_side,
           {_HAS_DEFAULTED} AS has_defaulted
      FROM decisions d JOIN credits k ON k.application_id = d.application_id
     WHERE d.is_final AND d.outcome IN ('approve', 'counteroffer')
       AND d.decided_at < now() - make_interval(months => :months) AND {_HAS_MATURED}
       AND d.sequence = (SELECT max(l.sequence) FROM decisions l
                          WHERE l.application_id = d.application_id AND l.is_final)
     ORDER BY d.decided_at DESC LIMIT :latest
    """
)
_LIST = text(
    f"""
    SELECT d.id, d.decided_at, d.application_id, a.number, d.proba, d.recommendation, d.outcome,
           d.direction, d.override_reason, d.rationale, d.amount_rub,
           coalesce(d.first_actor_id, d.actor_id) AS actor_id,
           trim(u.last_name || ' ' || u.first_name) AS actor_name,
           trim(s.last_name || ' ' || s.first_name) AS second_name,
           CASE WHEN d.direction = 'high_side' THEN NULL
                WHEN k.id IS NULL THEN 'no_credit'
                WHEN {_HAS_DEFAULTED} THEN 'defaulted'
                WHEN {_HAS_MATURED} THEN 'not_defaulted' ELSE 'too_early' END AS course
      FROM decisions d
      JOIN applications a ON a.id = d.application_id
      JOIN users u ON u.id = coalesce(d.first_actor_id, d.actor_id)
      LEFT JOIN users s ON d.first_actor_id IS NOT NULL AND s.id = d.actor_id
      LEFT JOIN credits k ON k.application_id = d.application_id
     WHERE NOT d.agrees AND d.is_final
       AND (CAST(:direction AS text) IS NULL OR d.direction = :direction)
       AND (CAST(:reason AS text) IS NULL OR d.override_reason = :reason)
       AND (CAST(:since AS timestamptz) IS NULL OR d.decided_at >= :since)
       AND (CAST(:until AS timestamptz) IS NULL OR d.decided_at < :until)
       AND (CAST(:after AS bigint) IS NULL OR (d.decided_at, d.id) <
            (SELECT x.decided_at, x.id FROM decisions x WHERE x.id = :after))
     ORDER BY d.decided_at DESC, d.id DESC LIMIT :limit
    """
)


@dataclass(frozen=True)
class Period:
    """Months of the bank's calendar by their first days; the last one is not in it."""

    since: date
    until: date

    def bounds(self) -> dict[str, datetime]:
        """Returns the moments between which it lies."""
        days = {"since": self.since, "until": self.until}
        zone = bank_time_zone()
        return {name: datetime.combine(day, time(), zone) for name, day in days.items()}


@dataclass(frozen=True)
class OverrideFilter:
    """Which overrides are wanted; None for all."""

    period: Period | None = None
    direction: OverrideDirection | None = None
    reason: OverrideReason | None = None


@dataclass(frozen=True)
class Counted:
    """What was decided in a period, in its groups."""

    total: Rates
    months: list[MonthRates]
    bands: list[BandRates]
    reasons: list[ReasonCount]
    funnel: Funnel


def count_overrides(connection: Connection, period: Period) -> Counted:
    """Counts a period's final decisions, and those against the recommendation."""
    grades = master_scale()
    values = {
        **period.bounds(),
        "zone": bank_time_zone().key,
        "edges": [grade.proba_to for grade in grades],
    }
    rows = connection.execute(_SUMMARY, values).all()
    names = [*(grade.grade for grade in grades), DEFAULT_GRADE]
    [total] = _rows(rows, _ALL)
    return Counted(
        total=_rates(total),
        months=[MonthRates(row.month, _rates(row)) for row in _rows(rows, _BY_MONTH)],
        bands=[BandRates(names[row.band], _rates(row)) for row in _rows(rows, _BY_BAND)],
        reasons=[
            ReasonCount(OverrideReason(row.override_reason), row.low_side, row.high_side)
            for row in _rows(rows, _BY_REASON)
            if row.override_reason
        ],
        funnel=_funnel(connection, total, _rows(rows, _BY_PERSON)),
    )


def _rows(rows: Iterable[Row[Any]], grouped: int) -> list[Row[Any]]:
    return [row for row in rows if row.grouped == grouped]


def _rates(row: Row[Any]) -> Rates:
    return Rates(
        all=share_of(row.overrides, row.decided),
        low_side=share_of(row.low_side, row.declined_by_policy),
        high_side=share_of(row.high_side, row.approved_by_policy),
        other_reason=share_of(row.other, row.overrides),
    )


def _funnel(connection: Connection, total: Row[Any], rows: list[Row[Any]]) -> Funnel:
    """Returns who decided most, in the order of their names: it is no ranking."""
    if not rows:
        return Funnel(None, [], [])
    share = total.overrides / total.decided
    most = sorted(rows, key=lambda row: row.decided, reverse=True)[:MOST_UNDERWRITERS]
    ids = [row.person for row in most]
    names = {row.id: row.name for row in connection.execute(_NAMES, {"ids": ids})}
    points = [
        FunnelPoint(
            actor_id=row.person,
            actor_name=names[row.person],
            is_own=False,
            overrides=row.overrides,
            decided=row.decided,
            standing=standing_of(row.overrides, row.decided, share),
        )
        for row in most
    ]
    points.sort(key=lambda point: (point.actor_name or "", point.actor_id or 0))
    return Funnel(share, points, funnel_limits(share, most[0].decided))


def list_matured(connection: Connection) -> list[Matured]:
    """Returns the latest credits that are old enough to tell, with the decision that made them."""
    values = {**_maturity(), "latest": LATEST_CREDITS}
    return [Matured(**row._mapping) for row in connection.execute(_MATURED, values)]


def _maturity() -> dict[str, object]:
    return {"months": MONTHS_TO_MATURE, "defaults": sorted(DEFAULT_STATUSES)}


def list_overrides(
    connection: Connection, wanted: OverrideFilter, *, after: int | None, limit: int
) -> list[Override]:
    """Returns overrides, the newest first, or what follows the one ``after``."""
    bounds = wanted.period.bounds() if wanted.period else {"since": None, "until": None}
    values = {"direction": wanted.direction, "reason": wanted.reason, "after": after}
    rows = connection.execute(_LIST, {**_maturity(), **bounds, **values, "limit": limit})
    return [_override(row._asdict()) for row in rows]


def _override(row: Mapping[str, Any]) -> Override:
    told = {
        **row,
        "grade": grade_of(row["proba"]),
        "recommendation": Decision(row["recommendation"]),
        "outcome": Outcome(row["outcome"]),
        "direction": OverrideDirection(row["direction"]),
        "override_reason": OverrideReason(row["override_reason"]),
        "course": row["course"] and Course(row["course"]),
    }
    return Override(**told)
