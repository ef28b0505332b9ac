"""What a rescoring moved: how many clients have another grade, and the largest changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from math import log

from core.scores.rules.master_scale import UNKNOWN_GRADE
from core.scores.rules.vocabulary import Decision

MOST_KEPT = 50
_CERTAIN = 0.999999  # who has defaulted has no odds


@dataclass(frozen=True)
class Change:
    """A finished score beside the one before it; null where there was none."""

    client_id: int
    proba_before: float | None
    proba: float
    grade_before: str | None
    grade: str | None
    decision_before: Decision | None
    decision: Decision

    @property
    def size(self) -> float:
        """The move in log-odds, so that 0.1 % -> 0.2 % counts as much as 10 % -> 18 %."""
        if self.proba_before is None:
            return 0.0
        return abs(_log_odds(self.proba) - _log_odds(self.proba_before))


def _log_odds(proba: float) -> float:
    return log(proba / (1 - min(proba, _CERTAIN)))


@dataclass(frozen=True)
class Moved:
    """How many clients moved which way.

    Of ``unknown`` clients there is not enough to tell now. The others are compared with their score
    before; who had none, or one that could not tell, is counted as first.
    """

    better: int = 0
    worse: int = 0
    same: int = 0
    first: int = 0
    unknown: int = 0
    decision_changed: int = 0
    largest: list[Change] = field(default_factory=list)


COUNTED = tuple(one.name for one in fields(Moved) if one.name != "largest")


def moved_by(changes: Iterable[Change]) -> Moved:
    """Counts changes, and keeps the largest of those that changed the grade."""
    counts = dict.fromkeys(COUNTED, 0)
    moved: list[Change] = []
    for change in changes:
        counts[_kind_of(change)] += 1
        if change.proba_before is not None:
            counts["decision_changed"] += change.decision != change.decision_before
            if change.grade != change.grade_before:
                moved.append(change)
    return Moved(**counts, largest=largest_of(moved))


def _kind_of(change: Change) -> str:
    if change.grade == UNKNOWN_GRADE:
        return "unknown"
    if change.proba_before is None or change.grade_before == UNKNOWN_GRADE:
        return "first"
    if change.grade == change.grade_before:
        return "same"
    return "worse" if change.proba > change.proba_before else "better"


def largest_of(changes: Iterable[Change]) -> list[Change]:
    """Returns the largest changes, of equal ones the older client's first."""
    return sorted(changes, key=lambda one: (-one.size, one.client_id))[:MOST_KEPT]
