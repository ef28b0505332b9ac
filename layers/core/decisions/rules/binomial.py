"""How far counts may lie from a share by chance alone; the standard library does not know."""

from bisect import bisect_left
from math import exp, lgamma, log, log1p

MOST_TERMS = 10_000
PRECISION = 1e-14
SMALLEST = 1e-300


def regularized_beta(x: float, a: float, b: float) -> float:
    """Returns the distribution function of Beta(a, b) at x in [0, 1].

    By the continued fraction of DLMF 8.17.22, with Lentz's method, on the side where it converges.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - regularized_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    upper, lower = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = lower
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            result *= upper * lower
        if abs(upper * lower - 1) < PRECISION:
            return result
    raise ArithmeticError(f"the fraction does not converge at {x} for {a} and {b}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST


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
