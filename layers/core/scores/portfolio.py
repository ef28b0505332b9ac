"""Statements on rescorings of many clients: ask, see how far they are and what they moved."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, text

from core.kit.errors import NotFoundError
from core.kit.identifiers import new_id
from core.scores.records import PortfolioBatch, ScoreChange
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision
from core.scores.tables import portfolio_batches

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
_MATCHING_CLIENTS = text(
    """
    SELECT id FROM clients
     WHERE client_since IS NOT NULL AND closed_at IS NULL
       AND (CAST(:manager_id AS bigint) IS NULL OR manager_id = :manager_id)
       AND (CAST(:client_ids AS bigint[]) IS NULL OR id = ANY(:client_ids))
     ORDER BY id
    """
)
# Compared in log-odds, so that 0.1 % -> 0.2 % counts as much as 10 % -> 18 %.
_CHANGES = text(
    """
    SELECT c.id AS client_id, c.first_name, c.last_name,
           before.proba AS proba_before, s.proba, before.grade AS grade_before, s.grade,
           before.decision AS decision_before, s.decision
      FROM scores s
      JOIN clients c ON c.id = s.client_id
      LEFT JOIN LATERAL (
        SELECT proba, grade, decision FROM scores
         WHERE client_id = s.client_id AND status = 'done' AND id < s.id ORDER BY id DESC LIMIT 1
      ) before ON true
     WHERE s.batch_id = :batch_id AND s.status = 'done'
     ORDER BY abs(ln(s.proba / (1 - least(s.proba, 0.999999)))
                  - ln(before.proba / (1 - least(before.proba, 0.999999))))
              DESC NULLS LAST, c.id
    """
)
# The ids come as one array, so that 10,000 rows are one statement of one size. Asked for at this
# moment, not at the transaction's beginning: what was fed in the same one is older.
_INSERT_BATCH = text(
    """
    INSERT INTO scores (id, client_id, requested_by, batch_id, requested_at)
    SELECT *, :requested_by, :batch_id, clock_timestamp()
      FROM unnest(CAST(:score_ids AS uuid[]), CAST(:client_ids AS bigint[]))
    """
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
    score_ids = [new_id() for _ in client_ids]
    batch_id = new_id()
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


def get_batch(connection: Connection, batch_id: UUID) -> PortfolioBatch:
    """Returns how far a portfolio rescoring is.

    Raises:
        NotFoundError: there is none such.
    """
    row = connection.execute(_PROGRESS, {"batch_id": batch_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such rescoring.")
    return PortfolioBatch(**row._mapping)


def list_changes(connection: Connection, batch_id: UUID) -> list[ScoreChange]:
    """Returns what the finished scores of a batch changed, the largest change first."""
    rows = connection.execute(_CHANGES, {"batch_id": batch_id})
    return [_to_change(row) for row in rows]


def _to_change(row: Row[Any]) -> ScoreChange:
    return ScoreChange(
        **{
            **row._mapping,
            "points_before": shown(row.proba_before, row.grade_before).points,
            "points": shown(row.proba, row.grade).points,
            "decision": Decision(row.decision),
            "decision_before": row.decision_before and Decision(row.decision_before),
        }
    )
