"""Clients: list, card, edit, credits, scores."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Response

from api.authorization import (
    ConnectionDep,
    CurrentActor,
    EditableClient,
    ReadableClient,
    ScorableClientId,
    StaffActor,
    TransactionDep,
)
from api.editing import edit_client, require_version, version_of
from api.error_responses import error_responses
from api.paging import ClientSelectionDep, PageDep, client_page
from api.schemas.clients import ClientList, ClientPatch, ClientResponse, CreditResponse
from api.schemas.scores import ScoreResponse
from api.scoring import preferred_wait_seconds, request_score
from core.queries.clients import list_credits
from core.queries.scores import list_scores
from core.vocabulary import ScoreStatus

router = APIRouter(prefix="/clients", tags=["clients"])

NOBODYS_MANAGER_ID = 0


@router.get("", operation_id="list_clients", responses=error_responses(401, 403))
async def list_all_clients(
    actor: StaffActor,
    selection: ClientSelectionDep,
    page: PageDep,
    connection: ConnectionDep,
    manager: Annotated[Literal["me"] | None, Query(description="Only my own clients")] = None,
) -> ClientList:
    """Returns one page of all clients, or with `manager=me` of the caller's own."""
    own = actor.manager_id or NOBODYS_MANAGER_ID
    return client_page(connection, selection, page, own if manager else None)


@router.get("/{client_id}", operation_id="get_client", responses=error_responses(401, 403, 404))
async def get_one_client(client: ReadableClient, response: Response) -> ClientResponse:
    """Returns a client with the 18 scoring features; its `ETag` changes with every edit."""
    response.headers["ETag"] = f'"{version_of(client)}"'
    return ClientResponse.of(client)


@router.patch(
    "/{client_id}", operation_id="edit_client", responses=error_responses(401, 403, 404, 412)
)
async def patch_client(
    client: EditableClient,
    patch: ClientPatch,  # type: ignore[valid-type]
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
    if_match: Annotated[
        str | None,
        Header(
            max_length=200,
            examples=['"20261123T090000.000000"'],
            description="The `ETag` that was read: the edit is refused if somebody was faster",
        ),
    ] = None,
) -> ClientResponse:
    """Changes questionnaire answers; the change is written to the audit journal."""
    require_version(client, if_match)
    edited = edit_client(connection, actor, client, patch)
    response.headers["ETag"] = f'"{version_of(edited)}"'
    return ClientResponse.of(edited)


@router.get(
    "/{client_id}/credits",
    operation_id="list_client_credits",
    responses=error_responses(401, 403, 404),
)
async def list_client_credits(
    client: ReadableClient, connection: ConnectionDep
) -> list[CreditResponse]:
    """Returns the client's credits with their payment history."""
    return [CreditResponse.model_validate(item) for item in list_credits(connection, client.id)]


@router.get(
    "/{client_id}/scores",
    operation_id="list_client_scores",
    responses=error_responses(401, 403, 404),
)
async def list_client_scores(
    client: ReadableClient,
    actor: CurrentActor,
    connection: ConnectionDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[ScoreResponse]:
    """Returns the client's latest scores, newest first."""
    return [ScoreResponse.of(score, actor) for score in list_scores(connection, client.id, limit)]


@router.post(
    "/{client_id}/score",
    operation_id="request_score",
    status_code=202,
    response_description="Accepted: follow Location",
    responses=error_responses(401, 403, 404)
    | {
        200: {"model": ScoreResponse, "description": "Finished within the preferred wait"},
    },
)
async def post_score(
    client_id: ScorableClientId,
    actor: CurrentActor,
    connection: ConnectionDep,
    response: Response,
    prefer: Annotated[
        str | None,
        Header(max_length=200, examples=["wait=5"], description="RFC 7240; up to 20 seconds"),
    ] = None,
) -> ScoreResponse:
    """Asks for a new score; with `Prefer: wait=N` the answer waits for it up to N seconds."""
    wait_seconds = preferred_wait_seconds(prefer)
    score = request_score(connection, actor, client_id, wait_seconds)
    response.headers["Location"] = f"/scores/{score.id}"
    if wait_seconds:
        response.headers["Preference-Applied"] = f"wait={wait_seconds}"
    if score.status is not ScoreStatus.PENDING:
        response.status_code = 200
    return ScoreResponse.of(score, actor)
