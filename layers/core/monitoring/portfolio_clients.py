"""The clients behind a figure of the portfolio, page by page: a rare kind is found by an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from core.clients.rules.history import PaymentStatus
from core.clients.tables import HALF_OF_ISSUE
from core.monitoring.counting import MONTHS_SINCE_ISSUE
from core.monitoring.portfolio_records import PortfolioClient, PortfolioFilter
from core.monitoring.run_months import month_before
from core.scores.rules.vocabulary import Decision, ModelName

# Days late -> the statuses of a month that are so late
LATE_STATUSES = {30: list("12345"), 90: list("345")}
NONE = "none"  # no grade, no status: a kind of its own

# What is not asked for is folded away before PostgreSQL plans, so that an index fits what is left.
# A page is found first: joins with all that a name may be looked up in would read all of it
_LIST = """
    WITH page AS MATERIALIZED (
      SELECT {once} s.* FROM {source}
       WHERE s.month = :month AND s.client_id > :after
         AND (CAST(:manager_id AS bigint) IS NULL OR s.manager_id = :manager_id)
         AND (CAST(:is_active AS boolean) IS NULL OR s.is_active = :is_active)
         AND (CAST(:model AS text) IS NULL OR s.model = :model)
         AND (CAST(:issued_year AS smallint) IS NULL OR s.issued_year = :issued_year)
         AND (CAST(:grades AS text[]) IS NULL OR s.grade = ANY(CAST(:grades AS text[]))
              OR :or_no_grade AND s.grade IS NULL)
         AND (CAST(:statuses AS text[]) IS NULL OR s.status = ANY(CAST(:statuses AS text[]))
              OR :or_no_status AND s.status IS NULL)
         AND (CAST(:decision AS text) IS NULL OR s.decision = :decision)
         AND (CAST(:points_from AS smallint) IS NULL
              OR s.points >= :points_from AND s.grade <> 'unknown')
         AND (CAST(:points_to AS smallint) IS NULL
              OR s.points <= :points_to AND s.grade <> 'unknown')
         {of}
         {moved}
       ORDER BY {owner} LIMIT :limit
    )
    SELECT p.client_id, c.last_name, c.first_name, c.patronymic, p.manager_id, p.is_active,
           p.issued_year, p.status, p.outstanding_rub, p.score_id, p.scored_on, p.proba,
           CASE WHEN p.grade <> 'unknown' THEN p.points END AS points, p.grade,
           b.grade AS grade_before, p.decision, p.model
      FROM page p
      JOIN clients c ON c.id = p.client_id
      LEFT JOIN snapshots b ON b.month = :before AND b.client_id = p.client_id
     ORDER BY p.client_id
"""
_ALL = {"once": "", "source": "snapshots s", "owner": "s.client_id", "of": ""}
# The clients of a half-year's credits in the order of an index, each once. Of a credit a month has
# to be known, and where only late ones are wanted, one so late within so many months of the issue.
_OF_VINTAGE = {
    "once": "DISTINCT ON (k.client_id)",
    "source": f"""credits k
      CROSS JOIN LATERAL (
        SELECT FROM payment_months p
         WHERE p.credit_id = k.id AND p.superseded_at IS NULL AND p.month <= :month
           AND (CAST(:late AS text[]) IS NULL OR p.status = ANY(CAST(:late AS text[]))
                AND {MONTHS_SINCE_ISSUE.format("p.month")} <= :months_on_book)
         LIMIT 1
      ) known
      CROSS JOIN LATERAL (
        SELECT * FROM snapshots WHERE month = :month AND client_id = k.client_id LIMIT 1
      ) s""",
    "owner": "k.client_id",
    "of": f"""AND {HALF_OF_ISSUE.format(k="k.")} = :half AND k.client_id > :after
         AND {MONTHS_SINCE_ISSUE.format("CAST(:month AS date)")} >= :months_on_book""",
}
_MOVED = """AND s.client_id IN (
           SELECT client_id FROM snapshots
            WHERE month = :before AND client_id > :after
              AND (grade = :grade_before OR :no_grade_before AND grade IS NULL))
"""


@dataclass(frozen=True)
class VintageWanted:
    """Credits behind a point of a vintage curve.

    Attributes:
        half: the first day of the half-year in which they were issued.
        months_on_book: they are so old at least.
        late_days: 30 or 90: so late within those months; None for all of them.
    """

    half: date
    months_on_book: int
    late_days: int | None


@dataclass(frozen=True)
class ClientsWanted:
    """Which clients of a month are listed; None and nothing for all.

    Attributes:
        grades, statuses: any of these; ``NONE`` for who has none.
        grade_before: a month earlier.
        points_from, points_to: both included.
    """

    portfolio: PortfolioFilter
    grades: Sequence[str] = ()
    grade_before: str | None = None
    statuses: Sequence[str] = ()
    decision: Decision | None = None
    points_from: int | None = None
    points_to: int | None = None
    vintage: VintageWanted | None = None


def list_portfolio_clients(
    connection: Connection, month: date, wanted: ClientsWanted, *, after: int, limit: int
) -> list[PortfolioClient]:
    """Returns the wanted clients of a month with ids above ``after``, in their order."""
    values = {**_values(month, wanted), "after": after, "limit": limit}
    return [_to_client(row) for row in connection.execute(_statement(wanted), values)]


def _statement(wanted: ClientsWanted) -> TextClause:
    source = _OF_VINTAGE if wanted.vintage else _ALL
    return text(_LIST.format(**source, moved=_MOVED if wanted.grade_before else ""))


def _values(month: date, wanted: ClientsWanted) -> dict[str, Any]:
    return {
        **vars(wanted.portfolio),
        "month": month,
        "before": month_before(month),
        "grades": list(wanted.grades) or None,
        "or_no_grade": NONE in wanted.grades,
        "grade_before": wanted.grade_before,
        "no_grade_before": wanted.grade_before == NONE,
        "statuses": list(wanted.statuses) or None,
        "or_no_status": NONE in wanted.statuses,
        "decision": wanted.decision,
        "points_from": wanted.points_from,
        "points_to": wanted.points_to,
        **(_of_vintage(wanted.vintage) if wanted.vintage else {}),
    }


def _of_vintage(vintage: VintageWanted) -> dict[str, Any]:
    return {
        "half": vintage.half.year * 2 + vintage.half.month // 7,
        "months_on_book": vintage.months_on_book,
        "late": LATE_STATUSES[vintage.late_days] if vintage.late_days else None,
    }


def _to_client(row: Row[Any]) -> PortfolioClient:
    told = {
        **row._mapping,
        "status": row.status and PaymentStatus(row.status),
        "decision": row.decision and Decision(row.decision),
        "model": row.model and ModelName(row.model),
    }
    return PortfolioClient(**told)
