"""Statements on what became of the people who were scored in a month, some of them at a time.

A cohort is looked at in the snapshots of its month: the score is the recorded one. Credits count
that were open then; whoever closed them early stays, and who falls silent is told apart.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from core.clients.rules.history import DEFAULT_STATUSES, month_number, month_of
from core.monitoring.run_months import month_after

PEOPLE_A_STEP = 10_000
HORIZON_MONTHS = 12

Sums = tuple[float, ...]

_UNTIL = text(
    """
    SELECT max(client_id) FROM (
      SELECT client_id FROM snapshots WHERE month = :cohort AND client_id > :after
       ORDER BY client_id LIMIT :limit
    ) chosen
    """
)
# Exact numbers, so that the same cohort has the same sums to the last bit
LOOKED = """
    WITH people AS (
      SELECT s.client_id, s.model, s.model_version, s.grade, s.points, s.status,
             CAST(s.proba AS numeric) AS p
        FROM snapshots s
       WHERE s.month = :cohort AND s.client_id > :after AND s.client_id <= :until
         AND s.scored_on >= :cohort AND s.proba IS NOT NULL AND s.model_version IS NOT NULL
    ), looked AS (
      SELECT people.*, own.overridden,
             CASE WHEN people.status = ANY(:defaults) THEN 'in_default'
                  WHEN own.credits = 0 THEN 'without_credit'
                  WHEN own.defaulted OR own.known THEN 'followed' ELSE 'unknown' END AS kind,
             CASE WHEN own.defaulted THEN 1 ELSE 0 END AS d
        FROM people
       CROSS JOIN LATERAL (
         SELECT count(*) AS credits, coalesce(bool_or(m.defaulted), false) AS defaulted,
                bool_and(coalesce(m.seen_until >= :month, false)
                         OR coalesce(k.closed_on <= :month, false)) AS known,
                coalesce(bool_or(o.overridden), false) AS overridden
           FROM credits k
          CROSS JOIN LATERAL (
            SELECT bool_or(status = ANY(:defaults)) AS defaulted, max(month) AS seen_until
              FROM payment_months
             WHERE credit_id = k.id AND superseded_at IS NULL
               AND month > :cohort AND month <= :month
          ) m
          CROSS JOIN LATERAL (
            SELECT k.application_id IS NOT NULL AND EXISTS (
              SELECT FROM decisions
               WHERE application_id = k.application_id AND is_final AND NOT agrees) AS overridden
          ) o
          WHERE k.client_id = people.client_id AND k.issued_on < :cohort_after
            AND (k.closed_on IS NULL OR k.closed_on >= :cohort_after)
       ) own
    )
"""
_BY_SCORE = text(
    f"""
    {LOOKED}
    SELECT model, model_version, grade, points, kind, overridden, count(*) AS count,
           sum(d) AS defaults, sum(p) AS proba, sum(p * p) AS square, sum(p * d) AS of_defaults,
           sum(p * (1 - p) * (1 - 2 * p) * (1 - 2 * p)) AS skewed
      FROM looked GROUP BY 1, 2, 3, 4, 5, 6
    """
)


class ScoreCell(NamedTuple):
    """People of a cohort of whom the same is said.

    Attributes:
        kind: ``followed``, or why no outcome is counted.
    """

    model: str
    model_version: str
    grade: str
    points: int
    kind: str
    overridden: bool


def cohort_of(month: date) -> date:
    """Returns the month whose people have been followed for long enough when another one ends."""
    return month_of(month_number(month) - HORIZON_MONTHS)


def tally_cohort(
    connection: Connection, month: date, after: int
) -> tuple[dict[ScoreCell, Sums], int | None]:
    """Returns the sums of the next people, and the last of these; None without any.

    Args:
        month: the last one that is looked at.

    Returns:
        Sums in the order of the fields of analysis.backtest.OutcomeCells.
    """
    until = people_until(connection, cohort_of(month), after)
    if until is None:
        return {}, None
    rows = connection.execute(_BY_SCORE, cohort_values(month, after, until))
    return {ScoreCell(*row[:6]): tuple(map(float, row[6:])) for row in rows}, until


def people_until(connection: Connection, cohort: date, after: int) -> int | None:
    """Returns the last of the next people; None without any."""
    given = {"cohort": cohort, "after": after, "limit": PEOPLE_A_STEP}
    until: int | None = connection.execute(_UNTIL, given).scalar_one()
    return until


def cohort_values(month: date, after: int, until: int) -> dict[str, Any]:
    """Returns what the statements about some of a cohort need."""
    cohort = cohort_of(month)
    return {
        "month": month,
        "cohort": cohort,
        "cohort_after": month_after(cohort),
        "after": after,
        "until": until,
        "defaults": sorted(DEFAULT_STATUSES),
    }
