"""What people decided before of cases like one at hand, and what became of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from core.clients.rules.history import DEFAULT_STATUSES
from core.decisions.case_records import Band, Precedents, SimilarCases
from core.decisions.rules.shares import share_of
from core.scores.rules.master_scale import DEFAULT_GRADE, master_scale
from core.scores.rules.points import BEST_POINTS, WORST_POINTS, edge_proba
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import ModelName

LATEST = 5_000
LEAST_TO_TELL = 30
SIMILAR_WITHIN_POINTS = 25
MONTHS_TO_MATURE = 12

# The latest only: what was decided years ago was decided by other rules
_COUNT = text(
    """
    WITH latest AS (
      SELECT d.application_id, d.proba, d.recommendation, d.outcome, d.agrees FROM decisions d
       WHERE d.model = :model AND d.is_final ORDER BY d.id DESC LIMIT :latest
    ), alike AS (
      SELECT l.*, k.id AS credit_id, k.issued_on FROM latest l
        LEFT JOIN credits k ON k.application_id = l.application_id
       WHERE l.proba >= :proba_from AND l.proba < :proba_to
    ), outcome AS (
      SELECT a.*, a.issued_on + make_interval(months => :months) <= now() AS matured,
             EXISTS (SELECT FROM payment_months p
                      WHERE p.credit_id = a.credit_id AND p.superseded_at IS NULL
                        AND p.status = ANY(:defaults)
                        AND p.month < a.issued_on + make_interval(months => :months)) AS defaulted
        FROM alike a
    )
    SELECT count(*) AS decided, count(*) FILTER (WHERE outcome = 'approve') AS approved,
           count(*) FILTER (WHERE recommendation <> 'review') AS contradictable,
           count(*) FILTER (WHERE recommendation <> 'review' AND agrees) AS agreed,
           count(*) FILTER (WHERE matured) AS matured,
           count(*) FILTER (WHERE matured AND defaulted) AS defaulted
      FROM outcome
    """
)


@dataclass(frozen=True)
class Likeness:
    """What a case is compared by."""

    model: ModelName | None
    proba: float
    grade: str


def find_precedents(connection: Connection, like: Likeness) -> Precedents:
    """Returns what was decided of cases of the same grade, and of about as many points."""
    low, high = _band(like)
    row = _count(connection, like.model, low, high)
    band = Band(
        grade=like.grade,
        agreed=share_of(row.agreed, row.contradictable),
        defaulted=share_of(row.defaulted, row.matured),
        enough=row.contradictable >= LEAST_TO_TELL,
    )
    return Precedents(LEAST_TO_TELL, band, _similar(connection, like))


def _similar(connection: Connection, like: Likeness) -> SimilarCases | None:
    points = shown(like.proba, like.grade).points
    if points is None:
        return None
    least = max(points - SIMILAR_WITHIN_POINTS, WORST_POINTS)
    most = min(points + SIMILAR_WITHIN_POINTS, BEST_POINTS)
    row = _count(connection, like.model, edge_proba(most + 1), edge_proba(least))
    return SimilarCases(
        points_from=least,
        points_to=most,
        approved=share_of(row.approved, row.decided),
        defaulted=share_of(row.defaulted, row.matured),
        enough=row.decided >= LEAST_TO_TELL,
    )


def _band(like: Likeness) -> tuple[float, float]:
    if like.grade == DEFAULT_GRADE:
        return 1.0, 2.0
    edges = {grade.grade: (grade.proba_from, grade.proba_to) for grade in master_scale()}
    return edges.get(like.grade, (0.0, 1.0))


def _count(connection: Connection, model: ModelName | None, low: float, high: float) -> Row[Any]:
    bounds = {"model": model, "proba_from": low, "proba_to": high, "latest": LATEST}
    values = {**bounds, "months": MONTHS_TO_MATURE, "defaults": sorted(DEFAULT_STATUSES)}
    return connection.execute(_COUNT, values).one()
