"""Statements on scores as people see them: ask for one, wait for it, look at them."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text

from core.kit.identifiers import new_id
from core.scores.records import Score
from core.scores.rules.vocabulary import Decision, ModelName, ScoreStatus
from core.scores.tables import scores

_COLUMNS = [scores.c[field.name] for field in fields(Score)]
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


def insert_pending(connection: Connection, client_id: int, requested_by: int) -> UUID | None:
    """Writes a pending score: the row is the outbox of the message that follows the commit.

    Returns:
        Its id, or None if there is no such client.
    """
    values = {
        "id": str(new_id()),
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
