"""Statements on the queue of cases: what waits, the most urgent first, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.applications.rules.states import ApplicationState, Purpose
from core.decisions.case_records import CaseSummary, QueueSummary
from core.decisions.cases import HELD, LATE
from core.decisions.rules.vocabulary import Outcome
from core.scores.rules.points import edge_points
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision, Direction, ModelName

MOST_COUNTED = 1_000


class View(StrEnum):
    """A part of the queue."""

    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    LATE = "late"
    WAITING = "waiting"
    SECOND = "second"
    DECIDED = "decided"


_OPEN = "c.closed_at IS NULL"
_VIEWS = {
    View.OPEN: _OPEN,
    View.MINE: f"{_OPEN} AND c.assignee_id = :user_id AND {HELD}",
    View.UNASSIGNED: f"{_OPEN} AND c.waiting_since IS NULL AND NOT {HELD}",
    View.LATE: f"{_OPEN} AND c.waiting_since IS NULL AND c.due_at < now()",
    View.WAITING: f"{_OPEN} AND c.waiting_since IS NOT NULL",
    View.SECOND: f"{_OPEN} AND c.needs_second",
    # A withdrawn one was closed, and nobody decided it
    View.DECIDED: """c.closed_at >= :today AND EXISTS (SELECT FROM decisions d
                      WHERE d.application_id = c.application_id AND d.is_final)""",
}
_FILTERS = """
       AND (CAST(:amount_from AS numeric) IS NULL OR a.amount_rub >= :amount_from)
       AND (CAST(:amount_to AS numeric) IS NULL OR a.amount_rub <= :amount_to)
       AND (CAST(:grades AS text[]) IS NULL OR s.grade = ANY(:grades))
       AND (CAST(:models AS text[]) IS NULL OR s.model = ANY(:models))
       AND (CAST(:manager_id AS bigint) IS NULL OR a.manager_id = :manager_id)
       AND (CAST(:rule AS text) IS NULL
            OR r.findings @> jsonb_build_array(jsonb_build_object('rule', CAST(:rule AS text))))
"""
# That of the policy in force; while a new score is made, what was recommended by the one before
_RECOMMENDATION = """
       JOIN LATERAL (SELECT x.score_id, x.findings, x.approve_below FROM recommendations x
                      WHERE x.application_id = a.id
                      ORDER BY x.score_id = a.score_id DESC,
                               x.policy_sha256 IN
                               (SELECT sha256 FROM policies WHERE state = 'active') DESC,
                               x.made_at DESC LIMIT 1) r ON true
       JOIN scores s ON s.id = r.score_id"""


_FOLLOWS = """(c.expected_loss_rub < :after_loss OR c.expected_loss_rub = :after_loss
              AND c.application_id > CAST(:after_id AS uuid))"""
_AFTER_LATE = f"(:is_first OR :after_late AND {_FOLLOWS})"
_AFTER_OTHER = f"(:is_first OR :after_late OR {_FOLLOWS})"


def _part(view: View, due: str, after: str, is_late: str) -> str:
    """Returns the overdue or the other cases of a view, as far as a page goes, by an index."""
    return f"""
    (SELECT c.*, {is_late} AS is_late, a.number, a.state, a.person, a.amount_rub, a.term_months,
            a.purpose, a.manager_id, s.proba, s.grade, s.model, s.reasons, r.findings,
            r.approve_below
       FROM cases c
       JOIN applications a ON a.id = c.application_id
       {_RECOMMENDATION}
      WHERE {_VIEWS[view]} AND {due} AND {after} {_FILTERS}
      ORDER BY c.expected_loss_rub DESC, c.application_id LIMIT :limit)
    """


def _list(view: View) -> str:
    return f"""
    WITH found AS (
      {_part(view, LATE, _AFTER_LATE, "true")} UNION ALL
      {_part(view, f"NOT {LATE}", _AFTER_OTHER, "false")}
    )
    SELECT f.*, trim(u.last_name || ' ' || u.first_name) AS assignee_name,
           m.last_name || ' ' || m.first_name AS manager_name,
           (SELECT d.outcome FROM decisions d
             WHERE d.application_id = f.application_id AND d.is_final
             ORDER BY d.sequence DESC LIMIT 1) AS outcome
      FROM found f
      LEFT JOIN users u ON u.id = f.assignee_id
      LEFT JOIN managers k ON k.id = f.manager_id
      LEFT JOIN users m ON m.id = k.user_id
     ORDER BY f.is_late DESC, f.expected_loss_rub DESC, f.application_id LIMIT :limit
    """


_LIST = {view: text(_list(view)) for view in View}
_COUNTED = [view for view in View if view is not View.OPEN]
_SUMMARY = text(
    "SELECT "
    + ", ".join(
        f"(SELECT count(*) FROM (SELECT FROM cases c WHERE {_VIEWS[view]} LIMIT :most) x) AS {view}"
        for view in _COUNTED
    )
    + """,
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_spent) FROM decisions
      WHERE decided_at >= :today AND confirms IS NULL) AS median_seconds
    """
)


@dataclass(frozen=True)
class Place:
    """The last case of a page: the next one begins after it."""

    late: bool
    loss_rub: Decimal
    application_id: UUID


@dataclass(frozen=True)
class QueueFilter:
    """Which cases are wanted; None for all.

    Attributes:
        rule: one that fired.
    """

    view: View
    user_id: int
    today: datetime
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    grades: Collection[str] | None = None
    models: Collection[ModelName] | None = None
    manager_id: int | None = None
    rule: str | None = None


def list_cases(
    connection: Connection, wanted: QueueFilter, *, after: Place | None, limit: int
) -> list[CaseSummary]:
    """Returns the most urgent cases, or those that follow a place: overdue first, then by loss."""
    listed = {
        name: list(value) if (value := getattr(wanted, name)) else None
        for name in ("grades", "models")
    }
    place = {
        "is_first": after is None,
        "after_late": after is not None and after.late,
        "after_loss": after and after.loss_rub,
        "after_id": str(after.application_id) if after else None,
    }
    values = {**vars(wanted), **listed, **place, "limit": limit}
    return [_to_summary(row) for row in connection.execute(_LIST[wanted.view], values)]


def summarize_queue(connection: Connection, user_id: int, today: datetime) -> QueueSummary:
    """Returns how much each view holds.

    Args:
        today: when the day began at the bank.
    """
    values = {"user_id": user_id, "today": today, "most": MOST_COUNTED}
    row = connection.execute(_SUMMARY, values).one()
    counts = {view: row._mapping[view] for view in _COUNTED}
    decided = counts.pop(View.DECIDED)
    median = None if row.median_seconds is None else round(row.median_seconds)
    return QueueSummary(most=MOST_COUNTED, **counts, decided_today=decided, median_seconds=median)


def _to_summary(row: Row[Any]) -> CaseSummary:
    points = shown(row.proba, row.grade).points
    told = {
        **row._mapping,
        **{name: row.person.get(name) for name in ("last_name", "first_name", "patronymic")},
        "state": ApplicationState(row.state),
        "purpose": row.purpose and Purpose(row.purpose),
        "model": row.model and ModelName(row.model),
        "recommendation": Decision(row.recommendation),
        "outcome": row.outcome and Outcome(row.outcome),
        "points": points,
        "distance_points": None if points is None else points - edge_points(row.approve_below),
        "reason": _top_reason(row.findings, row.reasons),
    }
    return CaseSummary(**{name: told[name] for name in CaseSummary.__dataclass_fields__})


def _top_reason(findings: list[dict[str, Any]], reasons: list[dict[str, Any]]) -> str | None:
    rules = (finding["rule"] for finding in findings)
    raising = (one["code"] for one in reasons if one["direction"] == Direction.RAISES_RISK)
    return next(rules, None) or next(raising, None)
