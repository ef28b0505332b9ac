"""Undoing: what an import did is taken back in steps, but what others have built on since."""

from sqlalchemy import Connection

from core.clients.taking_back import take_back_months
from core.imports.issues import add_issues, clear_issues
from core.imports.leasing import advance, end_step
from core.imports.rules.import_states import ImportState
from core.imports.undoing import list_restated_since, take_back_changes
from core.journal.queries import record_event
from core.kit.database import transaction
from importer.stepping import OutOfTimeError, Task

MONTHS_A_STEP = 1_000
CHANGES_A_STEP = 500


def undo(task: Task) -> None:
    """Takes back months, then credits, then people; what has to stay is listed.

    Raises:
        OutOfTimeError: there is more to take back.
    """
    done = task.found.rows_done
    while True:
        if task.is_late():
            raise OutOfTimeError
        with transaction() as connection:
            if done == 0:
                clear_issues(connection, task.found.id)
                list_restated_since(connection, task.found.id)
            taken = _take_back(connection, task.found.id)
            if not taken:
                _end(connection, task, done)
                return
            done += taken
            advance(connection, task.lease, rows_done=done)


def _take_back(connection: Connection, import_id: int) -> int:
    if taken := take_back_months(connection, import_id, MONTHS_A_STEP):
        return taken
    taken, stay = take_back_changes(connection, import_id, CHANGES_A_STEP)
    add_issues(connection, import_id, stay)
    return taken


def _end(connection: Connection, task: Task, done: int) -> None:
    record_event(
        connection,
        actor_id=task.found.created_by,
        action="import.undone",
        subject=("imports", task.found.id),
        old_values={},
        new_values={"taken_back": done},
    )
    end_step(connection, task.lease, ImportState.UNDONE)
