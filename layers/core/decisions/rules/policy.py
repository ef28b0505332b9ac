"""The decision policy: versioned hard rules and cut-offs that turn a score into a hint.

``policy.json`` is the policy in force. Another cut-off is another body, and so another version: no
model has to be trained or deployed for it.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path

from core.decisions.rules.hard_rules import HardRules, Rule, strictest
from core.decisions.rules.standing import Standing
from core.kit.versions import hash_content, version_name
from core.scores.rules.vocabulary import Decision

POLICY = Path(__file__).parent / "policy.json"


@dataclass(frozen=True)
class Policy:
    """Hard rules, and cut-offs on the calibrated probability of default.

    Attributes:
        dated: the day from which it is meant to hold, YYYY-MM-DD.
        approve_below: probabilities below are approved.
        decline_from: probabilities from here on are declined; what lies between is reviewed.
        hard_rules: what decides before the model, or caps what its word may lead to.
    """

    dated: str
    approve_below: float
    decline_from: float
    hard_rules: HardRules

    def __post_init__(self) -> None:
        if not 0 < self.approve_below <= self.decline_from < 1:
            raise ValueError("a policy needs 0 < approve_below <= decline_from < 1")

    @cached_property
    def sha256(self) -> str:
        """The hash of the whole body, in hexadecimal: recorded with each score."""
        return hash_content(asdict(self))

    @cached_property
    def version(self) -> str:
        """What people call it: two policies that differ in anything never share it."""
        return version_name(self.dated, self.sha256)

    def rules_met(self, standing: Standing) -> tuple[Rule, ...]:
        """Returns the hard rules that a client's standing meets, the gravest first."""
        return self.hard_rules.fired(standing)

    def decide(self, proba: float, rules: tuple[Rule, ...] = ()) -> Decision:
        """Returns the decision hint for a probability of default, 1 for who has defaulted.

        Args:
            proba: in (0, 1].
            rules: those that fired; the strictest of all has the last word.
        """
        if proba < self.approve_below:
            return strictest(Decision.APPROVE, rules)
        cut = Decision.REVIEW if proba < self.decline_from else Decision.DECLINE
        return strictest(cut, rules)


def load_policy(path: Path) -> Policy:
    """Reads a policy from a JSON file with the fields of ``Policy``."""
    body = json.loads(path.read_text(encoding="utf-8"))
    return Policy(**{**body, "hard_rules": HardRules(**body["hard_rules"])})


@cache
def active_policy() -> Policy:
    """Returns the policy in force."""
    return load_policy(POLICY)
