"""What people see of a score: points and rating, where it tells something of the person.

Of whom there is not enough to tell, the probability is the average of a segment: it is kept with
the score, and nobody is shown points for it as if they were the person's own.
"""

from dataclasses import dataclass

from core.scores.rules.master_scale import UNKNOWN_GRADE
from core.scores.rules.points import points, rating


@dataclass(frozen=True)
class Shown:
    """Points from 1 to 999 and the rating; both null where nothing is told of the person."""

    points: int | None = None
    rating: float | None = None


def shown(proba: float | None, grade: str | None) -> Shown:
    """Returns what people see of a score; of one that is not finished it is nothing."""
    if proba is None or grade == UNKNOWN_GRADE:
        return Shown()
    return Shown(points(proba), rating(proba))
