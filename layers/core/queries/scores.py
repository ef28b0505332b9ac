"""Statements on scores as people see them: ask for one, look at them, ask for many."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, text
from uuid6 import uuid7

from core.entities import PortfolioBatch, Score, ScoreChange
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
    SELECT b.id, b.requested_by, b.requested_at, b.total,
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
# Whether the client exists is asked on the way: somebody waits behind this statement.
_INSERT_PENDING = text(
    """
    INSERT INTO scores (id, client_id, requested_by)
    SELECT CAST(:id AS uuid), id, :requested_by FROM clients WHERE id = :client_id
    RETURNING id
    """
).columns(scores.c.id)
_MATCHING_CLIENTS = text(
    """
    SELECT id FROM clients
     WHERE (CAST(:manager_id AS bigint) IS NULL OR manager_id = :manager_id)
       AND (CAST(:client_ids AS bigint[]) IS NULL OR id = ANY(:client_ids))
     ORDER BY id
    """
)
# Compared in log-odds, so that 0.1 % -> 0.2 % counts as much as 10 % -> 18 %.
_CHANGES = text(
    """
    SELECT c.id AS client_id, u.first_name, u.last_name,
           before.proba AS proba_before, s.proba, before.grade AS grade_before, s.grade,
           before.decision AS decision_before, s.decision
      FROM scores s
      JOIN clients c ON c.id = s.client_id
      JOIN users u ON u.id = c.user_id
      LEFT JOIN LATERAL (
        SELECT proba, grade, decision FROM scores
         WHERE client_id = s.client_id AND status = 'done' AND id < s.id ORDER BY id DESC LIMIT 1
      ) before ON true
     WHERE s.batch_id = :batch_id AND s.status = 'done'
     ORDER BY abs(ln(s.proba / (1 - s.proba)) - ln(before.proba / (1 - before.proba)))
              DESC NULLS LAST, c.id
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


def insert_pending(connection: Connection, client_id: int, requested_by: int) -> UUID | None:
    """Writes a pending score: the row is the outbox of the message that follows the commit.

    Returns:
        Its id, or None if there is no such client.
    """
    values = {
        "id": str(UUID(bytes=uuid7().bytes)),
        "client_id": client_id,
        "requested_by": requested_by,
    }
    score_id: UUID | None = connection.execute(_INSERT_PENDING, values).scalar_one_or_none()
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
    connection: Connection,
    *,
    requested_by: int,
    manager_id: int | None,
    chosen_ids: list[int] | None,
) -> tuple[UUID, list[UUID]]:
    """Writes a pending score for every client, for those of one manager, or for the chosen.

    Returns:
        The batch id and the ids of its scores.
    """
    filters = {"manager_id": manager_id, "client_ids": chosen_ids}
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


def list_changes(connection: Connection, batch_id: UUID) -> list[ScoreChange]:
    """Returns what the finished scores of a batch changed, the largest change first."""
    rows = connection.execute(_CHANGES, {"batch_id": batch_id})
    return [
        ScoreChange(
            **{
                **row._mapping,
                "decision": Decision(row.decision),
                "decision_before": row.decision_before and Decision(row.decision_before),
            }
        )
        for row in rows
    ]


def find_scores(connection: Connection, score_ids: Collection[UUID]) -> dict[UUID, Score]:
    """Returns those of the scores that exist, by id."""
    rows = connection.execute(select(*_COLUMNS).where(scores.c.id.in_(score_ids)))
    return {row.id: _to_score(row) for row in rows}
