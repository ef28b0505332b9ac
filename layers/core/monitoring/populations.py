"""Statements on the people who were scored in a month, and on what their scores were made of."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from core.scores.packed_scores import read_whole

ROWS_A_STEP = 5_000

_OF_MONTH = """
    s.month = :month AND s.scored_on >= :month AND s.proba IS NOT NULL
    AND s.model IS NOT NULL AND s.model_version IS NOT NULL
"""
_VERSIONS = text(
    f"""
    SELECT s.model, s.model_version, count(*) AS people FROM snapshots s WHERE {_OF_MONTH}
     GROUP BY 1, 2 ORDER BY 1, 2
    """
)
_SCORES = text(
    f"""
    SELECT width_bucket(s.proba, CAST(:edges AS double precision[])) AS place, s.grade,
           count(*) AS count
      FROM snapshots s
     WHERE {_OF_MONTH} AND s.model = :model AND s.model_version = :model_version GROUP BY 1, 2
    """
)
# By a hash of the score, so that the same month counted again reads the same people
_PARTS = 1 << 20
_READ = text(
    f"""
    SELECT s.client_id, s.model, s.model_version, x.features, x.contributions, x.kind_id,
           x.packed_features, x.packed_contributions
      FROM (
        SELECT * FROM snapshots s
         WHERE {_OF_MONTH} AND s.client_id > :after
           AND (hashtextextended(CAST(s.score_id AS text), 0) & {_PARTS - 1}) < :parts
         ORDER BY s.client_id LIMIT :limit
      ) s
      JOIN scores x ON x.id = s.score_id
     ORDER BY s.client_id
    """
)
_MOVES = text(
    """
    SELECT grade_before, grade, sum(clients) AS clients FROM transition_cells
     WHERE month = :month AND grade_before = ANY(:grades) AND grade = ANY(:grades)
     GROUP BY 1, 2
    """
)


class Scored(NamedTuple):
    """How many people of a month one version of a model has scored."""

    model: str
    model_version: str
    people: int


class ReadScore(NamedTuple):
    """What a score was made of."""

    client_id: int
    model: str
    model_version: str
    features: dict[str, Any]
    contributions: dict[str, float] | None


def list_scored(connection: Connection, month: date) -> list[Scored]:
    """Returns the versions of models that scored people in a month."""
    return [Scored(*row) for row in connection.execute(_VERSIONS, {"month": month})]


def count_scores(
    connection: Connection, month: date, scored: Scored, edges: Sequence[float]
) -> list[tuple[int, str, int]]:
    """Returns how many scores of a version are in which bin, and of which grade.

    Args:
        edges: rising; bin i holds probabilities from edge i-1 on and below edge i.
    """
    values = {"month": month, "edges": list(edges), **scored._asdict()}
    return [(row.place, row.grade, row[2]) for row in connection.execute(_SCORES, values)]


def read_scores(
    connection: Connection, month: date, after: int, share: float
) -> tuple[list[ReadScore], int | None]:
    """Returns some of the next scores, and the last person of them; None where none is left.

    Args:
        share: of the scores, 0 to 1, that are read at all.
    """
    values = {"month": month, "after": after, "parts": round(share * _PARTS), "limit": ROWS_A_STEP}
    rows = connection.execute(_READ, values)
    found = [ReadScore(**told) for told in read_whole(connection, rows)]
    return found, found[-1].client_id if found else None


def count_moves(
    connection: Connection, month: date, grades: Sequence[str]
) -> Iterator[tuple[str, str, int]]:
    """Yields how many went from one grade to another since the month before."""
    for row in connection.execute(_MOVES, {"month": month, "grades": list(grades)}):
        yield row.grade_before, row.grade, int(row.clients)
