"""Lights: what a test says of chance, and how many tests at once are held to one level."""

from collections.abc import Sequence
from enum import StrEnum

AMBER_BELOW, RED_BELOW = 0.05, 0.01  # how likely by chance alone
AMBER_PSI, RED_PSI = 0.05, 0.10  # a shift that is certain and smaller matters to nobody


class Light(StrEnum):
    """What a test says; where there is too little to test there is none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def light_of(p_value: float) -> Light:
    """Returns the light of a test at 5 % and 1 %."""
    if p_value < RED_BELOW:
        return Light.RED
    return Light.AMBER if p_value < AMBER_BELOW else Light.GREEN


def light_of_shift(p_value: float, psi: float) -> Light:
    """Returns the light of a stability index: neither noise in few nor a trifle in many."""
    if p_value < RED_BELOW and psi >= RED_PSI:
        return Light.RED
    return Light.AMBER if p_value < AMBER_BELOW and psi >= AMBER_PSI else Light.GREEN


def both_ways(p_value: float, p_value_other_way: float) -> float:
    """Returns how likely something as far off is by chance, on whichever side."""
    return min(1.0, 2 * min(p_value, p_value_other_way))


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Returns p-values by Holm (1979): the least of them is below a level as seldom as one alone.

    Whatever the tests have to do with each other.
    """
    found, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        found[place] = highest
    return found
