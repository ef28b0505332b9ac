"""Draws from the shares and quantiles of ``population.json``."""

import json
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

PARAMETERS = Path(__file__).parent / "population.json"


@cache
def parameters() -> dict[str, Any]:
    """Returns the aggregate figures that the population is drawn from."""
    read: dict[str, Any] = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return read


def draw(random: Random, name: str, group: str | None = None) -> str:
    """Draws a value by its share, in a group if the shares are told by group."""
    values, limits = _limits(name, group)
    return random.choices(values, cum_weights=limits)[0]


def draw_oversampled(
    random: Random, times: Mapping[str, float], name: str, group: str | None = None
) -> str:
    """Draws a value by its share, some values so many times as often."""
    found = parameters()[name]
    shares: dict[str, float] = found if group is None else found[group]
    weights = [share * times.get(value, 1) for value, share in shares.items()]
    return random.choices(list(shares), weights)[0]


@cache
def _limits(name: str, group: str | None) -> tuple[list[str], list[float]]:
    shares = parameters()[name] if group is None else parameters()[name][group]
    return list(shares), list(accumulate(shares.values()))


def draw_number(random: Random, name: str, group: str, sign: int = 1) -> int:
    """Draws from equally spaced quantiles; ``sign`` -1 turns days counted backwards into days."""
    quantiles: list[int] = parameters()[name][group]
    place = random.random() * (len(quantiles) - 1)
    lower = int(place)
    between = (place - lower) * (quantiles[lower + 1] - quantiles[lower])
    return round(sign * (quantiles[lower] + between))
