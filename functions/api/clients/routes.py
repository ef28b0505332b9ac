"""Clients: list, card, edit, credits."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from api.clients.access import ClientsActor, ClosedClient, EditableClient, ReadableClient
from api.clients.editing import edit_client, require_version, version_of
from api.clients.ending import end_relation, resume_relation
from api.clients.listing import ClientSelectionDep, client_page, in_force
from api.clients.places import PlaceWanted
from api.clients.schemas import (
    CREDIT_EXAMPLE,
    SUMMARY_EXAMPLE,
    ClientPatch,
    ClientResponse,
    ClosingRequest,
)
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, counted_page_of
from api.kit.paging import CountedPage
from api.kit.preconditions import IfMatch
from api.people.access import CurrentActor, ManagerWithClients
from api.people.programs import for_programs
from core.clients.invitations import login_state
from core.clients.payments import list_credits
from core.clients.records import Client, Credit
from core.kit.clock import bank_date
from core.people.rules.scopes import Scope
from core.scores.overview import freshness_of
from core.scores.records import ClientSummary

router = APIRouter(tags=["clients"])

NO_MANAGERS_ID = 0


def render_client(connection: Connection, client: Client) -> ClientResponse:
    """Returns a client as of today, with the state of the latest score."""
    freshness = freshness_of(connection, client.id, in_force(connection))
    login = login_state(connection, client.id)
    return ClientResponse.of(client, bank_date(), freshness, login)


@router.get(
    "/clients",
    operation_id="list_clients",
    responses=answers(counted_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403, 429),
    openapi_extra=for_programs(Scope.CLIENTS_READ),
)
async def list_all_clients(
    actor: ClientsActor,
    selection: ClientSelectionDep,
    after: PlaceWanted,
    connection: ConnectionDep,
    manager: Annotated[
        Literal["me", "none"] | None,
        Query(description="me: only my own clients; none: those whom nobody manages"),
    ] = None,
) -> CountedPage[ClientSummary]:
    """Returns one page of all clients, of the caller's own, or of those whom nobody manages."""
    own = (actor.manager_id or NO_MANAGERS_ID) if manager == "me" else None
    return client_page(connection, selection, after, own, of_nobody=manager == "none")


@router.get(
    "/managers/{manager_id}/clients",
    operation_id="list_manager_clients",
    responses=answers(counted_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403, 404),
)
async def list_manager_clients(
    manager: ManagerWithClients,
    selection: ClientSelectionDep,
    after: PlaceWanted,
    connection: ConnectionDep,
) -> CountedPage[ClientSummary]:
    """Returns one page of a manager's clients."""
    return client_page(connection, selection, after, manager.id)


@router.get(
    "/clients/{client_id}",
    operation_id="get_client",
    responses=error_responses(401, 403, 404, 429),
    openapi_extra=for_programs(Scope.CLIENTS_READ),
)
async def get_one_client(
    client: ReadableClient, connection: ConnectionDep, response: Response
) -> ClientResponse:
    """Returns a client with the 18 scoring features; its `ETag` changes with every edit."""
    response.headers["ETag"] = f'"{version_of(client)}"'
    return render_client(connection, client)


@router.patch(
    "/clients/{client_id}",
    operation_id="edit_client",
    responses=error_responses(401, 403, 404, 409, 412),
)
async def patch_client(
    client: EditableClient,
    patch: ClientPatch,  # type: ignore[valid-type]
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> ClientResponse:
    """Changes profile and questionnaire answers; the change is written to the audit journal."""
    require_version(client, if_match)
    edited = edit_client(connection, actor, client, patch)
    response.headers["ETag"] = f'"{version_of(edited)}"'
    return render_client(connection, edited)


@router.post(
    "/clients/{client_id}/close",
    operation_id="close_client",
    responses=error_responses(401, 403, 404, 409),
)
async def post_closing(
    client: EditableClient, body: ClosingRequest, actor: CurrentActor, connection: TransactionDep
) -> ClientResponse:
    """Ends the relation: the client leaves the list, and cannot log in from now on.

    With a credit that is not paid off only with `confirm_open_credit` (`open_credit`).
    """
    return render_client(connection, end_relation(connection, actor, client, body))


@router.post(
    "/clients/{client_id}/reopen",
    operation_id="reopen_client",
    responses=error_responses(401, 403, 404, 409),
)
async def post_reopening(
    client: ClosedClient, actor: CurrentActor, connection: TransactionDep
) -> ClientResponse:
    """Takes the end of a relation back; who could log in before can again."""
    return render_client(connection, resume_relation(connection, actor, client))


@router.get(
    "/clients/{client_id}/credits",
    operation_id="list_client_credits",
    responses=answers([CREDIT_EXAMPLE]) | error_responses(401, 403, 404, 429),
    openapi_extra=for_programs(Scope.CLIENTS_READ),
)
async def list_client_credits(client: ReadableClient, connection: ConnectionDep) -> list[Credit]:
    """Returns the client's credits with their payment history, as of today."""
    return list_credits(connection, client.id, bank_date())
