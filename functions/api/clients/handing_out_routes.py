"""Giving clients to managers."""

from fastapi import APIRouter

from api.clients.access import AssignableClient, PermittedHandOut
from api.clients.handing_out import assign_client, hand_clients_out
from api.clients.handing_out_schemas import AssignmentRequest, HandOutResponse
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.people.access import CurrentActor

router = APIRouter(prefix="/clients", tags=["clients"])


@router.put(
    "/{client_id}/manager",
    operation_id="assign_client",
    status_code=204,
    responses=error_responses(401, 403, 404, 409),
)
async def put_manager(
    client: AssignableClient,
    body: AssignmentRequest,
    actor: CurrentActor,
    connection: TransactionDep,
) -> None:
    """Gives a client a manager, another one, or with null none."""
    assign_client(connection, actor, client, body.manager_id)


@router.post(
    "/hand-out",
    operation_id="hand_out_clients",
    responses=error_responses(401, 403, 404, 409),
)
async def post_hand_out(
    request: PermittedHandOut, actor: CurrentActor, connection: TransactionDep
) -> HandOutResponse:
    """Gives clients to managers in turn; `has_more` says that as many again are to be asked for."""
    return hand_clients_out(connection, actor, request)
