"""The master scale: eight grades of the probability of default, the same for every model.

Ratings are shown to two digits, and default is rare: nearly everybody would have 0.99 or 1.00. The
grades rise about threefold in probability, so that they still separate people. Who has defaulted
stands apart from the scale.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.kit.texts import Text

MASTER_SCALE = Path(__file__).parent / "master_scale.json"
DEFAULT_GRADE = "default"


@dataclass(frozen=True)
class Grade:
    """One grade: its letter, A is best, and its range, lower edge included."""

    grade: str
    proba_from: float
    proba_to: float
    text: Text


@cache
def master_scale() -> tuple[Grade, ...]:
    """Returns all grades from the best to the worst; their ranges cover 0 to 1."""
    content = json.loads(MASTER_SCALE.read_text(encoding="utf-8"))
    return tuple(Grade(**{**entry, "text": Text(**entry["text"])}) for entry in content)


def grade_of(proba: float) -> str:
    """Returns the letter of the grade of a probability of default; ``default`` for 1."""
    if proba >= 1:
        return DEFAULT_GRADE
    return next(grade.grade for grade in master_scale() if proba < grade.proba_to)
