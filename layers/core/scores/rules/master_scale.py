"""The master scale: grades of the probability of default, the same for every model.

There are as many as the persons in default that were seen can tell apart (docs/decisions/0017).
Grades are ranges of points, so that a grade and the points beside it never disagree. Who has
defaulted, and of whom there is not enough to tell, stand apart from the scale.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from core.kit.texts import Text
from core.scores.rules.points import edge_proba

MASTER_SCALE = Path(__file__).parent / "master_scale.json"
DEFAULT_GRADE = "default"
UNKNOWN_GRADE = "unknown"


@dataclass(frozen=True)
class Grade:
    """One grade: its letter, A is best, and its range of probabilities, lower edge included."""

    grade: str
    points_from: int
    proba_from: float
    proba_to: float
    text: Text


@cache
def master_scale() -> tuple[Grade, ...]:
    """Returns all grades from the best to the worst; their ranges cover 0 to 1."""
    content = json.loads(MASTER_SCALE.read_text(encoding="utf-8"))
    edges = [0.0, *(edge_proba(entry["points_from"]) for entry in content[:-1]), 1.0]
    return tuple(
        Grade(entry["grade"], entry["points_from"], low, high, Text(**entry["text"]))
        for entry, (low, high) in zip(content, pairwise(edges), strict=True)
    )


def grade_of(proba: float) -> str:
    """Returns the letter of the grade of a probability of default; ``default`` for 1."""
    if proba >= 1:
        return DEFAULT_GRADE
    return next(grade.grade for grade in master_scale() if proba < grade.proba_to)
