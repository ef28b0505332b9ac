"""Moving an application into the queue, out of it, and on after it was decided."""

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.applications.access import (
    HandledApplication,
    ReadableApplication,
    ReviewedApplication,
    WritableApplication,
)
from api.applications.deeds import move_on
from api.applications.routes import render
from api.applications.schemas import ApplicationResponse, ReturnRequest
from api.decisions.access import require_free
from api.decisions.deciding_schemas import BookedResponse, BookingRequest, OfferResponse
from api.decisions.following import book, hand_over, require_in_time, show_offer
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.people.access import CurrentActor
from api.people.programs import for_programs
from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.decisions.cases import close_case, end_waiting_for_answer, get_case, pause_case
from core.people.records import Actor
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope

router = APIRouter(prefix="/applications/{application_id}", tags=["applications"])


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
    """Hands a scored application to those who decide: it becomes a case of their queue."""
    return render(hand_over(connection, actor, application), response)


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
    """Gives an application back to the applicant, with what is missing or unclear.

    The clock of its case stands still until it is submitted again.
    """
    if actor.role is Role.UNDERWRITER:
        require_free(actor, get_case(connection, application.id))
    to_state = ApplicationState.WAITING_FOR_APPLICANT
    moved = move_on(connection, actor, application, to_state, body.reason)
    pause_case(connection, application.id)
    return render(moved, response)


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
    """Ends an open application because the applicant wants it no longer; its case is closed."""
    moved = move_on(connection, actor, application, ApplicationState.WITHDRAWN)
    close_case(connection, application.id)
    return render(moved, response)


@router.get(
    "/offer",
    operation_id="get_offer",
    responses=error_responses(401, 403, 404, 409),
)
async def get_offer(application: ReadableApplication, connection: ConnectionDep) -> OfferResponse:
    """Returns the credit that was granted, or offered on other terms."""
    return show_offer(connection, application)


@router.post(
    "/offer/accept",
    operation_id="accept_offer",
    responses=error_responses(401, 403, 404, 409),
)
async def post_accept(
    application: WritableApplication,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Accepts a counteroffer, by the applicant or by who handles the application."""
    require_in_time(connection, application)
    return _answer(connection, actor, application, ApplicationState.ACCEPTED, response)


@router.post(
    "/offer/refuse",
    operation_id="refuse_offer",
    responses=error_responses(401, 403, 404, 409),
)
async def post_refuse(
    application: WritableApplication,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Refuses a counteroffer, by the applicant or by who handles the application."""
    return _answer(connection, actor, application, ApplicationState.REFUSED, response)


def _answer(
    connection: Connection,
    actor: Actor,
    application: Application,
    to_state: ApplicationState,
    response: Response,
) -> ApplicationResponse:
    moved = move_on(connection, actor, application, to_state)
    end_waiting_for_answer(connection, application.id)
    return render(moved, response)


@router.post(
    "/book",
    operation_id="book_application",
    status_code=201,
    responses=error_responses(401, 403, 404, 409),
)
async def post_book(
    application: HandledApplication,
    body: BookingRequest,
    actor: CurrentActor,
    connection: TransactionDep,
) -> BookedResponse:
    """Makes the credit of an approved application, or of an accepted counteroffer.

    The credit keeps which application it came of, and the score at its origination.
    """
    return book(connection, actor, application, body)


@router.post(
    "/not-taken",
    operation_id="mark_not_taken",
    responses=error_responses(401, 403, 404, 409),
)
async def post_not_taken(
    application: HandledApplication,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
) -> ApplicationResponse:
    """Ends an approved application whose credit the applicant did not take."""
    return render(move_on(connection, actor, application, ApplicationState.NOT_TAKEN), response)
