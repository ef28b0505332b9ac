"""Counts inputs by their frozen bins, one score after the other, in bounded memory."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from core.monitoring.stability_records import BinKind
from monitor.baselines import Baseline
from monitor.stability_figures import FrozenBins


class _Binning:
    """Finds the bin of a value."""

    def __init__(self, frozen: FrozenBins) -> None:
        self.counts = [0] * len(frozen.bins)
        self._edges = [one.high for one in frozen.bins if one.high is not None]
        self._words = {
            one.word: place for place, one in enumerate(frozen.bins) if one.word is not None
        }
        kinds = [one.kind for one in frozen.bins]
        self._missing = kinds.index(BinKind.MISSING)
        self._others = kinds.index(BinKind.OTHERS) if BinKind.OTHERS in kinds else None

    def add(self, value: Any) -> None:
        """Counts a value; None is missing."""
        self.counts[self._place(value)] += 1

    def _place(self, value: Any) -> int:
        if value is None:
            return self._missing
        if self._others is not None:
            return self._words.get(str(value), self._others)
        return bisect_right(self._edges, value)


class InputTally:
    """The inputs and reasons of one version of a model.

    Attributes:
        count: how many scores were added.
    """

    def __init__(self, baseline: Baseline | None) -> None:
        self.count = 0
        self._frozen = baseline.inputs if baseline else ()
        self._binnings = {one.name: _Binning(one) for one in self._frozen}
        self._explained = 0
        self._sums: dict[str, float] = {}

    def add(self, features: Mapping[str, Any], contributions: Mapping[str, float] | None) -> None:
        """Counts a score."""
        self.count += 1
        for name, binning in self._binnings.items():
            binning.add(features.get(name))
        if contributions:
            self._explained += 1
            for code, contribution in contributions.items():
                self._sums[code] = self._sums.get(code, 0.0) + contribution

    def counted(self) -> Iterator[tuple[FrozenBins, list[int]]]:
        """Yields each input with its counts."""
        for one in self._frozen:
            yield one, self._binnings[one.name].counts

    def shifts(self) -> list[tuple[str, float]]:
        """Returns what each reason code moves the mean log-odds by, the largest first.

        In training the contributions of a code have the mean 0: they are differences from it.
        """
        means = [(code, total / self._explained) for code, total in self._sums.items()]
        return sorted(means, key=lambda one: -abs(one[1]))
