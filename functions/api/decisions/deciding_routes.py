"""Deciding an application, and what one has decided."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from api.decisions.access import DecidableCase, Decider
from api.decisions.case_examples import FIGURES_EXAMPLE, OWN_EXAMPLE
from api.decisions.deciding_schemas import DecisionMeant, DecisionRequest
from api.decisions.queue_routes import today
from api.decisions.verdicts import meet_decision
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.kit.preconditions import IfMatch, require_match
from core.decisions.case_records import OwnDecision, OwnFigures
from core.decisions.decided import list_own_decisions, own_figures

router = APIRouter(tags=["decisions"])


@router.post(
    "/applications/{application_id}/decisions",
    operation_id="decide_application",
    responses=error_responses(401, 403, 404, 409, 412),
)
async def post_decision(
    found: DecidableCase,
    body: DecisionRequest,
    actor: Decider,
    connection: TransactionDep,
    preview: Annotated[bool, Query(description="Say what would be written, and write nothing")] = (
        False
    ),
    if_match: IfMatch = None,
) -> DecisionMeant:
    """Decides a case: approve, decline, or offer other terms; a second person confirms or returns.

    A reason and a rationale are demanded exactly where the outcome contradicts the recommendation.
    It is refused with `case_changed` if score, questionnaire, policy or the first decision are not
    those that were loaded, with `score_too_old`, and with `never_overridden`.
    """
    require_match(str(found.application.version), if_match, "application")
    return meet_decision(connection, actor, found, body, preview=preview)


@router.get(
    "/me/decisions",
    operation_id="list_own_decisions",
    responses=answers(key_page_of(OWN_EXAMPLE)) | error_responses(401, 403),
)
async def get_own_decisions(
    actor: Decider,
    connection: ConnectionDep,
    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50,
) -> KeyPage[OwnDecision]:
    """Returns what the caller has decided, the latest first."""
    found = list_own_decisions(connection, actor.user_id, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.get(
    "/me/decisions/summary",
    operation_id="get_own_figures",
    responses=answers(FIGURES_EXAMPLE) | error_responses(401, 403),
)
async def get_own_figures(
    actor: Decider,
    connection: ConnectionDep,
    days: Annotated[int, Query(ge=1, le=366), PlainInteger] = 30,
) -> OwnFigures:
    """Returns how much the caller has decided in these days, and how; of today with `days=1`."""
    return own_figures(connection, actor.user_id, today() - timedelta(days - 1))
