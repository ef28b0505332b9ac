"""Packs scores that stand whole, so that what reads both can be asked of the same scores twice."""

from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from sqlalchemy import Connection, insert, null, select, update

from core.kit.identifiers import new_id
from core.scores.batch_records import ScoreRecord
from core.scores.packed_scores import PACKED_COLUMNS, pack_records
from core.scores.tables import portfolio_batches, scores

EMPTIED = {
    *("features", "contributions", "reasons", "model", "model_version", "model_sha256"),
    *("policy_version", "policy_sha256", "provenance_id"),
}


def pack_in_place(connection: Connection, ids: Sequence[UUID], requested_by: int) -> None:
    """Has the database hold these scores as if a portfolio had made them; nothing is committed."""
    named = [scores.c[field.name] for field in fields(ScoreRecord)]
    rows = connection.execute(select(*named).where(scores.c.id.in_(ids))).all()
    assert len(rows) == len(ids) > 0
    batch_id = new_id()
    told = {"id": batch_id, "requested_by": requested_by, "filters": {}}
    connection.execute(insert(portfolio_batches).values(**told))
    records = [ScoreRecord(**{**row._mapping, "id": str(row.id)}) for row in rows]
    for row in pack_records(connection, records):
        packed = {
            column.name: null() if row[column.name] is None else row[column.name]
            for column in PACKED_COLUMNS
        }
        emptied = dict.fromkeys(EMPTIED, null())  # None is a null of JSON
        connection.execute(
            update(scores)
            .where(scores.c.id == UUID(row["id"]))
            .values(**packed, **emptied, batch_id=batch_id)
        )
