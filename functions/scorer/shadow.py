"""Has the challengers score what the champion has recorded; their faults are their own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import isfinite

from core.kit.database import connect
from core.scores.batch_records import ScoreRecord
from core.scores.recording import record_challengers
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from model.challengers import AnyChallenger, load_challengers
from scorer.bundles import bundle_store

RECORDING = "recording"
Said = Sequence[float | None]


class Shadow:
    """The challengers of one execution environment, each read once, whether it can score or not."""

    def __init__(self) -> None:
        self._able, self._unread = load_challengers()

    def challenge(
        self, records: Sequence[ScoreRecord], registered: Iterable[BundleName]
    ) -> dict[str, str]:
        """Records what each challenger says of the scores that a model has made.

        It comes after the champion's record and swallows every fault, so that nobody waits for a
        challenger or loses a score to it.

        Args:
            registered: the bundles that challenge the one in force.

        Returns:
            Challenger -> why its probabilities were not recorded.
        """
        probas, faults = self.ask(records, registered)
        if probas:
            try:
                with connect() as connection:
                    record_challengers(connection, probas)
            except Exception as error:  # noqa: BLE001 - the scores stand, whatever it is
                faults[RECORDING] = type(error).__name__
        return faults

    def ask(
        self, records: Sequence[ScoreRecord], registered: Iterable[BundleName]
    ) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
        """Returns score id -> challenger -> probability, and challenger -> why there is none."""
        faults = dict(self._unread)
        done = [record for record in records if record.model is not None]
        probas: dict[str, dict[str, float]] = {}
        for name, ask in self._askers(registered) if done else ():
            try:
                for score_id, proba in _told(done, ask(done)).items():
                    probas.setdefault(score_id, {})[name] = proba
            except Exception as error:  # noqa: BLE001 - its fault is its own
                faults[name] = f"{type(error).__name__}: {error}"
        return probas, faults

    def _askers(
        self, registered: Iterable[BundleName]
    ) -> Iterator[tuple[str, Callable[[Sequence[ScoreRecord]], Said]]]:
        for one in self._able:
            yield one.name, partial(_ask, one)
        for name in registered:
            yield name.version, partial(_ask_bundle, name)


def _ask(one: AnyChallenger, done: Sequence[ScoreRecord]) -> Said:
    return one.score([record.features or {} for record in done])


def _ask_bundle(name: BundleName, done: Sequence[ScoreRecord]) -> Said:
    """Scores the recorded features, by the same one of its models as the champion had asked."""
    rows = [(ModelName(record.model or ""), record.features or {}) for record in done]
    return [one.proba for one in bundle_store().model(name).score_recorded(rows)]


def _told(done: Sequence[ScoreRecord], results: Said) -> dict[str, float]:
    """Returns score id -> probability, where the challenger has one.

    Raises:
        ValueError: it says what is no probability.
    """
    told = {
        record.id: proba for record, proba in zip(done, results, strict=True) if proba is not None
    }
    if not all(isfinite(proba) for proba in told.values()):
        raise ValueError("not every probability is a number")
    return told
