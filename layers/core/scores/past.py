"""Statements that ask for scores as of days gone by, of what is known of those days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import Connection, insert, text

from core.kit.identifiers import id_of, new_id
from core.scores.tables import portfolio_batches, scores

# Of a day before the present job began, or before the first credit, the answers tell nothing
_WANTED = text(
    """
    SELECT c.id AS client_id, d.day
      FROM clients c CROSS JOIN unnest(CAST(:days AS date[])) d(day)
     WHERE c.id = ANY(:client_ids) AND (c.employed_since IS NULL OR c.employed_since <= d.day)
       AND EXISTS (SELECT FROM credits WHERE client_id = c.id AND issued_on <= d.day)
       AND NOT EXISTS (SELECT FROM scores WHERE client_id = c.id AND as_of = d.day)
     ORDER BY d.day, c.id
    """
)


def insert_past_scores(
    connection: Connection, client_ids: Sequence[int], days: Sequence[date], requested_by: int
) -> tuple[UUID, list[UUID]]:
    """Writes a pending score a client and day, where there is none of that day yet.

    When it was asked for and made is told as it is: now. Only its id has the place of its day, so
    that it stands before what was made of later days.

    Returns:
        The id of the rescoring they belong to, and the ids of the scores.
    """
    wanted = connection.execute(_WANTED, {"client_ids": list(client_ids), "days": list(days)}).all()
    batch_id = new_id()
    rows = [
        {
            "id": id_of(datetime.combine(row.day, time(12), UTC)),
            "client_id": row.client_id,
            "as_of": row.day,
            "requested_by": requested_by,
            "batch_id": batch_id,
        }
        for row in wanted
    ]
    connection.execute(
        insert(portfolio_batches).values(
            id=batch_id,
            requested_by=requested_by,
            filters={"as_of": [str(day) for day in days]},
            total=len(rows),
        )
    )
    if rows:
        connection.execute(insert(scores), rows)
    return batch_id, [row["id"] for row in rows]
