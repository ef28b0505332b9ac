"""What would be if something were different: of an application, and of a client."""

from fastapi import APIRouter

from api.decisions.what_if import what_if
from api.decisions.what_if_access import TriableApplication, TriableClient
from api.decisions.what_if_known import known_of_application, known_of_client
from api.decisions.what_if_schemas import WhatIfRequest, WhatIfResponse
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.people.access import StaffActor

router = APIRouter(tags=["decisions"])


@router.post(
    "/applications/{application_id}/what-if",
    operation_id="try_application",
    responses=error_responses(401, 403, 404, 429),
)
async def post_application_what_if(
    application: TriableApplication,
    body: WhatIfRequest,
    actor: StaffActor,
    connection: ConnectionDep,
) -> WhatIfResponse:
    """Returns what the model and the policy in force would say if something were different.

    Both sides are made now, of what is known today; nothing is stored. The journal says who looked
    and which fields were changed, not what to.
    """
    known = known_of_application(connection, application)
    return what_if(connection, actor, ("applications", application.number), known, body)


@router.post(
    "/clients/{client_id}/what-if",
    operation_id="try_client",
    responses=error_responses(401, 403, 404, 429),
)
async def post_client_what_if(
    client: TriableClient, body: WhatIfRequest, actor: StaffActor, connection: ConnectionDep
) -> WhatIfResponse:
    """The same of a client; with a credit that is wanted (`wanted`) if an amount and a term are.

    Without one only the probability and the rules on payments decide.
    """
    known = known_of_client(connection, client)
    return what_if(connection, actor, ("clients", client.id), known, body)
