"""Distribution functions that the standard library does not know, exact to the last digits.

Powers and factorials of large counts are divided before their logarithms are taken, as Loader does
(Fast and accurate computation of binomial probabilities, 2000): differences of logarithms of the
gamma function would leave nine digits of a million.
"""

from functools import cache
from math import erfc, exp, inf, lgamma, log, pi, sqrt

MOST_TERMS = 100_000
PRECISION = 1e-15
SHORT_STEP = 1e-9
SMALLEST = 1e-300
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156)
_STIRLING_FROM = 10.0


def normal_above(z: float) -> float:
    """Returns how likely a standard normal variable is above z."""
    return erfc(z / sqrt(2)) / 2


def regularized_beta(x: float, a: float, b: float) -> float:
    """Returns the distribution function of Beta(a, b) at x in [0, 1].

    By a continued fraction, with Lentz's method, on the side where it converges.
    """
    return beta_below(x, 1 - x, a, b)


def beta_below(x: float, y: float, a: float, b: float) -> float:
    """Returns the same where x and y = 1 - x are both known to their last digits."""
    if x <= 0 or y <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(y, x, b, a)
    return _beta_front(x, y, a, b) * _beta_fraction(x, y, a, b)


def beta_quantile(share: float, a: float, b: float) -> float:
    """Returns where the distribution function of Beta(a, b) reaches a share in (0, 1).

    By Newton's method, and by halving where that would leave what is known already.
    """
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(MOST_TERMS):
        gap = regularized_beta(x, a, b) - share
        low, high = (low, x) if gap > 0 else (x, high)
        density = _beta_front(x, 1 - x, a, b) / (x * (1 - x))
        following = x - gap / density if density > SMALLEST else inf
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= SHORT_STEP * x:  # the error left is of the order of its square
            return following
        x = following
    raise ArithmeticError(f"the quantile {share} of {a} and {b} is not found")


def chi_square_above(x: float, degrees: int) -> float:
    """Returns how likely a chi-square variable is above x (DLMF 8.7.1 and 8.9.2)."""
    a, x = degrees / 2, x / 2
    if x <= 0:
        return 1.0
    front = sqrt(a / (2 * pi)) * exp(-_stirling_error(a) - _deviance(a, x))
    if x < a + 1:
        return 1 - front / a * _gamma_series(x, a)
    return front * _gamma_fraction(x, a)


@cache
def chi_square_quantile(above: float, degrees: int) -> float:
    """Returns what a chi-square variable exceeds with a probability in (0, 1)."""
    low, high = 0.0, 1.0
    while chi_square_above(high, degrees) > above:
        low, high = high, 2 * high
    while high - low > PRECISION * high and low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if chi_square_above(middle, degrees) > above else (low, middle)
    return high


def _beta_front(x: float, y: float, a: float, b: float) -> float:
    """Returns x^a y^b / B(a, b)."""
    n = a + b
    errors = _stirling_error(n) - _stirling_error(a) - _stirling_error(b)
    return sqrt(a * b / (2 * pi * n)) * exp(errors - _deviance(a, n * x) - _deviance(b, n * y))


def _stirling_error(z: float) -> float:
    """Returns by how much Stirling's formula misses the logarithm of the gamma function."""
    if z < _STIRLING_FROM:
        return lgamma(z) - (z - 0.5) * log(z) + z - log(2 * pi) / 2
    return sum(term / z ** (2 * place + 1) for place, term in enumerate(_STIRLING))


def _deviance(count: float, mean: float) -> float:
    """Returns count * log(count / mean) + mean - count, by its series where both are close."""
    if abs(count - mean) >= 0.1 * (count + mean):
        return count * log(count / mean) + mean - count
    ratio = (count - mean) / (count + mean)
    total, power = (count - mean) * ratio, 2 * count * ratio
    for place in range(1, MOST_TERMS):
        power *= ratio * ratio
        following = total + power / (2 * place + 1)
        if following == total:
            break
        total = following
    return total


def _beta_fraction(x: float, y: float, a: float, b: float) -> float:
    """Returns the fraction of Didonato and Morris (1992, 9), which loses no digits by differences.

    In 1 / (b0 + a1 / (b1 + a2 / (b2 + ...))).
    """
    result = upper = _away_from_zero(a * (a * y - b * x + 1) / (a + 1))
    lower = 0.0
    for m in range(1, MOST_TERMS):
        place = a + 2 * m - 1
        above = (m * (a + m - 1) / place) * ((a + b + m - 1) / place) * (b - m) * x * x
        under = m + m * (b - m) * x / place
        under += (a + m) * (a * y - b * x + 1 + m * (2 - x)) / (place + 2)
        lower = 1 / _away_from_zero(under + above * lower)
        upper = _away_from_zero(under + above / upper)
        result *= upper * lower
        if abs(upper * lower - 1) < PRECISION:
            return 1 / result
    raise ArithmeticError(f"the fraction does not converge at {x} for {a} and {b}")


def _gamma_series(x: float, a: float) -> float:
    total = term = 1.0
    for place in range(1, MOST_TERMS):
        term *= x / (a + place)
        total += term
        if term < PRECISION * total:
            return total
    raise ArithmeticError(f"the series does not converge at {x} for {a}")


def _gamma_fraction(x: float, a: float) -> float:
    middle = x + 1 - a
    upper, lower = 1 / SMALLEST, 1 / _away_from_zero(middle)
    result = lower
    for place in range(1, MOST_TERMS):
        term = -place * (place - a)
        middle += 2
        lower = 1 / _away_from_zero(term * lower + middle)
        upper = _away_from_zero(middle + term / upper)
        result *= upper * lower
        if abs(upper * lower - 1) < PRECISION:
            return result
    raise ArithmeticError(f"the fraction does not converge at {x} for {a}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST
