"""What may be done with an application that is there."""

from fastapi import APIRouter, Response

from api.applications.access import HandledApplication, ReviewedApplication, WritableApplication
from api.applications.deeds import move_on, review, send_for_its_score, submit
from api.applications.draft_schemas import SubmissionRequest
from api.applications.routes import render
from api.applications.schemas import ApplicationResponse, ReturnRequest
from api.kit.connections import TransactionDep
from api.kit.error_responses import error_responses
from api.kit.preconditions import IfMatch, require_match
from api.people.access import CurrentActor
from api.people.programs import for_programs
from core.applications.rules.states import ApplicationState
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


@router.post(
    "/withdraw",
    operation_id="withdraw_application",
    responses=error_responses(401, 403, 404, 409, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_WRITE),
)
async def post_withdraw(
    application: WritableApplication,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Ends an open application because the applicant wants it no longer."""
    moved = move_on(connection, actor, application, ApplicationState.WITHDRAWN)
    return render(moved, response)


@router.post(
    "/review",
    operation_id="review_application",
    responses=error_responses(401, 403, 404, 409),
)
async def post_review(
    application: HandledApplication,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Hands a scored application to those who decide."""
    return render(review(connection, actor, application), response)


@router.post(
    "/return",
    operation_id="return_application",
    responses=error_responses(401, 403, 404, 409),
)
async def post_return(
    application: ReviewedApplication,
    body: ReturnRequest,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Gives an application back to the applicant, with what is missing or unclear."""
    to_state = ApplicationState.WAITING_FOR_APPLICANT
    moved = move_on(connection, actor, application, to_state, body.reason)
    return render(moved, response)
