"""Managers, their clients, and their dismissal."""

from fastapi import APIRouter

from api.authorization import (
    AdminActor,
    ConnectionDep,
    Id,
    ManagerWithClients,
    ReadableManager,
    StaffActor,
    TransactionDep,
)
from api.dismissal import dismiss_manager
from api.error_responses import error_responses
from api.paging import ClientSelectionDep, PageDep, client_page
from api.schemas.clients import ClientList
from api.schemas.people import DismissalRequest, DismissalResponse, ManagerResponse
from core.queries.managers import list_managers

router = APIRouter(prefix="/managers", tags=["managers"])


@router.get("", operation_id="list_managers", responses=error_responses(401, 403))
async def list_all_managers(actor: StaffActor, connection: ConnectionDep) -> list[ManagerResponse]:
    """Returns all managers who may work, by name."""
    return [ManagerResponse.of(manager) for manager in list_managers(connection)]


@router.get("/{manager_id}", operation_id="get_manager", responses=error_responses(401, 403, 404))
async def get_one_manager(manager: ReadableManager) -> ManagerResponse:
    """Returns a manager."""
    return ManagerResponse.of(manager)


@router.get(
    "/{manager_id}/clients",
    operation_id="list_manager_clients",
    responses=error_responses(401, 403, 404),
)
async def list_manager_clients(
    manager: ManagerWithClients,
    selection: ClientSelectionDep,
    page: PageDep,
    connection: ConnectionDep,
) -> ClientList:
    """Returns one page of a manager's clients."""
    return client_page(connection, selection, page, manager.id)


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
    """Dismisses a manager: sessions end at once, clients go to the successor or to nobody."""
    successor_id = body.successor_manager_id if body else None
    return dismiss_manager(connection, actor, manager_id, successor_id)
