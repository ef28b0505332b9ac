"""A case: the card, whose it is, and a new score of it."""

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from api.applications.routes import render
from api.applications.schemas import ApplicationResponse
from api.decisions.access import (
    AtHand,
    Decider,
    LockedCase,
    ReadableCase,
    TakeableCase,
    hindrance_of,
    require_free,
    taken,
)
from api.decisions.card import show_case
from api.decisions.case_examples import CASE_EXAMPLE
from api.decisions.case_schemas import CaseResponse
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.scores.asking import hand_to_queue, scores_an_hour
from core.applications.queries import get_application
from core.applications.rules.states import ApplicationState
from core.applications.writing import tie_score
from core.decisions.case_records import Case
from core.decisions.cases import assign_case, get_case, lease_case, release_case
from core.journal.queries import record_event
from core.kit.errors import ConflictError, NotFoundError
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.people.rules.roles import Role
from core.scores.asking import ask_for_score

router = APIRouter(prefix="/cases/{application_id}", tags=["cases"])
OWNED = answers(CASE_EXAMPLE) | error_responses(401, 403, 404, 409)


@router.get("", operation_id="get_case", responses=error_responses(401, 403, 404))
async def get_card(
    found: ReadableCase, actor: Decider, connection: ConnectionDep, response: Response
) -> CaseResponse:
    """Returns a case with all that a decision needs; its `ETag` is that of the application."""
    hindrance = hindrance_of(connection, actor, found)
    application = render(found.application, response)
    return show_case(connection, actor, found, application, hindrance)


@router.post("/lease", operation_id="lease_case", responses=OWNED)
async def post_lease(found: TakeableCase, actor: Decider, connection: TransactionDep) -> Case:
    """Takes a case that is nobody's for 15 minutes, or goes on with one's own for as long.

    A case that was taken by `assign` stays one's own without it. Somebody else's is refused with
    `case_taken`, whose detail names who works on it; it can be read.
    """
    if found.case.closed_at is not None:
        raise ConflictError("This case is closed. Load it again.")
    if not lease_case(connection, found.application.id, actor.user_id):
        raise taken(found.case)
    if not (found.case.held and found.case.assignee_id == actor.user_id):
        _record(connection, actor, found, "case.take")
    return _case(connection, found)


@router.delete(
    "/lease", operation_id="release_case", status_code=204, responses=error_responses(401, 403, 404)
)
async def delete_lease(found: LockedCase, actor: Decider, connection: TransactionDep) -> None:
    """Gives a case back, so that somebody else may take it."""
    if found.case.assignee_id == actor.user_id and found.case.closed_at is None:
        release_case(connection, found.application.id, actor.user_id)
        _record(connection, actor, found, "case.release")


@router.post("/assign", operation_id="assign_case", responses=OWNED)
async def post_assign(found: TakeableCase, actor: Decider, connection: TransactionDep) -> Case:
    """Makes a case the caller's until it is given back; an admin may take over somebody else's."""
    if found.case.closed_at is not None:
        raise ConflictError("This case is closed. Load it again.")
    if actor.role is not Role.ADMIN:
        require_free(actor, found.case)
    assign_case(connection, found.application.id, actor.user_id)
    _record(connection, actor, found, "case.assign")
    return _case(connection, found)


@router.post(
    "/score",
    operation_id="rescore_case",
    status_code=202,
    responses=error_responses(401, 403, 404, 409, 429),
)
async def post_score(
    found: LockedCase, actor: Decider, connection: TransactionDep, response: Response
) -> ApplicationResponse:
    """Asks for a new score of a case in review, where the one there is too old or says less.

    It is followed by `GET /scores/{score_id}`; the case then shows what is recommended by it.
    """
    application = found.application
    require_free(actor, found.case)
    if application.state is not ApplicationState.IN_REVIEW:
        raise ConflictError(f"This application is {application.state}. Load it again.")
    count_request(connection, actor.user_id, Deed.SCORE, scores_an_hour(actor))
    asked = ask_for_score(connection, application.client_id or 0, actor.user_id)
    if asked is None:
        raise ConflictError("The relation with this client has ended. An admin can reopen it.")
    score_id, _ = asked
    tie_score(connection, application.id, score_id)
    _record(connection, actor, found, "case.score", score_id=score_id)
    asking = get_application(connection, application.id)
    if asking is None:
        raise NotFoundError("There is no such case.")
    answer = render(asking, response)
    connection.commit()
    hand_to_queue([score_id])
    return answer


def _case(connection: Connection, found: AtHand) -> Case:
    case = get_case(connection, found.application.id)
    if case is None:
        raise NotFoundError("There is no such case.")
    return case


def _record(
    connection: Connection, actor: Actor, found: AtHand, action: str, **values: object
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("applications", found.application.number),
        old_values={"assignee_id": found.case.assignee_id},
        new_values=values,
    )
