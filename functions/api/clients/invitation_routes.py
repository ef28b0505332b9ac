"""Invitations: a link for who has no login, and the login that its owner makes of it."""

from fastapi import APIRouter, Request

from api.clients.access import EditableClient
from api.clients.invitation_schemas import (
    AcceptanceRequest,
    AcceptanceResponse,
    InvitationResponse,
    LinkRequest,
    LinkResponse,
)
from api.clients.inviting import accept_link, invite_client, read_link
from api.kit.client_address import client_address
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.people.access import CurrentActor

router = APIRouter(tags=["invitations"])


@router.post(
    "/clients/{client_id}/invitation",
    operation_id="invite_client",
    status_code=201,
    responses=error_responses(401, 403, 404, 409),
)
async def post_invitation(
    client: EditableClient, actor: CurrentActor, connection: TransactionDep
) -> InvitationResponse:
    """Makes a link for a client or applicant without a login, shown this once; of use once."""
    return invite_client(connection, actor, client)


@router.post(
    "/invitations/check",
    operation_id="check_invitation",
    responses=error_responses(404, 410, 429),
)
async def post_check(
    body: LinkRequest, request: Request, connection: TransactionDep
) -> LinkResponse:
    """Tells who is invited, and proposes a login; nobody has to be logged in."""
    return read_link(connection, body.token, client_address(request))


@router.post(
    "/invitations/accept",
    operation_id="accept_invitation",
    status_code=201,
    responses=error_responses(404, 409, 410, 429),
)
async def post_acceptance(
    body: AcceptanceRequest, request: Request, connection: TransactionDep
) -> AcceptanceResponse:
    """Makes the login of the person whom the link was made for; the link opens nothing then."""
    return accept_link(connection, body, client_address(request))
