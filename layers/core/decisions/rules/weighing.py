"""What a person's decision means beside the recommendation: plain functions over plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.decisions.rules.declining import MOST_DECLINE_REASONS
from core.decisions.rules.lending import Authorities
from core.decisions.rules.vocabulary import (
    Outcome,
    OverrideDirection,
    OverrideReason,
    SecondBecause,
)
from core.kit.errors import Fault
from core.scores.rules.vocabulary import Decision

LEAST_RATIONALE = 30
LENDS = frozenset({Outcome.APPROVE, Outcome.COUNTEROFFER})


@dataclass(frozen=True)
class Terms:
    """A credit that is wanted, or offered; the rate in percent a year."""

    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal


@dataclass(frozen=True)
class Verdict:
    """What a person says."""

    outcome: Outcome
    terms: Terms
    decline_reasons: tuple[str, ...] = ()
    override_reason: OverrideReason | None = None
    rationale: str | None = None


@dataclass(frozen=True)
class Weighed:
    """What a verdict means.

    Attributes:
        agrees: with the recommendation; one to review is no opinion that could be contradicted.
        second_because: why another person signs as well; empty where one decides alone.
        never: rules that nobody approves against.
        faults: what keeps it from being written.
    """

    agrees: bool
    direction: OverrideDirection | None
    second_because: tuple[SecondBecause, ...]
    never: tuple[str, ...]
    faults: tuple[Fault, ...]


def weigh(
    verdict: Verdict,
    recommendation: Decision,
    declining_rules: Sequence[str],
    expected_loss_rub: Decimal,
    authorities: Authorities,
    decline_codes: Sequence[str],
) -> Weighed:
    """Returns what a verdict means, and what is wrong with it.

    Args:
        recommendation: for what the applicant asked for.
        declining_rules: those that speak against the terms of the verdict.
        expected_loss_rub: of those terms.
        decline_codes: the reasons that may be told of a decline.
    """
    direction = direction_of(recommendation, verdict.outcome)
    lends = verdict.outcome in LENDS
    seconds = _second_because(verdict.terms, declining_rules, expected_loss_rub, authorities)
    never = [rule for rule in declining_rules if rule in authorities.never_overridden]
    return Weighed(
        agrees=direction is None,
        direction=direction,
        second_because=tuple(seconds) if lends else (),
        never=tuple(never) if lends else (),
        faults=(
            *_override_faults(verdict, contradicts=direction is not None),
            *_decline_faults(verdict, decline_codes),
        ),
    )


def direction_of(recommendation: Decision, outcome: Outcome) -> OverrideDirection | None:
    """Returns which way an outcome contradicts; the database computes the same of each row."""
    if recommendation is Decision.DECLINE and outcome in LENDS:
        return OverrideDirection.LOW_SIDE
    if recommendation is Decision.APPROVE and outcome is Outcome.DECLINE:
        return OverrideDirection.HIGH_SIDE
    return None


def _second_because(
    terms: Terms,
    declining_rules: Sequence[str],
    expected_loss_rub: Decimal,
    authorities: Authorities,
) -> Iterator[SecondBecause]:
    if terms.amount_rub > authorities.alone_up_to_rub:
        yield SecondBecause.AMOUNT
    if expected_loss_rub > authorities.alone_up_to_expected_loss_rub:
        yield SecondBecause.EXPECTED_LOSS
    if declining_rules and authorities.second_against_knock_out:
        yield SecondBecause.KNOCK_OUT


def _override_faults(verdict: Verdict, *, contradicts: bool) -> Iterator[Fault]:
    if not contradicts:
        if verdict.override_reason is not None:
            message = "is for a decision against the recommendation: leave it out"
            yield Fault("override_reason", "no_contradiction", message)
        return
    if verdict.override_reason is None:
        message = "says why you decide against the recommendation: choose one"
        yield Fault("override_reason", "missing", message)
    if len(verdict.rationale or "") < LEAST_RATIONALE:
        message = f"explains the contradiction in {LEAST_RATIONALE} characters or more"
        yield Fault("rationale", "too_short", message, {"min_length": LEAST_RATIONALE})


def _decline_faults(verdict: Verdict, codes: Sequence[str]) -> Iterator[Fault]:
    told = verdict.decline_reasons
    if verdict.outcome is not Outcome.DECLINE:
        if told:
            yield Fault("decline_reasons", "no_decline", "are for a decline: leave them out")
        return
    if not told:
        message = f"are told to the applicant: choose one to {MOST_DECLINE_REASONS}"
        yield Fault("decline_reasons", "missing", message)
    for place, code in enumerate(told):
        if code not in codes:
            message = f"is not what declines; one of {', '.join(codes)} is"
            yield Fault(f"decline_reasons.{place}", "not_what_declines", message)
