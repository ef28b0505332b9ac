"""Statements on what was done about the reasons to deal with somebody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

from core.worklist.rules.subject import Subject
from core.worklist.rules.work_rows import Mark
from core.worklist.rules.work_words import MarkState, Reason

_COLUMNS = "client_id, application_number, reason, evidence, key, state, until"
_READ = text(
    f"""
    SELECT {_COLUMNS} FROM worklist_marks
     WHERE client_id = ANY(:client_ids) OR application_number = ANY(:application_numbers)
    """
)
_READ_KEY = text(f"SELECT {_COLUMNS} FROM worklist_marks WHERE key = :key")
_WRITE = """
    INSERT INTO worklist_marks ({columns}, marked_by)
    VALUES (:client_id, :application_number, :reason, :evidence, :key, :state, :until, :marked_by)
        ON CONFLICT ({subject}, reason) DO UPDATE SET
           evidence = excluded.evidence, key = excluded.key, state = excluded.state,
           until = excluded.until, marked_by = excluded.marked_by, marked_at = now()
"""
_WRITE_OF_CLIENT = text(_WRITE.format(columns=_COLUMNS, subject="client_id"))
_WRITE_OF_APPLICATION = text(_WRITE.format(columns=_COLUMNS, subject="application_number"))
_REMOVE = text("DELETE FROM worklist_marks WHERE key = :key RETURNING reason")


@dataclass(frozen=True)
class Deed:
    """What somebody does about a row of the list."""

    key: str
    state: MarkState
    until: date | None
    marked_by: int


def read_marks(
    connection: Connection, subjects: Collection[Subject]
) -> dict[tuple[Subject, Reason], Mark]:
    """Returns what was done about these, by subject and reason."""
    parameters = {
        "client_ids": [one.client_id for one in subjects if one.client_id],
        "application_numbers": [
            one.application_number for one in subjects if one.application_number
        ],
    }
    marks = map(_to_mark, connection.execute(_READ, parameters))
    return {(mark.subject, mark.reason): mark for mark in marks}


def read_marks_of_key(connection: Connection, key: str) -> list[Mark]:
    """Returns what was done to a row of the list."""
    return [_to_mark(row) for row in connection.execute(_READ_KEY, {"key": key})]


def _to_mark(row: Row[Any]) -> Mark:
    return Mark(
        subject=Subject(row.client_id, row.application_number),
        reason=Reason(row.reason),
        evidence=row.evidence,
        key=row.key,
        state=MarkState(row.state),
        until=row.until,
    )


def write_marks(
    connection: Connection, subject: Subject, evidence: Sequence[tuple[Reason, str]], deed: Deed
) -> None:
    """Writes what was done about these reasons, each with what was known of it."""
    rows = [
        {**vars(subject), **vars(deed), "reason": reason, "evidence": known}
        for reason, known in evidence
    ]
    of_client = subject.client_id is not None
    connection.execute(_WRITE_OF_CLIENT if of_client else _WRITE_OF_APPLICATION, rows)


def remove_marks(connection: Connection, key: str) -> list[Reason]:
    """Takes back what was done to a row of the list; returns the reasons that are open again."""
    return [Reason(one) for one in connection.execute(_REMOVE, {"key": key}).scalars()]
