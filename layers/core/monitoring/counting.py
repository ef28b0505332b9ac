"""Statements that count the snapshots of a month, so that no page has to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import Connection, delete, insert, text

from core.monitoring.cells import PORTFOLIO_CELLS, TRANSITION_CELLS
from core.monitoring.rules.vintage_curves import CreditAge, VintagePoint
from core.monitoring.run_months import month_after, month_before
from core.monitoring.tables import portfolio_cells, transition_cells, vintage_cells

CREDITS_A_STEP = 20_000

# A million clients are counted in seconds; where others use the database as well, in more of them
_TAKE_TIME = text("SET LOCAL statement_timeout = '2min'")
_PORTFOLIO = text(
    f"""
    INSERT INTO portfolio_cells (
      month, is_active, model, issued_year, grade, points, status, decision, clients,
      outstanding_rub, proba_sum, proba_outstanding_rub)
    {PORTFOLIO_CELLS.format(of="true")}
    """
)
_TRANSITIONS = text(
    f"""
    INSERT INTO transition_cells (
      month, is_active, model, issued_year, grade_before, grade, clients)
    SELECT * FROM ({TRANSITION_CELLS.format(of="true")}) moved
     WHERE EXISTS (SELECT FROM snapshots WHERE month = :before)
    """
)
# Of a credit k, up to a month
MONTHS_SINCE_ISSUE = """
    CAST((extract(year FROM {0}) - extract(year FROM k.issued_on)) * 12
         + extract(month FROM {0}) - extract(month FROM k.issued_on) AS integer)
"""
_AGE = MONTHS_SINCE_ISSUE.format("CAST(:month AS date)")
_LATE_AT = MONTHS_SINCE_ISSUE.format("p.month")
_UNTIL = text(
    """
    SELECT max(id) FROM (SELECT id FROM credits WHERE id > :after ORDER BY id LIMIT :limit) chosen
    """
)
# A credit of which no month is known says nothing about being late
_CREDITS = text(
    f"""
    SELECT make_date(CAST(extract(year FROM issued_on) AS integer),
                     CASE WHEN extract(month FROM issued_on) <= 6 THEN 1 ELSE 7 END, 1)
             AS issued_half, months, first_30, first_90, count(*) AS number
      FROM (
        SELECT k.id, k.issued_on, {_AGE} AS months,
               min({_LATE_AT}) FILTER (WHERE p.status BETWEEN '1' AND '5') AS first_30,
               min({_LATE_AT}) FILTER (WHERE p.status BETWEEN '3' AND '5') AS first_90
          FROM credits k
          JOIN payment_months p
            ON p.credit_id = k.id AND p.superseded_at IS NULL AND p.month <= :month
         WHERE k.id > :after AND k.id <= :until AND k.issued_on <= :last_day
         GROUP BY k.id, k.issued_on
      ) looked
     GROUP BY 1, 2, 3, 4
    """
)


def tally_credits(
    connection: Connection, month: date, after: int
) -> tuple[Counter[CreditAge], int | None]:
    """Returns how many of the next credits are alike, and the last of them; None without any."""
    given = {"after": after, "limit": CREDITS_A_STEP}
    until: int | None = connection.execute(_UNTIL, given).scalar_one()
    values = {
        "month": month,
        "last_day": month_after(month) - timedelta(1),
        "after": after,
        "until": until,
    }
    rows = connection.execute(_CREDITS, values) if until else ()
    return Counter({CreditAge(*row[:4]): row.number for row in rows}), until


def replace_cells(
    connection: Connection, month: date, vintages: Iterable[VintagePoint]
) -> dict[str, int]:
    """Counts the snapshots of a month anew, in one transaction; returns how many cells that are."""
    connection.execute(_TAKE_TIME)
    for table in (portfolio_cells, transition_cells, vintage_cells):
        connection.execute(delete(table).where(table.c.month == month))
    values = {"month": month, "months": [month], "before": month_before(month)}
    points = [{"month": month, **asdict(point)} for point in vintages]
    if points:
        connection.execute(insert(vintage_cells), points)
    return {
        "portfolio_cells": connection.execute(_PORTFOLIO, values).rowcount,
        "transition_cells": connection.execute(_TRANSITIONS, values).rowcount,
        "vintage_cells": len(points),
    }
