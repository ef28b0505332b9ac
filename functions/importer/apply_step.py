"""Applying: rows that are right, 1,000 a transaction, which says how far it came as well."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from core.imports.leasing import advance, end_step
from core.imports.records import Judgement
from core.imports.rules.import_states import ImportState, ImportStep
from core.journal.queries import record_event
from core.kit.database import transaction
from importer.check_step import opened, settle
from importer.fetching import get_left_out
from importer.judging import Judge, judge_of
from importer.stepping import OutOfTimeError, Task
from importer.walking import Block, one_ahead, without


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
        for block in one_ahead(reading.walk(path)):
            done += block.rows
            if done <= task.found.rows_done:
                continue
            if task.is_late():
                raise OutOfTimeError
            with transaction() as connection:
                applied.update(_apply(connection, judge, block, left_out))
                advance(connection, task.lease, rows_done=done, applied=dict(applied))
    _end(task, applied)


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
        end_step(connection, task.lease, ImportState.APPLIED, ImportStep.SCORE)
