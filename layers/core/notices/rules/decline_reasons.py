"""Why somebody was declined: named by what declined, and by nothing else.

A knock-out rule comes first, then the score, then the person who decided. Where the score declined,
each reason code is weighed by how far this applicant's contribution lies above the mean of people
just on the approved side of the cut-off: what made the difference, and not merely what is large.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.decisions.rules.vocabulary import Outcome
from core.notices.rules.vocabulary import Component
from core.scores.rules.reasons import Fact
from core.scores.rules.vocabulary import Decision

MOST_REASONS = 4
NOTHING_TO_JUDGE_BY = "NOT_ENOUGH_TO_TELL"
OTHER_TERMS = "OTHER_TERMS"


@dataclass(frozen=True)
class Ground:
    """A rule that fired, with the value that it saw and the figure of the policy."""

    rule: str
    value: float | None
    limit: float | None
    outcome: Decision


@dataclass(frozen=True)
class Basis:
    """What a decision was made of.

    Attributes:
        by_cut_offs: what the probability alone led to.
        contributions: reason code -> in log-odds; empty where no model was asked.
        approved: the means of the same of people just on the approved side.
        chosen: the codes that the person who decided named.
    """

    outcome: Outcome
    recommendation: Decision
    by_cut_offs: Decision
    grounds: Sequence[Ground] = ()
    contributions: Mapping[str, float] = field(default_factory=dict)
    approved: Mapping[str, float] = field(default_factory=dict)
    chosen: Sequence[str] = ()


@dataclass(frozen=True)
class NoticeReason:
    """A reason of a notice.

    Attributes:
        value, limit: of a rule: what it saw, and the figure of the policy.
        difference: of a score: how much more it weighs than with people who are approved.
    """

    code: str
    value: Fact | None = None
    limit: float | None = None
    difference: float | None = None


def component_of(basis: Basis) -> Component:
    """Returns what declined, or what a counteroffer stays below the wish for."""
    if basis.recommendation is Decision.DECLINE:
        return Component.KNOCK_OUT if _knocked(basis) else Component.SCORE
    if basis.outcome is Outcome.COUNTEROFFER and basis.grounds:
        return Component.LIMIT
    return Component.PERSON


def reasons_of(basis: Basis) -> list[NoticeReason]:
    """Returns the reasons by the component that declined, the gravest first; never none."""
    match component_of(basis):
        case Component.KNOCK_OUT:
            return [_of_ground(ground) for ground in _knocked(basis)]
        case Component.SCORE:
            return _of_score(basis) or [NoticeReason(NOTHING_TO_JUDGE_BY)]
        case Component.LIMIT:
            return [_of_ground(ground) for ground in basis.grounds][:MOST_REASONS]
        case _:
            return _of_person(basis)


def _knocked(basis: Basis) -> list[Ground]:
    return [ground for ground in basis.grounds if ground.outcome is Decision.DECLINE]


def _of_ground(ground: Ground) -> NoticeReason:
    return NoticeReason(ground.rule, ground.value, ground.limit)


def _of_score(basis: Basis) -> list[NoticeReason]:
    differences = {
        code: round(contribution - basis.approved.get(code, 0.0), 6)
        for code, contribution in basis.contributions.items()
    }
    order = sorted(differences, key=lambda code: (-differences[code], code))
    return [
        NoticeReason(code, difference=differences[code])
        for code in order[:MOST_REASONS]
        if differences[code] > 0
    ]


def _of_person(basis: Basis) -> list[NoticeReason]:
    fired = {ground.rule: ground for ground in basis.grounds}
    named = [
        _of_ground(fired[code]) if code in fired else NoticeReason(code)
        for code in basis.chosen[:MOST_REASONS]
    ]
    return named or [NoticeReason(OTHER_TERMS)]
