"""Submitting an application that is there."""

from fastapi import APIRouter, Response

from api.applications.access import WritableApplication
from api.applications.deeds import send_for_its_score, submit
from api.applications.draft_schemas import SubmissionRequest
from api.applications.routes import render
from api.applications.schemas import ApplicationResponse
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.kit.preconditions import IfMatch, require_match
from api.people.access import CurrentActor
from api.people.programs import for_programs
from core.people.rules.scopes import Scope

router = APIRouter(prefix="/applications/{application_id}", tags=["applications"])


@router.post(
    "/submit",
    operation_id="submit_application",
    responses=error_responses(401, 403, 404, 409, 412, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_WRITE),
)
async def post_submit(
    application: WritableApplication,
    body: SubmissionRequest,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> ApplicationResponse:
    """Submits an application, or submits it again after changes, and asks for its score.

    The person becomes an applicant on record. If somebody on record may be the same person
    (`possible_duplicates`), `same_person` says who it is, or `another_person` that it is none of
    them. The score is followed by `GET /scores/{score_id}`.
    """
    require_match(str(application.version), if_match, "application")
    submitted = submit(connection, actor, application, body)
    answer = render(submitted, response)
    send_for_its_score(connection, application, submitted)
    return answer
