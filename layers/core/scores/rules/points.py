"""What people see of a probability of default: points and the rating, more is better."""

from math import floor, log2

BEST_POINTS, WORST_POINTS = 999, 1
POINTS_AT_ONE_PERCENT = 500
POINTS_TO_HALVE_THE_ODDS = 50
ODDS_AT_ONE_PERCENT = 99  # of repaying
EDGE_DIGITS = 6


def points(proba: float) -> int:
    """Returns 1 to 999: 500 is a PD of 1 %, and every 50 points halve the odds of default.

    Args:
        proba: in (0, 1]; 1 is one who has defaulted.
    """
    if proba >= 1:
        return WORST_POINTS
    return max(WORST_POINTS, min(BEST_POINTS, round(_unrounded(proba))))


def _unrounded(proba: float) -> float:
    odds = (1 - proba) / proba
    return POINTS_AT_ONE_PERCENT + POINTS_TO_HALVE_THE_ODDS * log2(odds / ODDS_AT_ONE_PERCENT)


def edge_proba(points_from: int) -> float:
    """Returns the probability below which people are shown so many points or more."""
    doublings = (points_from - 0.5 - POINTS_AT_ONE_PERCENT) / POINTS_TO_HALVE_THE_ODDS
    return float(round(1 / (1 + ODDS_AT_ONE_PERCENT * 2**doublings), EDGE_DIGITS))


def edge_points(proba: float) -> int:
    """Returns the fewest points of who has a lower probability: ``edge_proba`` undone."""
    fewest = floor(_unrounded(proba) + 0.5)
    # Rounding to the digits of an edge may have moved it just above
    return fewest + 1 if proba <= edge_proba(fewest + 1) else fewest


def rating(proba: float) -> float:
    """Returns ``1 - proba`` to two digits."""
    return round(1 - proba, 2)
