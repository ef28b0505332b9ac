"""Statements of the scoring itself: load a batch, record a batch."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.clients.rules.history import Months
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.kit.database import dump_json
from core.scores.batch_records import PendingScore, ScoreRecord
from core.scores.rules.enquiry_answers import read_enquiry
from core.scores.rules.vocabulary import ScoreStatus

# `extract` would count in decimals, and load half as long again
_NUMBER = "CAST(date_part('year', {0}) * 12 + date_part('month', {0}) - 1 AS int)"


def months_of_credit(until: str) -> str:
    """Returns the statement of the months of a credit ``k``, for ``months_in`` to read: one row.

    Where one follows upon the other, each with a letter, the newest one and the letters tell them
    all: to number each, and to send the numbers, takes as long as to look the months up.

    Args:
        until: SQL of the last day that is looked at.
    """
    newest, oldest = _NUMBER.format("max(month)"), _NUMBER.format("min(month)")
    told = f"""payment_months
             WHERE credit_id = k.id AND superseded_at IS NULL AND month <= {until}"""
    return f"""
        SELECT {newest} AS newest, string_agg(status, '') AS statuses,
               CASE WHEN {newest} - {oldest} >= count(*)
                      OR length(string_agg(status, '')) <> count(*) THEN (
                 SELECT array_agg({_NUMBER.format("month")} ORDER BY month DESC) FROM {told}
               ) END AS numbers
          FROM (SELECT month, status FROM {told} ORDER BY month DESC) told"""


def months_in(rows: Iterable[Row[Any]]) -> tuple[Months, ...]:
    """Returns the months of the credits of which there are any, one of each row."""
    return tuple(
        Months(row.numbers or range(row.newest, row.newest - len(row.statuses), -1), row.statuses)
        for row in rows
        if row.newest is not None
    )


# One row a credit of each score. No lock: two scorers that hold the same id both compute it, and
# _RECORD lets only one write.
_LOAD = text(
    f"""
    SELECT s.id, s.status, s.resent_at IS NOT NULL AS was_resent, c.id AS client_id,
           coalesce(s.as_of, CAST(:as_of AS date)) AS as_of, e.answers AS told, e.histories,
           m.newest, m.statuses, m.numbers, {", ".join(f"c.{name}" for name in QUESTIONNAIRE)}
      FROM scores s
      LEFT JOIN enquiries e ON e.id = s.enquiry_id
      LEFT JOIN clients c ON c.id = s.client_id
      LEFT JOIN credits k ON k.client_id = s.client_id
      LEFT JOIN LATERAL ({months_of_credit("coalesce(s.as_of, CAST(:as_of AS date))")}) m ON true
     WHERE s.id = ANY(CAST(:ids AS uuid[]))
     ORDER BY s.id
    """
)
# A day that was asked for stays, whatever becomes of the score
_SET = "as_of = coalesce(s.as_of, r.as_of), " + ", ".join(
    f"{field.name} = r.{field.name}"
    for field in fields(ScoreRecord)
    if field.name not in {"id", "as_of"}
)
# Only rows that nothing was recorded of are touched, so a message delivered twice changes nothing.
# Asked so, and not by the status: the index of pending ones holds all that waits, and with the
# statistics of a quiet hour PostgreSQL would look through it for each batch.
_RECORD = text(
    f"""
    UPDATE scores AS s SET {_SET}, scored_at = now()
      FROM jsonb_populate_recordset(CAST(NULL AS scores), CAST(:records AS jsonb)) AS r
     WHERE s.id = r.id AND s.id = ANY(CAST(:ids AS uuid[])) AND s.scored_at IS NULL
    RETURNING s.status
    """
)
_COUNT_ATTEMPT = text(
    "UPDATE scores SET attempts = attempts + 1 WHERE id = ANY(CAST(:ids AS uuid[]))"
)
_RECORD_CHALLENGERS = text(
    """
    UPDATE scores AS s SET challengers = r.challengers
      FROM jsonb_populate_recordset(CAST(NULL AS scores), CAST(:records AS jsonb)) AS r
     WHERE s.id = r.id AND s.id = ANY(CAST(:ids AS uuid[])) AND s.challengers IS NULL
    """
)


def load_pending(
    connection: Connection, score_ids: Sequence[UUID], as_of: date
) -> tuple[list[PendingScore], set[UUID]]:
    """Loads what a batch needs in one query; months after the date of scoring are left out.

    Args:
        as_of: the date of those that were asked for without one.

    Returns:
        The scores still pending, and the ids of all that exist: an id that is missing there is
        unknown, one that is not pending was recorded before.
    """
    parameters = {"ids": [str(score_id) for score_id in score_ids], "as_of": as_of}
    rows = connection.execute(_LOAD, parameters).all()
    pending = [row for row in rows if row.status == ScoreStatus.PENDING]
    grouped = groupby(pending, key=lambda row: row.id)
    return [_to_pending(score_id, of_one) for score_id, of_one in grouped], {row.id for row in rows}


def _to_pending(score_id: UUID, rows: Iterable[Row[Any]]) -> PendingScore:
    first, *others = rows
    if first.told is not None:
        answers, histories = read_enquiry(first.told, first.histories)
        return PendingScore(score_id, first.was_resent, first.as_of, answers, histories)
    known = first._mapping
    answers = {name: known[name] for name in QUESTIONNAIRE}
    return PendingScore(
        score_id,
        first.was_resent,
        first.as_of,
        None if first.client_id is None else answers,
        months_in((first, *others)),
    )


def count_attempt(connection: Connection, score_ids: Sequence[UUID]) -> None:
    """Notes that a scorer begins with scores which the sweep has sent again.

    Written before they are scored, so that a scorer which dies over one of them has counted.
    """
    connection.execute(_COUNT_ATTEMPT, {"ids": [str(score_id) for score_id in score_ids]})


def record_scores(connection: Connection, records: Sequence[ScoreRecord]) -> Counter[ScoreStatus]:
    """Records a batch in one statement; returns how many rows took which status.

    Rows that were recorded before are left alone and not counted.
    """
    payload = dump_json([vars(record) for record in records])  # asdict() would copy every reason
    written = {"records": payload, "ids": [record.id for record in records]}
    statuses = connection.execute(_RECORD, written).scalars()
    return Counter(ScoreStatus(status) for status in statuses)


def record_challengers(connection: Connection, probas: Mapping[str, Mapping[str, float]]) -> None:
    """Records score id -> challenger -> probability, where none is recorded yet."""
    records = [{"id": score_id, "challengers": row} for score_id, row in probas.items()]
    connection.execute(_RECORD_CHALLENGERS, {"records": dump_json(records), "ids": list(probas)})
