"""Loads, scores and records one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

from sqlalchemy import Connection

from core.database import connect
from core.errors import ImpossibleFeaturesError
from core.features import build_features
from core.messages import ScoringMessage
from core.queries.scoring import (
    PendingScore,
    ScoreRecord,
    load_pending,
    record_challengers,
    record_scores,
)
from core.vocabulary import ScoreStatus
from model.challengers import Challenger, load_challengers
from model.scoring import Applicant, ScoredClient, ScoringModel, load_model


@dataclass(frozen=True)
class Outcome:
    """What became of a batch.

    Attributes:
        done: scores recorded with a probability.
        failed: scores recorded as failed, with their error.
        duplicates: scores asked for again after they were recorded; nothing was changed.
        unknown: ids of the messages that name a score which does not exist.
        correlation_ids: of the requests behind the messages.
        challenger_fault: why no challenger's probability was recorded; None if nothing failed.
    """

    done: int
    failed: int
    duplicates: int
    unknown: list[str]
    correlation_ids: list[str]
    challenger_fault: str | None


@cache
def scoring_model() -> ScoringModel:
    """The champion: loaded and verified once an execution environment."""
    return load_model()


@cache
def challengers() -> list[Challenger]:
    """Those who score in the shadow, loaded when the first score is recorded."""
    return load_challengers()


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
        fault = challenge(connection, records)
    return Outcome(
        done=recorded[ScoreStatus.DONE],
        failed=recorded[ScoreStatus.FAILED],
        duplicates=len(known) - recorded.total(),
        unknown=[
            key for key, message in messages.items() if not known.issuperset(message.score_ids)
        ],
        correlation_ids=sorted({message.correlation_id for message in messages.values()}),
        challenger_fault=fault,
    )


def challenge(connection: Connection, records: Sequence[ScoreRecord]) -> str | None:
    """Has the challengers score what the champion has just recorded; returns what went wrong.

    It comes after the champion's record and swallows every fault, so that nobody waits for a
    challenger or loses a score to it.
    """
    try:
        done = [record for record in records if record.features is not None]
        probas = (
            {
                one.name: one.score([record.features or {} for record in done])
                for one in challengers()
            }
            if done
            else {}
        )
        if probas:
            columns = zip(*probas.values(), strict=True)
            record_challengers(
                connection,
                {
                    record.id: dict(zip(probas, row, strict=True))
                    for record, row in zip(done, columns, strict=True)
                },
            )
    except Exception as error:  # noqa: BLE001 - whatever a challenger does, the score stands
        return f"{type(error).__name__}: {error}"
    return None


def make_records(model: ScoringModel, pending: Sequence[PendingScore]) -> list[ScoreRecord]:
    """Scores in one vectorised call; impossible features fail their own score and no other."""
    possible: list[tuple[PendingScore, Applicant]] = []
    records = []
    for score in pending:
        try:
            features = build_features(score.answers)
            possible.append((score, Applicant(features, score.payment_history)))
        except ImpossibleFeaturesError as error:
            records.append(_failed(score, error))
    if possible:
        scored = model.score([applicant for _, applicant in possible])
        records += [
            _done(model, score, result) for (score, _), result in zip(possible, scored, strict=True)
        ]
    return records


def _failed(score: PendingScore, error: ImpossibleFeaturesError) -> ScoreRecord:
    return ScoreRecord(
        id=str(score.id),
        status=ScoreStatus.FAILED,
        error=f"{error.code}: {'; '.join(error.detail)}",
    )


def _done(model: ScoringModel, score: PendingScore, result: ScoredClient) -> ScoreRecord:
    return ScoreRecord(
        id=str(score.id),
        status=ScoreStatus.DONE,
        proba=result.proba,
        grade=result.grade,
        decision=result.decision,
        reasons=[asdict(reason) for reason in result.reasons],
        features=result.features,
        model=result.model,
        model_version=model.version,
        policy_version=model.policy.version,
    )
