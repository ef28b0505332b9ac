"""Statements of the scoring of a portfolio: load a chunk, record it once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.clock import bank_time_zone
from core.kit.database import dump_json
from core.kit.identifiers import id_of, new_id
from core.scores.batch_records import PendingScore, ScoreRecord
from core.scores.packed_scores import PACKED_NAMES, pack_records
from core.scores.planning import MATCHING
from core.scores.recording import months_in, months_of_credit
from core.scores.rules.moving import Change, moved_by
from core.scores.rules.vocabulary import Decision, ScoreStatus

_BEGIN = text(
    """
    UPDATE portfolio_chunks k SET attempts = attempts + 1
      FROM portfolio_batches b
     WHERE k.batch_id = :batch_id AND k.chunk_no = :chunk_no AND b.id = k.batch_id
       AND k.recorded_at IS NULL AND b.cancelled_at IS NULL
    RETURNING k.after_id, k.to_id, coalesce(k.as_of, CAST(:as_of AS date)) AS as_of,
              k.as_of IS NOT NULL AS is_past, b.requested_by, clock_timestamp() AS read_at
    """
)
# Of a day before the present job began the answers tell nothing, and nobody scores a stranger. Who
# was scored then is looked up one by one: PostgreSQL would look EXISTS up in all scores of the day.
_KNOWN_ON = """
    (c.employed_since IS NULL OR c.employed_since <= :as_of)
    AND c.client_since < :day_ends AND (c.closed_at IS NULL OR c.closed_at >= :day_ends)
    AND (SELECT true FROM scores WHERE client_id = c.id AND as_of = :as_of LIMIT 1) IS NULL
"""
_LOAD = text(
    f"""
    SELECT {", ".join(f"c.{name}" for name in QUESTIONNAIRE)},
           c.id, m.newest, m.statuses, m.numbers, before.proba AS proba_before,
           before.grade AS grade_before, before.decision AS decision_before
      FROM portfolio_batches b JOIN clients c ON {MATCHING}
      LEFT JOIN LATERAL (
        SELECT proba, grade, decision FROM scores
         WHERE client_id = c.id AND status = 'done' AND id < :before ORDER BY id DESC LIMIT 1
      ) before ON true
      LEFT JOIN credits k ON k.client_id = c.id
      LEFT JOIN LATERAL ({months_of_credit(":as_of")}) m ON true
     WHERE b.id = :batch_id AND c.id > :after_id AND c.id <= :to_id
       AND (NOT :is_past OR {_KNOWN_ON})
     ORDER BY c.id
    """
)
_END = text(
    """
    UPDATE portfolio_chunks SET recorded_at = now(), done = :done, failed = :failed,
           moved = CAST(:moved AS jsonb), largest_change = :largest_change
     WHERE batch_id = :batch_id AND chunk_no = :chunk_no AND recorded_at IS NULL
    """
)
_WRITTEN = ", ".join(PACKED_NAMES)
# As json, not jsonb, what is packed comes through as it was written, without spaces
_RECORD = text(
    f"""
    INSERT INTO scores (client_id, challengers, requested_by, requested_at, batch_id, scored_at,
                        {_WRITTEN})
    SELECT client_id, challengers, :requested_by, :read_at, :batch_id, now(), {_WRITTEN}
      FROM json_populate_recordset(CAST(NULL AS scores), CAST(:records AS json))
    """
)
_IS_OVER = """
    b.planned_at IS NOT NULL AND b.ended_at IS NULL AND NOT EXISTS (
      SELECT FROM portfolio_chunks k WHERE k.batch_id = b.id AND k.recorded_at IS NULL)
"""
# Asked once a chunk is committed: of two that end at one moment the later sees both
_END_BATCH = text(
    f"UPDATE portfolio_batches b SET ended_at = now() WHERE b.id = :batch_id AND {_IS_OVER}"
)
_END_BATCHES = text(f"UPDATE portfolio_batches b SET ended_at = now() WHERE {_IS_OVER}")


@dataclass(frozen=True)
class Before:
    """The score of a client before this one."""

    proba_before: float | None
    grade_before: str | None
    decision_before: Decision | None


@dataclass(frozen=True)
class Chunk:
    """A part of a rescoring with all that a model may look at; scores have their ids already.

    Attributes:
        read_at: when it was read: what changes later is not known to its scores.
        clients: of each score, by its id as it is recorded, whose it is.
        before: by client.
    """

    batch_id: UUID
    chunk_no: int
    requested_by: int
    read_at: datetime
    pending: Sequence[PendingScore]
    clients: Mapping[str, int]
    before: Mapping[int, Before]


def begin_chunk(
    connection: Connection, batch_id: UUID, chunk_no: int, as_of: date
) -> Row[Any] | None:
    """Notes that a scorer begins with a chunk; None where it was recorded or is not wanted.

    Committed before it is scored, so that a scorer which dies over it has counted.
    """
    asked = {"batch_id": batch_id, "chunk_no": chunk_no, "as_of": as_of}
    return connection.execute(_BEGIN, asked).one_or_none()


def load_chunk(connection: Connection, batch_id: UUID, chunk_no: int, begun: Row[Any]) -> Chunk:
    """Loads what scoring a chunk needs in one query; months after its day are left out."""
    # Its id gives a score of a day gone by its place among the others
    noon = datetime.combine(begun.as_of, time(12), UTC)
    place = id_of(noon) if begun.is_past else UUID(int=2**128 - 1)
    day_ends = datetime.combine(begun.as_of + timedelta(1), time(), bank_time_zone())
    asked = {**begun._mapping, "batch_id": batch_id, "before": str(place), "day_ends": day_ends}
    rows = connection.execute(_LOAD, asked).all()
    pending: list[PendingScore] = []
    clients: dict[str, int] = {}
    before: dict[int, Before] = {}
    for client_id, of_one in groupby(rows, key=lambda row: row.id):
        first, *others = of_one
        score_id = id_of(noon) if begun.is_past else new_id()
        pending.append(_to_pending(score_id, begun.as_of, (first, *others)))
        clients[str(score_id)] = client_id
        decision = first.decision_before
        before[client_id] = Before(
            first.proba_before, first.grade_before, decision and Decision(decision)
        )
    return Chunk(batch_id, chunk_no, begun.requested_by, begun.read_at, pending, clients, before)


def _to_pending(score_id: UUID, as_of: date, rows: Sequence[Row[Any]]) -> PendingScore:
    return PendingScore(
        score_id,
        was_resent=False,
        as_of=as_of,
        answers=dict(zip(QUESTIONNAIRE, rows[0], strict=False)),  # the first columns
        credits=months_in(rows),
    )


def record_chunk(
    connection: Connection,
    chunk: Chunk,
    records: Sequence[ScoreRecord],
    challengers: Mapping[str, Mapping[str, float]],
) -> bool:
    """Records the scores of a chunk, all or nothing; returns False if it was recorded before.

    Args:
        challengers: score id -> challenger -> probability.
    """
    moved = moved_by(_changes(chunk, records))
    done = sum(record.status is ScoreStatus.DONE for record in records)
    key = {"batch_id": chunk.batch_id, "chunk_no": chunk.chunk_no}
    told = {
        **key,
        "done": done,
        "failed": len(records) - done,
        "moved": dump_json(asdict(moved)),
        "largest_change": moved.largest[0].size if moved.largest else None,
    }
    if connection.execute(_END, told).rowcount == 0:
        return False
    rows = [
        packed
        | {
            "client_id": chunk.clients[packed["id"]],
            "challengers": challengers.get(packed["id"]),
        }
        for packed in pack_records(connection, records)
    ]
    written = {
        "batch_id": chunk.batch_id,
        "requested_by": chunk.requested_by,
        "read_at": chunk.read_at,
        "records": dump_json(rows),
    }
    connection.execute(_RECORD, written)
    return True


def _changes(chunk: Chunk, records: Sequence[ScoreRecord]) -> list[Change]:
    return [
        Change(
            client_id,
            proba=record.proba,
            grade=record.grade,
            decision=Decision(record.decision),
            **vars(chunk.before[client_id]),
        )
        for record in records
        if record.proba is not None and record.decision is not None
        for client_id in (chunk.clients[record.id],)
    ]


def end_batch(connection: Connection, batch_id: UUID) -> None:
    """Ends a rescoring whose chunks are all recorded; call it once the last one is committed."""
    connection.execute(_END_BATCH, {"batch_id": batch_id})


def end_batches(connection: Connection) -> int:
    """Ends every rescoring whose chunks are all recorded; returns how many.

    A scorer that dies between the last chunk and the end of its rescoring leaves one.
    """
    return connection.execute(_END_BATCHES).rowcount
