"""A manager's work of today: the list, and what is done about its rows."""

from fastapi import APIRouter

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people.access import CurrentActor
from api.worklist.access import Key, MarkableWork, ReadableWorklist
from api.worklist.composing import worklist_of
from api.worklist.marking import mark, unmark
from api.worklist.schemas import WORKLIST_EXAMPLE, SnoozeRequest
from core.worklist.rules.work_rows import Worklist

router = APIRouter(tags=["worklist"])
MARKING_ERRORS = error_responses(401, 403, 404, 409)


@router.get(
    "/me/worklist",
    operation_id="get_worklist",
    responses=answers(WORKLIST_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_worklist(manager_id: ReadableWorklist, connection: ConnectionDep) -> Worklist:
    """Returns whom a manager has to call and what to look at, the dearest 50 of each group."""
    return worklist_of(connection, manager_id)


@router.post(
    "/worklist/{key}/done",
    operation_id="finish_work",
    status_code=204,
    responses=MARKING_ERRORS,
)
async def post_done(
    key: Key, work: MarkableWork, actor: CurrentActor, connection: TransactionDep
) -> None:
    """Marks a row as done: it comes back once there is something new to know."""
    mark(connection, actor, work, key)


@router.post(
    "/worklist/{key}/snooze",
    operation_id="snooze_work",
    status_code=204,
    responses=MARKING_ERRORS,
)
async def post_snooze(
    key: Key,
    body: SnoozeRequest,
    work: MarkableWork,
    actor: CurrentActor,
    connection: TransactionDep,
) -> None:
    """Puts a row off until a day, or until there is something new to know."""
    mark(connection, actor, work, key, body.until)


@router.post(
    "/worklist/{key}/undo",
    operation_id="undo_work",
    status_code=204,
    responses=error_responses(401, 403, 404),
)
async def post_undo(
    key: Key, work: MarkableWork, actor: CurrentActor, connection: TransactionDep
) -> None:
    """Takes back that a row is done or put off."""
    unmark(connection, actor, work, key)
