"""What a person can do: for borrowers of themselves, for staff of a client or an application."""

from fastapi import APIRouter

from api.applications.access import ReadableApplication
from api.clients.access import OwnClient
from api.decisions.recourse_finding import find_recourse
from api.decisions.recourse_schemas import RecourseResponse
from api.decisions.what_if_access import TriableClient
from api.decisions.what_if_known import known_of_application, known_of_client
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.people.access import CurrentActor

router = APIRouter(tags=["decisions"])


@router.get(
    "/me/recourse", operation_id="get_own_recourse", responses=error_responses(401, 403, 429)
)
async def get_own_recourse(
    client: OwnClient, actor: CurrentActor, connection: ConnectionDep
) -> RecourseResponse:
    """Returns what the borrower can do to be recommended something better, the easiest first.

    Only what crosses the line with a margin, by the model and the policy in force; an empty list
    where nothing does. The same person is told the same. No promise: the policy may change.
    """
    return find_recourse(connection, actor, known_of_client(connection, client))


@router.get(
    "/clients/{client_id}/recourse",
    operation_id="get_client_recourse",
    responses=error_responses(401, 403, 404, 429),
)
async def get_client_recourse(
    client: TriableClient, actor: CurrentActor, connection: ConnectionDep
) -> RecourseResponse:
    """The same of a client, for who looks after them."""
    return find_recourse(connection, actor, known_of_client(connection, client))


@router.get(
    "/applications/{application_id}/recourse",
    operation_id="get_application_recourse",
    responses=error_responses(401, 403, 404, 429),
)
async def get_application_recourse(
    application: ReadableApplication, actor: CurrentActor, connection: ConnectionDep
) -> RecourseResponse:
    """The same of an application: a smaller amount and a longer term are among what can be done."""
    return find_recourse(connection, actor, known_of_application(connection, application))
