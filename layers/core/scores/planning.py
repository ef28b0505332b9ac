"""Lays a rescoring out in chunks along the ids of its clients, in steps that bear being cut off."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

CLIENTS_PER_CHUNK = 500
CLIENTS_PER_STEP = 50_000

# Of a client c and the rescoring b; on a day gone by somebody may have been one who left since
MATCHING = """
    c.client_since IS NOT NULL AND (c.closed_at IS NULL OR b.filters ? 'days')
    AND (b.filters ->> 'manager_id' IS NULL
         OR c.manager_id = CAST(b.filters ->> 'manager_id' AS bigint))
    AND (coalesce(jsonb_typeof(b.filters -> 'client_ids'), 'null') = 'null'
         OR c.id IN (SELECT CAST(one AS bigint)
                       FROM jsonb_array_elements_text(b.filters -> 'client_ids') one))
"""
_LOCK = text(
    """
    SELECT filters -> 'days' AS days, clients_reached, planned_at IS NOT NULL AS planned
      FROM portfolio_batches WHERE id = :batch_id FOR UPDATE
    """
)
_LAY_OUT = text(
    f"""
    WITH step AS (
      SELECT c.id FROM portfolio_batches b JOIN clients c ON {MATCHING}
       WHERE b.id = :batch_id AND c.id > :reached ORDER BY c.id LIMIT :clients
    ), numbered AS (
      SELECT id, (row_number() OVER (ORDER BY id) - 1) / :per_chunk AS place FROM step
    ), parts AS (
      SELECT place, min(id) - 1 AS after_id, max(id) AS to_id, count(*) AS clients
        FROM numbered GROUP BY place
    ), days AS (
      SELECT day, row_number() OVER (ORDER BY day) - 1 AS place
        FROM unnest(CAST(:days AS date[])) day
    )
    INSERT INTO portfolio_chunks (batch_id, chunk_no, after_id, to_id, as_of, clients, sent_at)
    SELECT :batch_id, k.next_no + row_number() OVER (ORDER BY d.place, p.place) - 1,
           p.after_id, p.to_id, d.day, p.clients, '-infinity'
      FROM parts p CROSS JOIN days d CROSS JOIN (
        SELECT coalesce(max(chunk_no) + 1, 0) AS next_no
          FROM portfolio_chunks WHERE batch_id = :batch_id
      ) k
    RETURNING chunk_no, to_id, clients, as_of
    """
)
_ADVANCE = text(
    """
    UPDATE portfolio_batches
       SET clients_reached = :reached, stepped_at = now(),
           planned_at = CASE WHEN :planned THEN now() END,
           ended_at = CASE WHEN :planned AND NOT EXISTS (
             SELECT FROM portfolio_chunks WHERE batch_id = :batch_id AND recorded_at IS NULL
           ) THEN now() END
     WHERE id = :batch_id
    """
)
# Until then the next sweep sends it: whoever laid it out may have died over it
_MARK_SENT = text(
    """
    UPDATE portfolio_chunks SET sent_at = now()
     WHERE batch_id = :batch_id AND chunk_no = ANY(:chunk_nos) AND sent_at = '-infinity'
    """
)


@dataclass(frozen=True)
class Planned:
    """The chunks that a step laid out, to be sent once it is committed.

    Attributes:
        chunk_nos: none where the rescoring was laid out, cancelled, or of nobody.
        is_last: whether all are laid out now.
    """

    chunk_nos: Sequence[int]
    is_last: bool


def plan_step(connection: Connection, batch_id: UUID) -> Planned:
    """Lays out the next chunks of a rescoring; whoever does it at the same moment comes after."""
    batch = connection.execute(_LOCK, {"batch_id": batch_id}).one_or_none()
    if batch is None or batch.planned:
        return Planned([], is_last=True)
    days = batch.days or [None]
    rows = connection.execute(
        _LAY_OUT,
        {
            "batch_id": batch_id,
            "reached": batch.clients_reached,
            "clients": CLIENTS_PER_STEP,
            "per_chunk": CLIENTS_PER_CHUNK,
            "days": days,
        },
    ).all()
    laid_out = sum(row.clients for row in rows) // len(days)
    is_last = laid_out < CLIENTS_PER_STEP
    reached = max((row.to_id for row in rows), default=batch.clients_reached)
    connection.execute(_ADVANCE, {"batch_id": batch_id, "reached": reached, "planned": is_last})
    return Planned([row.chunk_no for row in rows], is_last)


def mark_sent(connection: Connection, batch_id: UUID, chunk_nos: Sequence[int]) -> None:
    """Notes that the messages of chunks have left."""
    connection.execute(_MARK_SENT, {"batch_id": batch_id, "chunk_nos": list(chunk_nos)})
