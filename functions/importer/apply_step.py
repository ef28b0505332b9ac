"""Applying: rows that are right, 1,000 a transaction, which says how far it came as well."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from core.imports.leasing import advance, end_step
from core.imports.records import Import, Judgement
from core.imports.rules.import_states import ImportKind, ImportState, ImportStep
from core.journal.queries import record_event
from core.kit.database import transaction
from importer.check_step import opened, settle
from importer.fetching import fetch_ordered, get_left_out
from importer.judging import Judge, judge_of
from importer.ordering import read_ordered
from importer.stepping import OutOfTimeError, Task
from importer.walking import Block, Reading, one_ahead, without


def apply(task: Task) -> None:
    """Applies what is not yet applied.

    Raises:
        OutOfTimeError: there is more to do.
        StepFaultError: the file is gone, or its sender may not do this any more.
    """
    reading, sender = settle(task.found)
    judge, left_out = judge_of(task.found, sender), get_left_out(task.found)
    with transaction() as connection:
        advance(connection, task.lease, state=ImportState.APPLYING)
    done, applied = 0, Counter(task.found.applied or {})
    with opened(task.found) as path:
        for block in one_ahead(_blocks(task.found, reading, path)):
            done += block.rows
            if done <= task.found.rows_done:
                continue
            if task.is_late():
                raise OutOfTimeError
            with transaction() as connection:
                applied.update(_apply(connection, judge, block, left_out))
                advance(connection, task.lease, rows_done=done, applied=dict(applied))
    _end(task, applied)


def _blocks(found: Import, reading: Reading, path: Path) -> Iterator[Block]:
    """Gives the rows as the check has ordered them, else as they stand in the file.

    Which of the two it is stays the same: what was applied is counted in this order.
    """
    ordered = path.with_name("ordered")
    if found.kind is ImportKind.PAYMENTS and fetch_ordered(found, ordered):
        return read_ordered(ordered)
    return reading.walk(path)


def _apply(
    connection: Connection, judge: Judge, block: Block, left_out: frozenset[int]
) -> Counter[str]:
    """Applies a block by the judgement of this moment; returns outcome -> rows."""
    records = without(block.records, left_out)
    judged: Sequence[Judgement] = judge.judge(connection, records)
    judge.apply(connection, records, judged)
    return Counter(str(told.outcome) for told in judged if told.outcome)


def _end(task: Task, applied: Counter[str]) -> None:
    with transaction() as connection:
        record_event(
            connection,
            actor_id=task.found.created_by,
            action="import.applied",
            subject=("imports", task.found.id),
            old_values={},
            new_values={"kind": task.found.kind, "applied": dict(applied)},
        )
        # The rows that could not be read are in no block of ordered ones
        total = task.found.rows_total
        end_step(connection, task.lease, ImportState.APPLIED, ImportStep.SCORE, rows_done=total)
