"""The decision policy: versioned cut-offs that turn a probability of default into a hint.

``policy.json`` is the policy in force. Another cut-off is another body, and so another version: no
model has to be trained or deployed for it.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from core.kit.versions import hash_content, version_name
from core.scores.rules.vocabulary import Decision

POLICY = Path(__file__).parent / "policy.json"


@dataclass(frozen=True)
class Policy:
    """Cut-offs on the calibrated probability of default.

    Attributes:
        dated: the day from which it is meant to hold, YYYY-MM-DD.
        approve_below: probabilities below are approved.
        decline_from: probabilities from here on are declined; what lies between is reviewed.
    """

    dated: str
    approve_below: float
    decline_from: float

    def __post_init__(self) -> None:
        if not 0 < self.approve_below <= self.decline_from < 1:
            raise ValueError("a policy needs 0 < approve_below <= decline_from < 1")

    @property
    def sha256(self) -> str:
        """The hash of the whole body, in hexadecimal: recorded with each score."""
        return hash_content(asdict(self))

    @property
    def version(self) -> str:
        """What people call it: two policies that differ in anything never share it."""
        return version_name(self.dated, self.sha256)

    def decide(self, proba: float) -> Decision:
        """Returns the decision hint for a probability of default; 1 is one who has defaulted."""
        if proba < self.approve_below:
            return Decision.APPROVE
        return Decision.REVIEW if proba < self.decline_from else Decision.DECLINE


def load_policy(path: Path) -> Policy:
    """Reads a policy from a JSON file with the fields of ``Policy``."""
    return Policy(**json.loads(path.read_text(encoding="utf-8")))


@cache
def active_policy() -> Policy:
    """Returns the policy in force."""
    return load_policy(POLICY)
