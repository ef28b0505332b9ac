"""Statements on scores as people see them: ask for one, look at them, ask for many."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, text
from uuid6 import uuid7

from core.entities import PortfolioBatch, Score
from core.tables import portfolio_batches, scores
from core.vocabulary import Decision, ModelName, ScoreStatus

_COLUMNS = [
    scores.c[name]
    for name in (
        "id",
        "client_id",
        "status",
        "requested_at",
        "scored_at",
        "proba",
        "grade",
        "decision",
        "reasons",
        "features",
        "model",
        "challengers",
        "model_version",
        "policy_version",
        "error",
    )
]
_PROGRESS = text(
    """
    SELECT b.id, b.requested_at, b.total,
           count(*) FILTER (WHERE s.status = 'pending') AS pending,
           count(*) FILTER (WHERE s.status = 'done') AS done,
           count(*) FILTER (WHERE s.status = 'failed') AS failed
      FROM portfolio_batches b LEFT JOIN scores s ON s.batch_id = b.id
     WHERE b.id = :batch_id GROUP BY b.id
    """
)
_WAIT = text(
    f"SELECT {', '.join(column.name for column in _COLUMNS)}"
    " FROM wait_for_score(CAST(:score_id AS uuid), :seconds)"
)
_MATCHING_CLIENTS = text(
    """
    SELECT id FROM clients
     WHERE (CAST(:manager_id AS bigint) IS NULL OR manager_id = :manager_id) ORDER BY id
    """
)
# The ids come as one array, so that 10,000 rows are one statement of one size.
_INSERT_BATCH = text(
    """
    INSERT INTO scores (id, client_id, requested_by, batch_id)
    SELECT *, :requested_by, :batch_id
      FROM unnest(CAST(:score_ids AS uuid[]), CAST(:client_ids AS bigint[]))
    """
)


def insert_pending(connection: Connection, client_id: int, requested_by: int) -> UUID:
    """Writes a pending score: the row is the outbox of the message that follows the commit."""
    score_id = UUID(bytes=uuid7().bytes)
    connection.execute(
        insert(scores).values(id=score_id, client_id=client_id, requested_by=requested_by)
    )
    return score_id


def get_score(connection: Connection, score_id: UUID) -> Score | None:
    """Returns one score."""
    row = connection.execute(select(*_COLUMNS).where(scores.c.id == score_id)).one_or_none()
    return _to_score(row) if row else None


def wait_for_score(connection: Connection, score_id: UUID, seconds: float) -> Score:
    """Returns a score as soon as it is no longer pending, or as it is after ``seconds``.

    The database looks at the row by itself: one round trip instead of dozens, and no notification
    channel, which connection proxies cannot share.
    """
    row = connection.execute(_WAIT, {"score_id": score_id, "seconds": seconds}).one()
    return _to_score(row)


def list_scores(connection: Connection, client_id: int, limit: int) -> list[Score]:
    """Returns the latest scores of a client, newest first."""
    statement = (
        select(*_COLUMNS)
        .where(scores.c.client_id == client_id)
        .order_by(scores.c.id.desc())
        .limit(limit)
    )
    return [_to_score(row) for row in connection.execute(statement)]


def _to_score(row: Row[Any]) -> Score:
    return Score(
        **{
            **row._mapping,
            "status": ScoreStatus(row.status),
            "decision": row.decision and Decision(row.decision),
            "model": row.model and ModelName(row.model),
        }
    )


def insert_portfolio(
    connection: Connection, *, requested_by: int, manager_id: int | None
) -> tuple[UUID, list[UUID]]:
    """Writes a pending score for every client, or for those of one manager.

    Returns:
        The batch id and the ids of its scores.
    """
    filters = {"manager_id": manager_id}
    client_ids = list(connection.execute(_MATCHING_CLIENTS, filters).scalars())
    score_ids = [UUID(bytes=uuid7().bytes) for _ in client_ids]
    batch_id = UUID(bytes=uuid7().bytes)
    connection.execute(
        insert(portfolio_batches).values(
            id=batch_id, requested_by=requested_by, filters=filters, total=len(score_ids)
        )
    )
    connection.execute(
        _INSERT_BATCH,
        {
            "score_ids": [str(score_id) for score_id in score_ids],
            "client_ids": client_ids,
            "requested_by": requested_by,
            "batch_id": batch_id,
        },
    )
    return batch_id, score_ids


def get_batch(connection: Connection, batch_id: UUID) -> PortfolioBatch | None:
    """Returns how far a portfolio rescoring is."""
    row = connection.execute(_PROGRESS, {"batch_id": batch_id}).one_or_none()
    return PortfolioBatch(**row._mapping) if row else None
