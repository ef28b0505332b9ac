"""Statements on the portfolio of a month: read from its cells, so that no page counts clients.

Of one manager the cells are counted from the manager's own snapshots, by the same statements.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from core.decisions.rules.shares import share_of
from core.monitoring.cells import PORTFOLIO_CELLS, TRANSITION_CELLS
from core.monitoring.portfolio_records import (
    GradeMove,
    PointsBin,
    PortfolioFilter,
    Vintage,
    VintageAge,
)
from core.monitoring.rules.portfolio_figures import Counted, moves_of
from core.scores.rules.vocabulary import ModelName

# From one month to the next by the index, whatever number of cells each has
_MONTHS = text(
    """
    WITH RECURSIVE known AS (
      (SELECT month FROM portfolio_cells ORDER BY month DESC LIMIT 1)
      UNION ALL
      SELECT (SELECT c.month FROM portfolio_cells c WHERE c.month < known.month
               ORDER BY c.month DESC LIMIT 1)
        FROM known WHERE known.month IS NOT NULL
    )
    SELECT month FROM known WHERE month IS NOT NULL
    """
)
_OF_MANAGER = "s.manager_id = :manager_id"
_WANTED = """
     c.month = ANY(CAST(:months AS date[]))
     AND (CAST(:is_active AS boolean) IS NULL OR c.is_active = :is_active)
     AND (CAST(:model AS text) IS NULL OR c.model = :model)
     AND (CAST(:issued_year AS smallint) IS NULL OR c.issued_year = :issued_year)
"""
_COUNTED = """
    SELECT month, grade, status, decision, sum(clients) AS clients,
           sum(outstanding_rub) AS outstanding_rub,
           CAST(sum(proba_sum) AS double precision) AS proba_sum,
           CAST(sum(proba_outstanding_rub) AS double precision) AS proba_outstanding_rub
      FROM {cells} c WHERE {wanted} GROUP BY month, grade, status, decision
"""
# An average of others is nobody's own points
_POINTS = """
    SELECT points AS points_from, model, sum(clients) AS clients
      FROM {cells} c WHERE {wanted} AND points IS NOT NULL AND grade <> 'unknown'
     GROUP BY points, model ORDER BY points, model
"""
_MOVED = """
    SELECT grade_before, grade, sum(clients) AS clients
      FROM {cells} c WHERE {wanted} GROUP BY grade_before, grade ORDER BY grade_before, grade
"""
_VINTAGES = text(
    """
    SELECT issued_half, months_on_book, credits, ever_30, ever_90
      FROM vintage_cells WHERE month = :month ORDER BY issued_half, months_on_book
    """
)


def list_counted_months(connection: Connection) -> list[date]:
    """Returns the months that were counted, the newest first."""
    return list(connection.execute(_MONTHS).scalars())


def count_portfolio(
    connection: Connection, months: list[date], wanted: PortfolioFilter
) -> list[Counted]:
    """Returns the clients of these months by grade, past due and recommendation."""
    found = _read(connection, _COUNTED, months, wanted)
    return [Counted(**{**row._mapping, "clients": int(row.clients)}) for row in found]


def count_points(connection: Connection, month: date, wanted: PortfolioFilter) -> list[PointsBin]:
    """Returns the clients of a month in bins of 25 points."""
    return [
        PointsBin(row.points_from, row.model and ModelName(row.model), int(row.clients))
        for row in _read(connection, _POINTS, [month], wanted)
    ]


def count_moves(
    connection: Connection, month: date, before: date, wanted: PortfolioFilter
) -> list[GradeMove]:
    """Returns how many clients went from which grade to which between two months."""
    found = connection.execute(
        _statement(_MOVED, TRANSITION_CELLS, "transition_cells", wanted),
        {**_values([month], wanted), "month": month, "before": before},
    )
    return moves_of({(row.grade_before, row.grade): int(row.clients) for row in found})


def list_vintages(connection: Connection, month: date) -> list[Vintage]:
    """Returns the half-years of issue, the oldest first, each by months on book."""
    rows = connection.execute(_VINTAGES, {"month": month})
    return [
        Vintage(
            half,
            [
                VintageAge(
                    row.months_on_book,
                    share_of(row.ever_30, row.credits),
                    share_of(row.ever_90, row.credits),
                )
                for row in ages
            ],
        )
        for half, ages in groupby(rows, key=lambda row: row.issued_half)
    ]


def _read(
    connection: Connection, statement: str, months: list[date], wanted: PortfolioFilter
) -> Sequence[Row[Any]]:
    sql = _statement(statement, PORTFOLIO_CELLS, "portfolio_cells", wanted)
    return connection.execute(sql, _values(months, wanted)).all()


def _statement(statement: str, counting: str, cells: str, wanted: PortfolioFilter) -> TextClause:
    if wanted.manager_id is not None:
        cells = f"({counting.format(of=_OF_MANAGER)})"
    return text(statement.format(cells=cells, wanted=_WANTED))


def _values(months: list[date], wanted: PortfolioFilter) -> dict[str, Any]:
    return {"months": months, **vars(wanted)}
