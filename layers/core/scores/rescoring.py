"""Statements that rescore the clients whose payments have changed since a score was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from core.scores.portfolio import insert_portfolio

CLIENTS_A_STEP = 10_000

# The latest score that was asked for, finished or not, comes from ix_scores_client_id_id.
_IS_TOUCHED = """
    c.client_since IS NOT NULL AND c.closed_at IS NULL
    AND c.payments_updated_at > coalesce(
      (SELECT requested_at FROM scores WHERE client_id = c.id ORDER BY id DESC LIMIT 1),
      '-infinity')
"""
_OF_THESE = text(
    f"SELECT id FROM clients c WHERE id = ANY(:client_ids) AND {_IS_TOUCHED} ORDER BY id"
)
_STEP = text(
    f"""
    SELECT array_agg(id ORDER BY id) FILTER (WHERE {_IS_TOUCHED}) AS touched,
           max(id) AS last_id, count(*) AS looked_at
      FROM (SELECT * FROM clients WHERE id > :after ORDER BY id LIMIT :clients) c
    """
)


@dataclass(frozen=True)
class Touched:
    """Clients whose payments are newer than their latest score, of so many that were looked at.

    Attributes:
        next_after: the client after whom to go on; None at the end.
    """

    client_ids: list[int]
    next_after: int | None


def find_touched(connection: Connection, after: int) -> Touched:
    """Looks at the next clients after one, as many as a step takes."""
    row = connection.execute(_STEP, {"after": after, "clients": CLIENTS_A_STEP}).one()
    return Touched(row.touched or [], row.last_id if row.looked_at == CLIENTS_A_STEP else None)


def rescore_touched(
    connection: Connection, requested_by: int, client_ids: Sequence[int]
) -> tuple[UUID | None, int]:
    """Asks for new scores of those of these clients whose payments changed since the latest one.

    May stand in the transaction of the feed. The caller sends the rescoring once it has committed.

    Args:
        client_ids: at most ``CLIENTS_A_STEP``; of more the caller makes steps.

    Returns:
        The rescoring and of how many it is; None and 0 where nobody was touched.
    """
    if len(client_ids) > CLIENTS_A_STEP:
        raise ValueError(f"rescore at most {CLIENTS_A_STEP} clients in a step")
    touched = list(connection.execute(_OF_THESE, {"client_ids": list(client_ids)}).scalars())
    if not touched:
        return None, 0
    batch_id = insert_portfolio(connection, requested_by=requested_by, chosen_ids=touched)
    return batch_id, len(touched)
