"""Statements on what people decided: written once, and read by application and by person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, text

from core.decisions.case_records import DecisionMade, OwnDecision, OwnFigures
from core.decisions.rules.vocabulary import Outcome, OverrideDirection, OverrideReason
from core.decisions.tables import decisions
from core.scores.rules.vocabulary import Decision, ModelName

MOST_DECISIONS = 50  # of one application

_OF_APPLICATION = text(
    """
    SELECT d.*, trim(u.last_name || ' ' || u.first_name) AS actor_name
      FROM decisions d JOIN users u ON u.id = d.actor_id
     WHERE d.application_id = CAST(:application_id AS uuid)
     ORDER BY d.sequence DESC LIMIT :limit
    """
)
_OWN = text(
    """
    SELECT d.*, a.number, a.person ->> 'last_name' AS last_name,
           a.person ->> 'first_name' AS first_name,
           EXISTS (SELECT FROM decisions x
                    WHERE x.application_id = d.application_id AND x.confirms = d.id
                      AND x.outcome = 'return') AS returned
      FROM decisions d JOIN applications a ON a.id = d.application_id
     WHERE d.actor_id = :actor_id AND (CAST(:after AS bigint) IS NULL OR d.id < :after)
     ORDER BY d.id DESC LIMIT :limit
    """
)
_FIGURES = text(
    """
    WITH own AS (
      SELECT d.*, d.confirms IS NULL AS is_own,
             d.confirms IS NULL AND d.needs_second AND EXISTS (
               SELECT FROM decisions x WHERE x.application_id = d.application_id
                  AND x.confirms = d.id AND x.outcome = 'return') AS returned
        FROM decisions d WHERE d.actor_id = :actor_id AND d.decided_at >= :since
    )
    SELECT count(*) FILTER (WHERE is_own) AS decided,
           count(*) FILTER (WHERE is_own AND outcome = 'approve') AS approved,
           count(*) FILTER (WHERE is_own AND outcome = 'counteroffer') AS counteroffers,
           count(*) FILTER (WHERE is_own AND outcome = 'decline') AS declined,
           count(*) FILTER (WHERE NOT is_own) AS second,
           count(*) FILTER (WHERE is_own AND NOT agrees) AS overrides,
           avg(CAST(NOT agrees AS integer))
             FILTER (WHERE is_own AND recommendation <> 'review') AS override_share,
           count(*) FILTER (WHERE returned) AS returned,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds_spent)
             FILTER (WHERE is_own) AS median_seconds
      FROM own
    """
)


def add_decision(connection: Connection, values: Mapping[str, Any]) -> int:
    """Writes a decision on a locked application; returns its id."""
    statement = insert(decisions).values(**values).returning(decisions.c.id)
    decision_id: int = connection.execute(statement).scalar_one()
    return decision_id


def list_decisions(connection: Connection, application_id: UUID) -> list[DecisionMade]:
    """Returns what was decided of an application, the latest first."""
    values = {"application_id": str(application_id), "limit": MOST_DECISIONS}
    return [_to_decision(row) for row in connection.execute(_OF_APPLICATION, values)]


def list_own_decisions(
    connection: Connection, actor_id: int, *, after: int | None, limit: int
) -> list[OwnDecision]:
    """Returns what somebody decided, the latest first, or what follows the one ``after``."""
    values = {"actor_id": actor_id, "after": after, "limit": limit}
    rows = connection.execute(_OWN, values)
    return [OwnDecision(**_told(row, OwnDecision)) for row in rows]


def own_figures(connection: Connection, actor_id: int, since: datetime) -> OwnFigures:
    """Returns how much somebody has decided since a moment, and how."""
    row = connection.execute(_FIGURES, {"actor_id": actor_id, "since": since}).one()
    share, median = row.override_share, row.median_seconds
    told = {
        **row._mapping,
        "override_share": None if share is None else float(share),
        "median_seconds": None if median is None else round(median),
    }
    return OwnFigures(since=since, **told)


def _to_decision(row: Row[Any]) -> DecisionMade:
    told = _told(row, DecisionMade)
    return DecisionMade(**{**told, "model": row.model and ModelName(row.model)})


def _told(row: Row[Any], record: type[DecisionMade] | type[OwnDecision]) -> dict[str, Any]:
    """Returns the fields of a record, words as members of their sets."""
    words = {
        "recommendation": Decision,
        "outcome": Outcome,
        "override_reason": OverrideReason,
        "direction": OverrideDirection,
    }
    told = {name: row._mapping[name] for name in record.__dataclass_fields__}
    known = {name: word(told[name]) for name, word in words.items() if told[name] is not None}
    return {**told, **known}
