"""Shares with their uncertainty."""

from math import sqrt
from statistics import NormalDist

from core.decisions.case_records import Share

_Z = NormalDist().inv_cdf(0.975)


def share_of(count: int, of: int) -> Share:
    """Returns a share with its 95 % interval (Wilson, JASA 1927); of none there is no share."""
    if not of:
        return Share(count, of, None, None, None)
    share, square = count / of, _Z**2
    middle = share + square / (2 * of)
    width = _Z * sqrt(share * (1 - share) / of + square / (4 * of**2))
    low, high = ((middle + sign * width) / (1 + square / of) for sign in (-1, 1))
    return Share(count, of, share, max(low, 0.0), min(high, 1.0))
