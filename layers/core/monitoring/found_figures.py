"""Statements on what runs have found, as their steps wrote it down."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from core.monitoring.rules.vocabulary import Step

LINE_MONTHS = 12

_DONE = "ended_at IS NOT NULL AND error IS NULL"
_FOUND = text(
    f"""
    SELECT id, month, figures -> CAST(:step AS text) AS found FROM monitor_runs
     WHERE {_DONE} AND jsonb_exists(figures, :step)
       AND (CAST(:month AS date) IS NULL OR month = :month)
     ORDER BY month DESC, id DESC LIMIT 1
    """
)
_MONTHS = text(
    f"SELECT DISTINCT month FROM monitor_runs WHERE {_DONE} ORDER BY month DESC LIMIT :limit"
)
# Which runs first: figures are large, and those of runs that others took the place of are not read
_NEWEST = f"""
    SELECT chosen.month, r.figures -> CAST(:step AS text) AS found
      FROM (
        SELECT DISTINCT ON (month) month, id FROM monitor_runs
         WHERE {_DONE} AND month <= :month
           AND month > CAST(:month AS date) - make_interval(months => :months)
         ORDER BY month, id DESC
      ) chosen
      JOIN monitor_runs r ON r.id = chosen.id
"""
_PSI_LINES = text(
    f"""
    SELECT n.month, m ->> 'model' AS model, m ->> 'model_version' AS model_version,
           c ->> 'name' AS name, CAST(c ->> 'psi' AS double precision) AS psi,
           c ->> 'light' AS light
      FROM ({_NEWEST}) n
     CROSS JOIN LATERAL jsonb_array_elements(n.found -> 'models') m
     CROSS JOIN LATERAL jsonb_array_elements(m -> 'characteristics') c
     ORDER BY n.month
    """
)
_AREA_LINES = text(
    f"""
    SELECT n.month, CAST(n.found ->> 'cohort' AS date) AS cohort, m ->> 'model' AS model,
           m ->> 'model_version' AS model_version,
           CAST(m #>> '{{backtest,total,count}}' AS integer) AS count,
           CAST(m #>> '{{backtest,total,defaults}}' AS integer) AS defaults,
           CAST(m #>> '{{backtest,total,expected}}' AS double precision) AS expected,
           CAST(m #>> '{{backtest,separation,auc}}' AS double precision) AS auc,
           CAST(m #>> '{{backtest,separation,low}}' AS double precision) AS low,
           CAST(m #>> '{{backtest,separation,high}}' AS double precision) AS high,
           CAST(m #>> '{{backtest,slope,slope}}' AS double precision) AS slope
      FROM ({_NEWEST}) n CROSS JOIN LATERAL jsonb_array_elements(n.found -> 'models') m
     WHERE jsonb_typeof(m -> 'backtest') = 'object'
     ORDER BY n.month
    """
)


class Found(NamedTuple):
    """What the newest run of a month has found."""

    run_id: int
    month: date
    found: dict[str, Any]


def find_figures(connection: Connection, step: Step, month: date | None) -> Found | None:
    """Returns what a step found in a month; without one, in the newest that there is."""
    row = connection.execute(_FOUND, {"step": step, "month": month}).one_or_none()
    return Found(row.id, row.month, row.found) if row else None


def list_found_months(connection: Connection, limit: int) -> list[date]:
    """Returns the months that were run to the end, the newest first."""
    return list(connection.execute(_MONTHS, {"limit": limit}).scalars())


def psi_lines(connection: Connection, month: date) -> list[dict[str, Any]]:
    """Returns the index of each distribution in the twelve months up to one."""
    values = {"step": Step.STABILITY, "month": month, "months": LINE_MONTHS}
    return [dict(row._mapping) for row in connection.execute(_PSI_LINES, values)]


def outcome_lines(connection: Connection, month: date) -> list[dict[str, Any]]:
    """Returns how well each of the cohorts of twelve months up to one was foretold."""
    values = {"step": Step.OUTCOMES, "month": month, "months": LINE_MONTHS}
    return [dict(row._mapping) for row in connection.execute(_AREA_LINES, values)]
