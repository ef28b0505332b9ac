"""Statements of the scoring itself: load a batch, record a batch, sweep what was left behind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.database import dump_json
from core.features import QUESTIONNAIRE
from core.vocabulary import ScoreStatus


@dataclass(frozen=True)
class PendingScore:
    """A score that waits, with all that the model may look at."""

    id: UUID
    answers: dict[str, Any]
    payment_history: list[dict[str, Any]]


@dataclass(frozen=True)
class ScoreRecord:
    """What the scorer writes: a finished score, or the error why there is none."""

    id: str
    status: ScoreStatus
    proba: float | None = None
    grade: str | None = None
    decision: str | None = None
    reasons: list[dict[str, Any]] | None = None
    features: dict[str, Any] | None = None
    model: str | None = None
    model_version: str | None = None
    policy_version: str | None = None
    error: str | None = None


# No lock: two scorers that hold the same id both compute it, and _RECORD lets only one write.
_LOAD = text(
    f"""
    SELECT s.id, s.status, {", ".join(f"c.{name}" for name in QUESTIONNAIRE)},
           coalesce(k.payment_history, '[]') AS payment_history
      FROM scores s
      JOIN clients c ON c.id = s.client_id
      LEFT JOIN credits k ON k.client_id = s.client_id
     WHERE s.id = ANY(CAST(:ids AS uuid[]))
    """
)
# Only rows still pending are touched, so a message delivered twice changes nothing.
_RECORD = text(
    """
    UPDATE scores AS s
       SET status = r.status, proba = r.proba, grade = r.grade, decision = r.decision,
           reasons = r.reasons,
           features = r.features, model = r.model,
           model_version = r.model_version, policy_version = r.policy_version, error = r.error,
           scored_at = now()
      FROM jsonb_to_recordset(CAST(:records AS jsonb)) AS r(
             id uuid, status text, proba double precision, grade text, decision text,
             reasons jsonb, features jsonb, model text, model_version text,
             policy_version text, error text)
     WHERE s.id = r.id AND s.status = 'pending'
    RETURNING s.status
    """
)
_RECORD_CHALLENGERS = text(
    """
    UPDATE scores AS s SET challengers = r.challengers
      FROM jsonb_to_recordset(CAST(:records AS jsonb)) AS r(id uuid, challengers jsonb)
     WHERE s.id = r.id AND s.challengers IS NULL
    """
)
_CLAIM_STALE = text(
    """
    UPDATE scores SET resent_at = now()
     WHERE id IN (
       SELECT id FROM scores
        WHERE status = 'pending'
          AND coalesce(resent_at, requested_at) < now() - make_interval(secs => :age_seconds)
        ORDER BY requested_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    RETURNING id
    """
)
_EXPIRE = text(
    """
    UPDATE scores SET status = 'failed', error = :error, scored_at = now()
     WHERE status = 'pending' AND requested_at < now() - make_interval(secs => :age_seconds)
    """
)
_COUNT_PENDING = text("SELECT count(*) FROM scores WHERE status = 'pending'")


def load_pending(
    connection: Connection, score_ids: Sequence[UUID]
) -> tuple[list[PendingScore], set[UUID]]:
    """Loads what a batch needs in one query.

    Returns:
        The scores still pending, and the ids of all that exist: an id that is missing there is
        unknown, one that is not pending was recorded before.
    """
    rows = connection.execute(_LOAD, {"ids": [str(score_id) for score_id in score_ids]}).all()
    pending = [_to_pending(row) for row in rows if row.status == ScoreStatus.PENDING]
    return pending, {row.id for row in rows}


def _to_pending(row: Row[Any]) -> PendingScore:
    score_id, _status, *answers, payment_history = tuple(row)
    return PendingScore(score_id, dict(zip(QUESTIONNAIRE, answers, strict=True)), payment_history)


def record_scores(connection: Connection, records: Sequence[ScoreRecord]) -> Counter[ScoreStatus]:
    """Records a batch in one statement; returns how many rows took which status.

    Rows that were recorded before are left alone and not counted.
    """
    payload = dump_json([asdict(record) for record in records])
    statuses = connection.execute(_RECORD, {"records": payload}).scalars()
    return Counter(ScoreStatus(status) for status in statuses)


def record_challengers(connection: Connection, probas: Mapping[str, Mapping[str, float]]) -> None:
    """Records score id -> challenger -> probability, where none is recorded yet."""
    records = [{"id": score_id, "challengers": row} for score_id, row in probas.items()]
    connection.execute(_RECORD_CHALLENGERS, {"records": dump_json(records)})


def claim_stale(connection: Connection, age_seconds: int, limit: int) -> list[UUID]:
    """Takes the pending scores whose message is older than ``age_seconds``, to send them again."""
    parameters = {"age_seconds": age_seconds, "limit": limit}
    return list(connection.execute(_CLAIM_STALE, parameters).scalars())


def expire_pending(connection: Connection, age_seconds: int, error: str) -> int:
    """Fails the scores that have been pending for longer than ``age_seconds``; returns how many."""
    return connection.execute(_EXPIRE, {"age_seconds": age_seconds, "error": error}).rowcount


def count_pending(connection: Connection) -> int:
    """Returns how many scores wait."""
    count: int = connection.execute(_COUNT_PENDING).scalar_one()
    return count
