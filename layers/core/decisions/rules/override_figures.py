"""What counts of overrides say, and when they are too few to say anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from core.decisions.override_records import (
    FunnelLimit,
    LowSideOutcomes,
    Ranking,
    Standing,
    Verdict,
)
from core.decisions.rules.binomial import is_outside, jeffreys_p, limits
from core.decisions.rules.ranking import Comparison, compare_orders

LEAST_DEFAULTS, LEAST_CASES = 20, 30
SIGNIFICANT = 0.05
WITHIN_USUAL, WITHIN_FAR = 0.95, 0.998
LIMITS_DRAWN = 24
SHORTEST_LINE = 20  # decisions that the funnel goes to at least


@dataclass(frozen=True)
class Matured:
    """A credit that is old enough to tell, with what was known when it was decided."""

    proba: float
    approve_below: float
    is_low_side: bool
    has_defaulted: bool


def standing_of(overrides: int, decided: int, share: float) -> Standing:
    """Returns where somebody stands among others whose share together is this."""
    if is_outside(overrides, decided, share, WITHIN_FAR):
        return Standing.OUTSIDE_998
    if is_outside(overrides, decided, share, WITHIN_USUAL):
        return Standing.OUTSIDE_95
    return Standing.WITHIN


def funnel_limits(share: float, most_decided: int) -> list[FunnelLimit]:
    """Returns the lines of a funnel, closer together where they bend most."""
    longest = max(most_decided, SHORTEST_LINE)
    steps = (longest ** (step / (LIMITS_DRAWN - 1)) for step in range(LIMITS_DRAWN))
    return [
        FunnelLimit(count, *limits(count, share, WITHIN_USUAL), *limits(count, share, WITHIN_FAR))
        for count in sorted({round(step) for step in steps})
    ]


def judge_low_side(matured: Sequence[Matured]) -> LowSideOutcomes:
    """Holds the defaults of low-side overrides against the PDs that were recorded with them."""
    overridden = [one for one in matured if one.is_low_side]
    defaulted = sum(one.has_defaulted for one in overridden)
    expected = sum(one.proba for one in overridden)
    p = None
    if not _too_few(defaulted, len(overridden)):
        p = jeffreys_p(defaulted, len(overridden), expected / len(overridden))
    return LowSideOutcomes(len(overridden), defaulted, expected, p, _verdict_of(p))


def _too_few(defaulted: int, cases: int) -> bool:
    return defaulted < LEAST_DEFAULTS or cases < LEAST_CASES


def _verdict_of(p: float | None) -> Verdict:
    if p is None:
        return Verdict.NOT_ENOUGH
    if p < SIGNIFICANT:
        return Verdict.WORSE
    return Verdict.BETTER if p > 1 - SIGNIFICANT else Verdict.NO_DIFFERENCE


def judge_ranking(matured: Sequence[Matured]) -> Ranking:
    """Compares the final order with the model's, where enough is known of both."""
    defaulted = [one.has_defaulted for one in matured]
    model = [one.proba for one in matured]
    final = _final_order(matured)
    moved = sum(before != after for before, after in zip(model, final, strict=True))
    counts = len(matured), sum(defaulted), moved
    others = len(matured) - sum(defaulted)
    if _too_few(sum(defaulted), len(matured)) or others < LEAST_DEFAULTS or not moved:
        return Ranking(*counts, None, None, None, None, None, Verdict.NOT_ENOUGH)
    found = compare_orders(defaulted, model, final)
    areas = found.first, found.second
    return Ranking(*counts, *areas, found.difference, found.low, found.high, _better(found))


def _final_order(matured: Sequence[Matured]) -> list[float]:
    """Returns PDs in which whoever was lent to against the policy is as those whom it approves."""
    usual = [one.proba for one in matured if not one.is_low_side and one.proba < one.approve_below]
    place = fmean(usual) if usual else 1.0
    return [
        min(one.proba, one.approve_below, place) if one.is_low_side else one.proba
        for one in matured
    ]


def _better(found: Comparison) -> Verdict:
    if found.low > 0:
        return Verdict.BETTER
    return Verdict.WORSE if found.high < 0 else Verdict.NO_DIFFERENCE
