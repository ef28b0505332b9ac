"""How far counts may lie from a share by chance alone."""

from bisect import bisect_left

from core.kit.distributions import beta_quantile, regularized_beta

_TAIL = 0.025


def at_most(count: int, trials: int, share: float) -> float:
    """Returns the probability of so many or fewer in independent trials."""
    if count < 0:
        return 0.0
    return 1.0 if count >= trials else regularized_beta(1 - share, trials - count, count + 1)


def limits(trials: int, share: float, within: float) -> tuple[float, float]:
    """Returns the shares between which a count lies with a probability, half of the rest each side.

    Between counts in proportion, as Spiegelhalter draws a funnel (Statistics in Medicine, 2005,
    A.1.1). A count lies outside of them exactly where so few, or so many, are less likely.
    """
    tail = (1 - within) / 2
    return _lowest(trials, share, tail), 1 - _lowest(trials, 1 - share, tail)


def _lowest(trials: int, share: float, tail: float) -> float:
    count = bisect_left(range(trials), tail, key=lambda count: at_most(count, trials, share))
    above, below = at_most(count, trials, share), at_most(count - 1, trials, share)
    part = (above - tail) / (above - below) if above > below else 0.0
    return max(count - part, 0.0) / trials


def is_outside(count: int, trials: int, share: float, within: float) -> bool:
    """Says whether a count lies outside of these limits."""
    tail = (1 - within) / 2
    few, many = at_most(count, trials, share), at_most(trials - count, trials, 1 - share)
    return few < tail or many < tail


def jeffreys_p(events: int, trials: int, share: float) -> float:
    """Returns how likely it is that events are no more frequent than told, given what was seen.

    Jeffreys' test of a probability of default (European Central Bank, instructions for reporting
    the validation results of internal models, 2019, 2.5.3): small where it was told too low.
    """
    return regularized_beta(share, events + 0.5, trials - events + 0.5)


def jeffreys_p_of_fewer(events: int, trials: int, share: float) -> float:
    """Returns the same in the other direction: small where the probability was told too high."""
    return regularized_beta(1 - share, trials - events + 0.5, events + 0.5)


def jeffreys_interval(events: int, trials: int) -> tuple[float, float]:
    """Returns where the share lies with 95 %, by Jeffreys' prior (Brown, Cai, DasGupta 2001)."""
    a, b = events + 0.5, trials - events + 0.5
    return beta_quantile(_TAIL, a, b), 1 - beta_quantile(_TAIL, b, a)
