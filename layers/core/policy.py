"""The decision policy: versioned cut-offs that turn a probability of default into a hint."""

import json
from dataclasses import dataclass
from pathlib import Path

from core.vocabulary import Decision


@dataclass(frozen=True)
class Policy:
    """Cut-offs on the calibrated probability of default.

    Attributes:
        version: what a score is recorded with, so that a decision can be defended later.
        approve_below: probabilities below are approved.
        decline_from: probabilities from here on are declined; what lies between is reviewed.
    """

    version: str
    approve_below: float
    decline_from: float

    def __post_init__(self) -> None:
        if not 0 < self.approve_below <= self.decline_from < 1:
            raise ValueError("a policy needs 0 < approve_below <= decline_from < 1")

    def decide(self, proba: float) -> Decision:
        """Returns the decision hint for a probability of default."""
        if proba < self.approve_below:
            return Decision.APPROVE
        return Decision.REVIEW if proba < self.decline_from else Decision.DECLINE


def load_policy(path: Path) -> Policy:
    """Reads a policy from a JSON file with the fields of ``Policy``."""
    return Policy(**json.loads(path.read_text()))


def rating(proba: float) -> float:
    """Returns what people see, more is better: ``1 - proba`` to two digits."""
    return round(1 - proba, 2)
