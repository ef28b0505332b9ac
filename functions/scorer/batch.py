"""Loads, scores and records one batch, in halves where something in it is bad."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection

from core.applications.scored import are_of_applications
from core.kit.clock import bank_date
from core.kit.database import begin, connect
from core.kit.errors import UnavailableError
from core.kit.identifiers import age_of
from core.models.in_force import VersionsInForce, versions_in_force
from core.scores.batch_records import ScoreRecord
from core.scores.provenances import keep_provenance
from core.scores.recording import count_attempt, load_pending, record_scores
from core.scores.rules.messages import ScoringMessage
from core.scores.rules.vocabulary import ScoreStatus
from scorer.bundles import bundle_store
from scorer.making import Scorer, make_records

if TYPE_CHECKING:
    from scorer.shadow import Shadow


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes:
        done: scores recorded with a probability.
        failed: scores recorded as failed, with their error.
        duplicates: scores asked for again after they were recorded; nothing was changed.
        not_scorable: id -> error of those failed that no check foresaw.
        unknown: ids of the messages that name a score which does not exist.
        correlation_ids: of the requests behind the messages.
        challenger_faults: challenger -> why its probabilities were not recorded.
        waited_milliseconds: of each score recorded, since somebody asked for it.
    """

    done: int
    failed: int
    duplicates: int
    not_scorable: dict[str, str]
    unknown: list[str]
    correlation_ids: list[str]
    challenger_faults: dict[str, str]
    waited_milliseconds: list[float]


@cache
def shadow() -> "Shadow":
    """Those who score in the shadow, read when the first score is recorded."""
    from scorer.shadow import Shadow  # noqa: PLC0415 - nobody waits for them

    return Shadow()


def score_messages(messages: Mapping[str, ScoringMessage]) -> Outcome:
    """Scores all that the messages (by message id) ask for, once.

    Raises:
        UnavailableError: the database is away; what was not recorded stays pending.
        BundleError: the model in force is damaged or cannot be fetched; nothing was recorded.
    """
    asked = {score_id for message in messages.values() for score_id in message.score_ids}
    versions = versions_now()
    batch = _Batch(scorer_of(versions))
    if asked:
        batch.score(sorted(asked))
    return Outcome(
        done=batch.recorded[ScoreStatus.DONE],
        failed=batch.recorded[ScoreStatus.FAILED],
        duplicates=len(batch.known) - batch.recorded.total(),
        not_scorable=batch.not_scorable,
        unknown=[
            key
            for key, message in messages.items()
            if not batch.known.issuperset(message.score_ids)
        ],
        correlation_ids=sorted({message.correlation_id for message in messages.values()}),
        challenger_faults=_challenge(batch.records, versions) if batch.records else {},
        waited_milliseconds=batch.waited_milliseconds,
    )


def versions_now() -> VersionsInForce:
    """Returns what is in force, read with each batch: no change of it is missed for longer."""
    with connect() as connection:
        return versions_in_force(connection)


def scorer_of(versions: VersionsInForce) -> Scorer:
    """Returns the scorer of a batch, whose provenance is on record."""
    model = bundle_store().model(versions.champion)
    with connect() as connection:
        provenance_id = keep_provenance(connection, model.provenance_sha256, model.provenance)
    return Scorer(model, versions.policy, bank_date(), provenance_id)


def _challenge(records: Sequence[ScoreRecord], versions: VersionsInForce) -> dict[str, str]:
    return shadow().challenge(records, versions.challengers)


@dataclass
class _Batch:
    """What has become of the scores so far."""

    scorer: Scorer
    known: set[UUID] = field(default_factory=set)
    records: list[ScoreRecord] = field(default_factory=list)
    recorded: Counter[ScoreStatus] = field(default_factory=Counter)
    not_scorable: dict[str, str] = field(default_factory=dict)
    waited_milliseconds: list[float] = field(default_factory=list)

    def score(self, score_ids: Sequence[UUID]) -> None:
        """Scores all at once; where that raises, in halves, so that what is bad fails alone.

        Scores are recorded once, so that it does not matter how far the whole had come.
        """
        try:
            self._score_together(score_ids)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a score does, its neighbours stand
            if len(score_ids) == 1:
                self._fail(score_ids[0], error)
                return
            middle = len(score_ids) // 2
            self.score(score_ids[:middle])
            self.score(score_ids[middle:])

    def _score_together(self, score_ids: Sequence[UUID]) -> None:
        with connect() as connection:
            pending, known = load_pending(connection, score_ids, self.scorer.as_of)
            resent = [score.id for score in pending if score.was_resent]
            if resent:
                count_attempt(connection, resent)
            self._record(connection, make_records(self.scorer, pending))
        self.known |= known

    def _record(self, connection: Connection, records: Sequence[ScoreRecord]) -> None:
        """Records scores and what follows from them for applications, all or nothing of it."""
        with begin(connection):
            recorded = record_scores(connection, records)
            self._recommend(connection, [UUID(record.id) for record in records])
        self.recorded += recorded
        self.records += records
        # Of two scorers with the same scores at the same moment one records, and measures
        if recorded.total() == len(records):
            self.waited_milliseconds += [age_of(UUID(record.id)) for record in records]

    def _recommend(self, connection: Connection, score_ids: Sequence[UUID]) -> None:
        if not are_of_applications(connection, score_ids):
            return
        from core.decisions.recommending import recommend  # noqa: PLC0415 - most scores are of none

        recommend(connection, score_ids, self.scorer.policy)

    def _fail(self, score_id: UUID, error: Exception) -> None:
        """Records that a score cannot be made, and is no database that is away."""
        record = self.scorer.failed(score_id, error)
        with connect() as connection:
            self._record(connection, [record])
        self.known.add(score_id)
        self.not_scorable[record.id] = record.error or ""
