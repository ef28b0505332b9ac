"""Statements on what changed with a manager's own clients from one month to the next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.rules.coverage_states import month_after
from core.clients.rules.history import (
    STATUSES_BY_SEVERITY,
    PaymentStatus,
    month_number,
    month_of,
)
from core.scores.records import MonthChange
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision

# The worst status of all credits in a month, as its place among the statuses: credit by credit, so
# that each is looked up by its key.
_SEVERITY = f"max(strpos('{STATUSES_BY_SEVERITY}', status)) FILTER (WHERE month = {{}})"
_PAYMENTS = f"""
    SELECT max(p.now) AS now, max(p.before) AS before
      FROM credits k
      JOIN LATERAL (
        SELECT {_SEVERITY.format(":month")} AS now, {_SEVERITY.format(":month_before")} AS before
          FROM payment_months
         WHERE credit_id = k.id AND superseded_at IS NULL AND month IN (:month, :month_before)
      ) p ON true
     WHERE k.client_id = c.id
"""
# As of the last day of a month, whenever it was made.
_SCORE_BEFORE = """
    SELECT proba, grade, decision FROM scores
     WHERE client_id = c.id AND status = 'done' AND as_of < {day}
     ORDER BY as_of DESC, id DESC LIMIT 1
"""
_CHANGES = text(
    f"""
    SELECT * FROM (
      SELECT c.id AS client_id, c.first_name, c.last_name, p.now AS severity,
             p.before AS severity_before, s.proba, b.proba AS proba_before, s.grade,
             b.grade AS grade_before, s.decision, b.decision AS decision_before,
             coalesce(p.now, 0) AS gravity, coalesce(s.proba, 0) AS risk
        FROM clients c
        JOIN LATERAL ({_PAYMENTS}) p ON true
        LEFT JOIN LATERAL ({_SCORE_BEFORE.format(day=":month_after")}) s ON true
        LEFT JOIN LATERAL ({_SCORE_BEFORE.format(day=":month")}) b ON true
       WHERE c.manager_id = :manager_id AND c.client_since IS NOT NULL
    ) looked
     WHERE (severity <> severity_before OR grade <> grade_before OR decision <> decision_before)
       AND (CAST(:after_id AS bigint) IS NULL
            OR (-gravity, -risk, client_id) > (-:after_gravity, -:after_risk, :after_id))
     ORDER BY -gravity, -risk, client_id LIMIT :limit
    """
)


@dataclass(frozen=True)
class Place:
    """Where in the list somebody stands: the gravest first, then the likeliest to default."""

    gravity: int
    risk: float
    client_id: int


def list_month_changes(
    connection: Connection, manager_id: int, month: date, *, after: Place | None, limit: int
) -> tuple[list[MonthChange], Place | None]:
    """Returns whose payments, grade or recommendation differ from the month before, gravest first.

    Compared is what is known of both months: who has no row or no score in one of them has not
    changed. The second value is the place after which to go on; None at the end.
    """
    rows = connection.execute(
        _CHANGES,
        {
            "manager_id": manager_id,
            "month": month,
            "month_before": month_of(month_number(month) - 1),
            "month_after": month_after(month),
            "after_gravity": after.gravity if after else 0,
            "after_risk": after.risk if after else 0.0,
            "after_id": after.client_id if after else None,
            "limit": limit,
        },
    ).all()
    last = rows[-1] if len(rows) == limit else None
    place = Place(last.gravity, last.risk, last.client_id) if last else None
    return [_to_change(row) for row in rows], place


def _to_change(row: Row[Any]) -> MonthChange:
    return MonthChange(
        client_id=row.client_id,
        first_name=row.first_name,
        last_name=row.last_name,
        status_before=_status(row.severity_before),
        status=_status(row.severity),
        points_before=shown(row.proba_before, row.grade_before).points,
        points=shown(row.proba, row.grade).points,
        grade_before=row.grade_before,
        grade=row.grade,
        decision_before=row.decision_before and Decision(row.decision_before),
        decision=row.decision and Decision(row.decision),
    )


def _status(severity: int | None) -> PaymentStatus | None:
    return PaymentStatus(STATUSES_BY_SEVERITY[severity - 1]) if severity else None
