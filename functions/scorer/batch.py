"""Loads, scores and records one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

from core.database import connect
from core.errors import ImpossibleFeaturesError
from core.features import Features, build_features
from core.messages import ScoringMessage
from core.queries.scoring import PendingScore, ScoreRecord, load_pending, record_scores
from core.vocabulary import ScoreStatus
from model.scoring import ScoredClient, ScoringModel, load_model


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes:
        done: scores recorded with a probability.
        failed: scores recorded as failed, with their error.
        duplicates: scores asked for again after they were recorded; nothing was changed.
        unknown: ids of the messages that name a score which does not exist.
        correlation_ids: of the requests behind the messages.
    """

    done: int
    failed: int
    duplicates: int
    unknown: list[str]
    correlation_ids: list[str]


@cache
def scoring_model() -> ScoringModel:
    """The champion: loaded and verified once an execution environment."""
    return load_model()


def score_messages(messages: Mapping[str, ScoringMessage]) -> Outcome:
    """Scores all that the messages (by message id) ask for, once.

    Raises:
        UnavailableError: the database is away; nothing was recorded.
    """
    asked = {score_id for message in messages.values() for score_id in message.score_ids}
    with connect() as connection:
        pending, known = load_pending(connection, sorted(asked))
        records = make_records(scoring_model(), pending)
        recorded = record_scores(connection, records)
    return Outcome(
        done=recorded[ScoreStatus.DONE],
        failed=recorded[ScoreStatus.FAILED],
        duplicates=len(known) - recorded.total(),
        unknown=[
            key for key, message in messages.items() if not known.issuperset(message.score_ids)
        ],
        correlation_ids=sorted({message.correlation_id for message in messages.values()}),
    )


def make_records(model: ScoringModel, pending: Sequence[PendingScore]) -> list[ScoreRecord]:
    """Scores in one vectorised call; impossible features fail their own score and no other."""
    possible: list[tuple[PendingScore, Features]] = []
    records = []
    for score in pending:
        try:
            possible.append((score, build_features(score.answers)))
        except ImpossibleFeaturesError as error:
            records.append(_failed(score, error))
    if possible:
        scored = model.score([features for _, features in possible])
        records += [
            _done(model, score, features, result)
            for (score, features), result in zip(possible, scored, strict=True)
        ]
    return records


def _failed(score: PendingScore, error: ImpossibleFeaturesError) -> ScoreRecord:
    return ScoreRecord(
        id=str(score.id),
        status=ScoreStatus.FAILED,
        error=f"{error.code}: {'; '.join(error.detail)}",
    )


def _done(
    model: ScoringModel, score: PendingScore, features: Features, result: ScoredClient
) -> ScoreRecord:
    return ScoreRecord(
        id=str(score.id),
        status=ScoreStatus.DONE,
        proba=result.proba,
        decision=result.decision,
        reasons=[asdict(reason) for reason in result.reasons],
        features=features,
        model_version=model.version,
        policy_version=model.policy.version,
    )
