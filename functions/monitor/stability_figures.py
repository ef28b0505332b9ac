"""One distribution of a month beside the frozen one: shares, PSI, and the light of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.stability import critical_index, stability_index
from core.monitoring.rules.lights import AMBER_BELOW, light_of_shift
from core.monitoring.stability_records import (
    BinKind,
    Characteristic,
    CharacteristicKind,
    StabilityBin,
)

FEWEST_ROWS = 50  # fewer say nothing: a PSI of a third is chance then


@dataclass(frozen=True)
class FrozenBin:
    """A bin as it was when the model was made, and the share of people in it."""

    kind: BinKind
    expected: float
    low: float | None = None
    high: float | None = None
    word: str | None = None


@dataclass(frozen=True)
class FrozenBins:
    """The bins of one distribution."""

    kind: CharacteristicKind
    name: str
    bins: tuple[FrozenBin, ...]


def characteristic(frozen: FrozenBins, people: int, counts: Sequence[int]) -> Characteristic:
    """Returns what is said of a distribution.

    Args:
        people: of whom the frozen shares are. Their rows are more: those of one person are alike,
            and to count them would find shifts that are none.
        counts: of the month, one a bin.
    """
    now = np.array(counts, dtype=float)
    expected = np.array([one.expected for one in frozen.bins]) * people
    some = (now > 0) | (expected > 0)  # what nobody ever was in is no bin
    parts = np.zeros(len(now))
    index = critical = light = None
    if now.sum() >= FEWEST_ROWS and some.sum() > 1:
        index = stability_index(expected[some], now[some])
        critical = critical_index(people, now.sum(), int(some.sum()), AMBER_BELOW)
        light = light_of_shift(index.p_value, index.value)
        parts[some] = index.contributions
    return Characteristic(
        kind=frozen.kind,
        name=frozen.name,
        count=int(now.sum()),
        missing=_missing(frozen, counts),
        psi=index.value if index else None,
        p_value=index.p_value if index else None,
        critical_psi=critical,
        light=light,
        bins=tuple(
            StabilityBin(
                one.kind, one.low, one.high, one.word, one.expected, count, _share(count, now), part
            )
            for one, count, part in zip(frozen.bins, counts, parts.tolist(), strict=True)
        ),
    )


def _missing(frozen: FrozenBins, counts: Sequence[int]) -> int:
    return sum(
        count for one, count in zip(frozen.bins, counts, strict=True) if one.kind is BinKind.MISSING
    )


def _share(count: int, now: "np.typing.NDArray[np.float64]") -> float | None:
    return float(count / now.sum()) if now.sum() else None
