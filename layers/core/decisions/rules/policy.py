"""The decision policy: versioned rules, cut-offs and limits that turn a score into a hint.

``policy.json`` is the first policy; those that follow it are rows of ``policies``. Another cut-off
is another body, and so another version: no model has to be trained or deployed for it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

from core.decisions.rules.hard_rules import HardRules, Rule, strictest
from core.decisions.rules.lending import LendingRules
from core.decisions.rules.standing import Standing
from core.kit.versions import canonical_json, hash_content, version_name
from core.scores.rules.vocabulary import Decision, ModelName

POLICY = Path(__file__).parent / "policy.json"


@dataclass(frozen=True)
class Policy:
    """Hard rules, and cut-offs on the calibrated probability of default.

    Attributes:
        dated: the day from which it is meant to hold, YYYY-MM-DD.
        approve_below: probabilities below are approved.
        decline_from: probabilities from here on are declined; what lies between is reviewed.
        hard_rules: what decides before the model, or caps what its word may lead to.
        lending: what is asked of an application besides.
    """

    dated: str
    approve_below: float
    decline_from: float
    hard_rules: HardRules
    lending: LendingRules

    def __post_init__(self) -> None:
        if not 0 < self.approve_below <= self.decline_from < 1:
            raise ValueError("a policy needs 0 < approve_below <= decline_from < 1")

    @cached_property
    def body(self) -> dict[str, Any]:
        """All of it in the types of JSON, each number in one way of writing it."""
        body: dict[str, Any] = _plain(asdict(self))
        return body

    @cached_property
    def sha256(self) -> str:
        """The hash of the whole body, in hexadecimal: recorded with each score."""
        return hash_content(self.body)

    @property
    def json(self) -> str:
        """The whole body, in the one way of writing it that its hash is made of."""
        return canonical_json(self.body).decode()

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
        return strictest(self.cut(proba, self.approve_below, self.decline_from), rules)

    def cut_offs(self, model: ModelName | None, amount_rub: Decimal) -> tuple[float, float]:
        """Returns where an amount is approved and declined, by the band that fits it best."""
        fitting = [
            band
            for band in self.lending.bands
            if band.model in (None, model) and amount_rub >= band.amount_from_rub
        ]
        if not fitting:
            return self.approve_below, self.decline_from
        band = max(fitting, key=lambda band: (band.amount_from_rub, band.model is not None))
        return band.approve_below, band.decline_from

    @staticmethod
    def cut(proba: float, approve_below: float, decline_from: float) -> Decision:
        """Returns what a probability of default leads to between two cut-offs."""
        if proba < approve_below:
            return Decision.APPROVE
        return Decision.REVIEW if proba < decline_from else Decision.DECLINE

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Reads a policy from JSON with the fields of this class.

        Raises:
            ValueError, TypeError, KeyError: a figure is missing, unknown or cannot be.
        """
        rules = HardRules(**body["hard_rules"])
        lending = LendingRules.of(body["lending"])
        return cls(**{**body, "hard_rules": rules, "lending": lending})


def _plain(value: Any) -> Any:
    """Writes 24.0 as 24, a tuple as a list: what means the same has one hash."""
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def load_policy(path: Path) -> Policy:
    """Reads a policy from a JSON file with the fields of ``Policy``."""
    return Policy.of(json.loads(path.read_text(encoding="utf-8")))


@cache
def first_policy() -> Policy:
    """Returns the policy that the release comes with: in force until another one is."""
    return load_policy(POLICY)
