"""Takes an import on and does its steps, until people are asked or the time is over."""

from collections.abc import Callable

from aws_lambda_powertools import Logger

from core.imports.import_queue import send_imports
from core.imports.leasing import LeaseLostError, claim, end_step, release
from core.imports.rules.import_states import ImportState, ImportStep
from core.kit.database import transaction
from importer.apply_step import apply
from importer.check_step import check
from importer.profile_step import profile
from importer.score_step import score
from importer.stepping import OutOfTimeError, StepFaultError, Task
from importer.undo_step import undo

logger = Logger()

STEPS: dict[ImportStep, Callable[[Task], None]] = {
    ImportStep.PROFILE: profile,
    ImportStep.CHECK: check,
    ImportStep.APPLY: apply,
    ImportStep.SCORE: score,
    ImportStep.UNDO: undo,
}
# What is told to people is told where they can do something about it
AFTER_FAULT = {
    ImportStep.PROFILE: ImportState.REJECTED,
    ImportStep.CHECK: ImportState.PROFILED,
    ImportStep.APPLY: ImportState.APPLYING,
    ImportStep.SCORE: ImportState.APPLIED,
    ImportStep.UNDO: ImportState.UNDOING,
}


def work_on(import_id: int, is_late: Callable[[], bool]) -> None:
    """Does what there is to do with an import; nothing where somebody else does it already.

    Raises:
        UnavailableError: the database is away; another message has to come.
    """
    while (task := _take_on(import_id, is_late)) is not None:
        try:
            _do(task)
        except OutOfTimeError:
            with transaction() as connection:
                release(connection, task.lease)
            send_imports(import_id)
            return
        except LeaseLostError:
            logger.info("import taken over", import_id=import_id, step=task.found.step)
            return


def _take_on(import_id: int, is_late: Callable[[], bool]) -> Task | None:
    with transaction() as connection:
        claimed = claim(connection, import_id)
    return Task(*claimed, is_late) if claimed else None


def _do(task: Task) -> None:
    step = task.found.step
    if step is None:
        return
    try:
        STEPS[step](task)
    except StepFaultError as error:
        with transaction() as connection:
            end_step(connection, task.lease, _state_after_fault(task, step), fault=error.told)
        logger.info("import stopped", import_id=task.found.id, step=step, fault=error.code)
        return
    logger.info("import step done", import_id=task.found.id, step=step)


def _state_after_fault(task: Task, step: ImportStep) -> ImportState:
    """Returns where people go on; what was read once may be read in yet another way."""
    was_read = step is ImportStep.PROFILE and task.found.profile is not None
    return ImportState.PROFILED if was_read else AFTER_FAULT[step]
