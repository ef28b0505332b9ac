"""The check: the whole file, by the code that applies it, without the write."""

from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger
from pydantic import ValidationError
from sqlalchemy import Connection

from core.imports.issues import add_issues, clear_issues
from core.imports.leasing import advance, end_step
from core.imports.month_rows import count_open_without
from core.imports.records import Import, NewIssue, Sender
from core.imports.rules.import_states import ImportState, StepFault
from core.imports.senders import find_sender
from core.kit.database import connect, transaction
from importer.error_column import Marks, write_marked
from importer.fetching import (
    ROW_NUMBERS,
    FileDiffersError,
    fetched,
    put_left_out,
    put_marked,
    put_ordered,
)
from importer.judging import judge_of
from importer.ordering import Ordering
from importer.reading.codes import UnreadableFileError
from importer.reading.duplicates import Duplicates
from importer.reading.guessing import is_possible, missing_fields, open_questions
from importer.reading.mappings import Kind
from importer.reporting import Report, to_new
from importer.stepping import StepFaultError, Task
from importer.walking import Reading, one_ahead

logger = Logger()


def check(task: Task) -> None:
    """Judges every row, stores the report and what was found, and puts the marked file beside.

    One that broke off begins anew, as it writes nothing but its findings: it says so in the log,
    and ``rows_done`` counts from the first row again.

    Raises:
        StepFaultError: the file cannot be checked by this mapping.
    """
    reading, sender = settle(task.found)
    _require_complete(reading)
    if task.found.rows_done:
        logger.info("check begins anew", import_id=task.found.id, rows_done=task.found.rows_done)
    with transaction() as connection:
        clear_issues(connection, task.found.id)
        advance(connection, task.lease, rows_done=0)
    with opened(task.found) as path, Ordering(path.parent) as ordering:
        marks = Marks(path.with_name("marks"))
        report, doubled = _judge_all(task, reading, sender, path, marks, ordering)
        put_left_out(task.found, array(ROW_NUMBERS, sorted(doubled)))
        if reading.kind is Kind.PAYMENTS:
            put_ordered(task.found, ordering.write(path.with_name("ordered")))
        told = report.to_json(task.found.declared or {})
        told |= _missing(report, sender)
        if report.faults:
            marked = write_marked(path, reading, marks, doubled)
            put_marked(task.found, marked)
        told |= {"has_marked_file": bool(report.faults), "marked_suffix": ".csv"}
    with transaction() as connection:
        end_step(connection, task.lease, ImportState.CHECKED, report=told)


def settle(found: Import) -> tuple[Reading, Sender]:
    """Returns how a file is read, and in whose name.

    Raises:
        StepFaultError: the mapping cannot be read, or the sender may not do this any more.
    """
    try:
        reading = Reading.of(found)
    except (ValidationError, IndexError) as error:
        raise StepFaultError(StepFault.MAPPING_INVALID) from error
    with connect() as connection:
        sender = find_sender(connection, found.created_by)
    if sender is None:
        raise StepFaultError(StepFault.SENDER_MAY_NOT)
    return reading, sender


@contextmanager
def opened(found: Import) -> Iterator[Path]:
    """Gives the file of an import.

    Raises:
        StepFaultError: it is gone, or damaged further down.
    """
    try:
        with fetched(found) as path:
            yield path
    except FileDiffersError as error:
        raise StepFaultError(StepFault.FILE_DIFFERS) from error
    except UnreadableFileError as error:
        raise StepFaultError(error.code, **error.limits) from error


def _require_complete(reading: Reading) -> None:
    if not is_possible(reading.mapping, reading.profile, reading.kind):
        raise StepFaultError(StepFault.MAPPING_INVALID)
    if missing := missing_fields(reading.mapping, reading.kind):
        raise StepFaultError(StepFault.FIELDS_MISSING, fields=missing)
    if asked := open_questions(reading.profile, reading.mapping):
        raise StepFaultError(StepFault.QUESTIONS_OPEN, questions=asked)


def _judge_all(
    task: Task, reading: Reading, sender: Sender, path: Path, marks: Marks, ordering: Ordering
) -> tuple[Report, Mapping[int, NewIssue]]:
    """Walks through the file; what is told twice is known in the end."""
    judge, report, duplicates = judge_of(task.found, sender), Report(reading), Duplicates()
    for block in one_ahead(reading.walk(path)):
        duplicates.add(block.records)
        ordering.add(block.records)
        with transaction() as connection:
            judged = judge.judge(connection, block.records)
            found = report.add_records(block.records, judged)
            issues = sorted([*map(to_new, block.issues), *found], key=_row)
            report.rows += block.rows
            _store(connection, task, report, issues)
        marks.add(issues)
    doubled = {row: to_new(issue) for row, issue in duplicates.issues().items()}
    with transaction() as connection:
        _store(connection, task, report, list(doubled.values()))
    return report, doubled


def _store(connection: Connection, task: Task, report: Report, issues: list[NewIssue]) -> None:
    add_issues(connection, task.found.id, report.add_issues(issues))
    advance(connection, task.lease, rows_done=report.rows)


def _row(issue: NewIssue) -> int:
    return issue.row or 0


def _missing(report: Report, sender: Sender) -> dict[str, Any]:
    """Returns how many open credits would still be without the month that the file is about."""
    month = report.newest_month
    if month is None:
        return {"month": None, "missing": None}
    with connect() as connection:
        without = count_open_without(connection, month, sender)
    return {"month": month.isoformat(), "missing": max(0, without - report.new_months[month])}
