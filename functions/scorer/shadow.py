"""Has the challengers score what the champion has recorded; their faults are their own."""

from collections.abc import Sequence
from math import isfinite

from core.kit.database import connect
from core.scores.recording import record_challengers
from core.scores.records import ScoreRecord
from model.challengers import AnyChallenger, load_challengers

RECORDING = "recording"


class Shadow:
    """The challengers of one execution environment, each read once, whether it can score or not."""

    def __init__(self) -> None:
        self._able, self._unread = load_challengers()

    def challenge(self, records: Sequence[ScoreRecord]) -> dict[str, str]:
        """Records what each challenger says of the scores that a model has made.

        It comes after the champion's record and swallows every fault, so that nobody waits for a
        challenger or loses a score to it.

        Returns:
            Challenger -> why its probabilities were not recorded.
        """
        faults = dict(self._unread)
        done = [record for record in records if record.model is not None]
        probas: dict[str, dict[str, float]] = {}
        for one in self._able if done else []:
            try:
                for score_id, proba in _ask(one, done).items():
                    probas.setdefault(score_id, {})[one.name] = proba
            except Exception as error:  # noqa: BLE001 - its fault is its own
                faults[one.name] = f"{type(error).__name__}: {error}"
        if probas:
            try:
                with connect() as connection:
                    record_challengers(connection, probas)
            except Exception as error:  # noqa: BLE001 - the scores stand, whatever it is
                faults[RECORDING] = type(error).__name__
        return faults


def _ask(one: AnyChallenger, done: Sequence[ScoreRecord]) -> dict[str, float]:
    """Returns score id -> probability, where the challenger has one.

    Raises:
        ValueError: it says what is no probability.
    """
    results = one.score([record.features or {} for record in done])
    told = {
        record.id: proba for record, proba in zip(done, results, strict=True) if proba is not None
    }
    if not all(isfinite(proba) for proba in told.values()):
        raise ValueError("not every probability is a number")
    return told
