"""One measured figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A name, a value, its unit, and how it was taken and what bounds it.

    Attributes:
        at_most: what it is to stay below, where there is such a target.
        at_least: what it is to reach, where there is such a target.
    """

    name: str
    value: float
    unit: str
    detail: dict[str, Any]
    at_most: float | None = None
    at_least: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.at_most is not None:
            return self.value <= self.at_most
        return None if self.at_least is None else self.value >= self.at_least


def percentile_95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def middle(values: Sequence[float], digits: int = 1) -> float:
    return round(median(values), digits)
