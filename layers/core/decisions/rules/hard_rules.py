"""Hard rules: facts that decide before any model is asked, or cap what its word may lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.clients.rules.history import SEVERITY, PaymentStatus, month_number, month_of
from core.decisions.rules.standing import Standing
from core.scores.rules.vocabulary import Decision


class Rule(StrEnum):
    """A rule by its reason code (``core.scores.rules.reasons`` holds its texts)."""

    IN_DEFAULT = "IN_DEFAULT"
    IN_CURE_PERIOD = "IN_CURE_PERIOD"
    LATE_60_NOW = "LATE_60_NOW"
    LATE_30_NOW = "LATE_30_NOW"
    SILENT = "SILENT"
    CURED = "CURED"
    NOT_ENOUGH_TO_TELL = "NOT_ENOUGH_TO_TELL"


DEFAULT_RULES = frozenset({Rule.IN_DEFAULT, Rule.IN_CURE_PERIOD})
"""Who meets one of them has defaulted: PD 1 by convention, and no model is asked."""

OUTCOMES = {
    Rule.IN_DEFAULT: Decision.DECLINE,
    Rule.IN_CURE_PERIOD: Decision.DECLINE,
    Rule.LATE_60_NOW: Decision.DECLINE,
    Rule.LATE_30_NOW: Decision.REVIEW,
    Rule.SILENT: Decision.REVIEW,
    Rule.CURED: Decision.REVIEW,
    Rule.NOT_ENOUGH_TO_TELL: Decision.REVIEW,
}
"""What each rule leads to at least."""

STRICTNESS = (Decision.APPROVE, Decision.REVIEW, Decision.DECLINE)


@dataclass(frozen=True)
class HardRules:
    """The figures of the rules.

    Attributes:
        cure_months: months without 90 days of delay before a default is over.
        longest_silence_months: older than that, the newest month says nothing of today.
    """

    cure_months: int
    longest_silence_months: int

    def __post_init__(self) -> None:
        if self.cure_months < 1 or self.longest_silence_months < 1:
            raise ValueError("a cure period and a silence last one month or more")

    def silent_before(self, as_of: date) -> date:
        """Returns the month before which the newest of open credits says nothing of a day."""
        return month_of(month_number(as_of) - self.longest_silence_months)

    def fired(self, standing: Standing) -> tuple[Rule, ...]:
        """Returns the rules that this standing meets, the gravest first."""
        late = SEVERITY[standing.worst_now] if standing.worst_now else -1
        since, silent = standing.months_since_default, standing.months_silent
        met = {
            Rule.IN_DEFAULT: late >= SEVERITY[PaymentStatus.PAST_DUE_90_119],
            Rule.IN_CURE_PERIOD: since is not None and 0 < since < self.cure_months,
            Rule.LATE_60_NOW: late == SEVERITY[PaymentStatus.PAST_DUE_60_89],
            Rule.LATE_30_NOW: late == SEVERITY[PaymentStatus.PAST_DUE_30_59],
            Rule.SILENT: silent is not None and silent > self.longest_silence_months,
            Rule.CURED: standing.ever_defaulted,
            Rule.NOT_ENOUGH_TO_TELL: standing.worst_now is None,
        }
        rules = tuple(rule for rule, holds in met.items() if holds)
        defaulted = DEFAULT_RULES.intersection(rules)
        return tuple(rule for rule in rules if rule in defaulted) if defaulted else rules


def strictest(decision: Decision, rules: tuple[Rule, ...]) -> Decision:
    """Returns the decision once every rule that fired had its say."""
    return strictest_of(decision, (OUTCOMES[rule] for rule in rules))


def strictest_of(decision: Decision, outcomes: Iterable[Decision]) -> Decision:
    """Returns the strictest of a decision and these outcomes."""
    return max((decision, *outcomes), key=STRICTNESS.index)
