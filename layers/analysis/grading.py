"""How people spread over grades, and how they move between them (ECB 2019, section 2.5.5)."""

from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from core.kit.distributions import normal_above

Array = npt.NDArray[Any]


def herfindahl(counts: Array) -> float:
    """Returns the concentration in grades: 0 where all are alike, 1 where one holds everybody."""
    return 1 + log((_variation(counts) ** 2 + 1) / len(counts)) / log(len(counts))


def p_of_no_concentration(now: Array, initial: Array) -> float | None:
    """Returns how likely so much more concentration is by chance; None where there is none now.

    Args:
        now, initial: counts over the same grades, shape (grades,).
    """
    present, before = _variation(now), _variation(initial)
    if present == 0:
        return None
    spread = sqrt(present**2 * (0.5 + present**2))
    return normal_above(sqrt(len(now) - 1) * (present - before) / spread)


def _variation(counts: Array) -> float:
    shares = counts / counts.sum()
    return sqrt(len(counts) * float(((shares - 1 / len(counts)) ** 2).sum()))


def matrix_weighted_bandwidth(moves: Array) -> tuple[float, float]:
    """Returns how far people move down and up, of how far they could: 0 where nobody moves.

    Args:
        moves: how many went from which grade (row) to which (column), the best first.
    """
    grades = np.arange(len(moves))
    steps = grades[None, :] - grades[:, None]
    farthest = np.maximum(grades, len(moves) - 1 - grades)[:, None]
    return _bandwidth(moves, steps, farthest, 1), _bandwidth(moves, steps, farthest, -1)


def _bandwidth(moves: Array, steps: Array, farthest: Array, sign: int) -> float:
    moved = np.where(sign * steps > 0, moves, 0)
    possible = float((moved * farthest).sum())
    return float((moved * np.abs(steps)).sum()) / possible if possible else 0.0
