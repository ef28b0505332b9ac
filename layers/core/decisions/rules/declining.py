"""What declines an application, and which reasons the applicant may be told of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.decisions.rules.vocabulary import DeclinedBy, DeclineReason
from core.scores.rules.vocabulary import Decision, Direction

MOST_DECLINE_REASONS = 4


def reasons_to_decline(
    findings: Sequence[Mapping[str, Any]],
    by_cut_offs: Decision,
    score_reasons: Sequence[Mapping[str, Any]],
) -> tuple[DeclinedBy, tuple[str, ...]]:
    """Returns what declines, and the codes that say so: rules first, then the score, then a person.

    Args:
        findings: the rules that fired, with their outcomes.
        score_reasons: of the score, the weightiest first.
    """
    rules = tuple(one["rule"] for one in findings if one["outcome"] == Decision.DECLINE)
    if rules:
        return DeclinedBy.KNOCK_OUT, rules
    raising = (one["code"] for one in score_reasons if one["direction"] == Direction.RAISES_RISK)
    if by_cut_offs is Decision.DECLINE and (codes := tuple(dict.fromkeys(raising))):
        return DeclinedBy.SCORE, codes
    return DeclinedBy.PERSON, tuple(map(str, DeclineReason))
