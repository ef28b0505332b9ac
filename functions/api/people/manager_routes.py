"""Managers, and their dismissal."""

from fastapi import APIRouter

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people.access import AdminActor, ReadableManager, StaffActor
from api.people.dismissal import dismiss_manager
from api.people.schemas import MANAGER_EXAMPLE, DismissalRequest, DismissalResponse
from core.clients.managers import list_managers
from core.clients.records import Manager

router = APIRouter(prefix="/managers", tags=["managers"])


@router.get(
    "",
    operation_id="list_managers",
    responses=answers([MANAGER_EXAMPLE]) | error_responses(401, 403),
)
async def list_all_managers(actor: StaffActor, connection: ConnectionDep) -> list[Manager]:
    """Returns all managers who may work, by name."""
    return list_managers(connection)


@router.get(
    "/{manager_id}",
    operation_id="get_manager",
    responses=answers(MANAGER_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_one_manager(manager: ReadableManager) -> Manager:
    """Returns a manager."""
    return manager


@router.post(
    "/{manager_id}/dismiss",
    operation_id="dismiss_manager",
    responses=error_responses(401, 403, 404, 409),
)
async def post_dismissal(
    manager_id: Id,
    actor: AdminActor,
    connection: TransactionDep,
    body: DismissalRequest | None = None,
) -> DismissalResponse:
    """Dismisses a manager: sessions end at once, clients go to successors or to nobody."""
    return dismiss_manager(connection, actor, manager_id, body or DismissalRequest())
