"""Scores: ask for one, look at one, look at a client's; and what the grades mean."""

from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from api.clients.access import ReadableClient, ReadableClientId
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.kit.fields import PlainInteger
from api.people.access import CurrentActor
from api.people.once import Once
from api.people.programs import for_programs
from api.scores.access import EnquiringActor, ReadableScore
from api.scores.asking import (
    await_score,
    hand_to_queue,
    known_score,
    preferred_wait_seconds,
    request_score,
)
from api.scores.enquiring import enquire
from api.scores.enquiry_schemas import ENQUIRY_SCORE_EXAMPLE, EnquiryRequest
from api.scores.schemas import GRADE_EXAMPLE, GradeResponse, ScoreResponse
from core.people.rules.scopes import Scope
from core.scores.asking import list_scores
from core.scores.records import Score
from core.scores.rules.master_scale import master_scale
from core.scores.rules.vocabulary import ScoreStatus

router = APIRouter(tags=["scores"])

Prefer = Annotated[
    str | None,
    Header(max_length=200, examples=["wait=5"], description="RFC 7240; up to 20 seconds"),
]


@router.get(
    "/clients/{client_id}/scores",
    operation_id="list_client_scores",
    responses=error_responses(401, 403, 404, 429),
    openapi_extra=for_programs(Scope.SCORES_READ),
)
async def list_client_scores(
    client: ReadableClient,
    actor: CurrentActor,
    connection: ConnectionDep,
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50,
) -> list[ScoreResponse]:
    """Returns the client's latest scores, newest first."""
    return [ScoreResponse.of(score, actor) for score in list_scores(connection, client.id, limit)]


@router.post(
    "/clients/{client_id}/score",
    operation_id="request_score",
    status_code=202,
    response_description="Accepted: follow Location",
    responses=error_responses(401, 403, 404, 429)
    | {
        200: {"model": ScoreResponse, "description": "Finished within the preferred wait"},
    },
    openapi_extra=for_programs(Scope.SCORES_WRITE),
)
async def post_score(
    client_id: ReadableClientId,
    actor: CurrentActor,
    connection: ConnectionDep,
    response: Response,
    prefer: Prefer = None,
) -> ScoreResponse:
    """Asks for a new score; with `Prefer: wait=N` the answer waits for it up to N seconds.

    While a score of the client is on its way, that one is the answer. Each user may ask so often an
    hour. Without `Prefer` the answer is 202, however quick the scorer was.
    """
    wait_seconds = preferred_wait_seconds(prefer)
    score = request_score(connection, actor, client_id, wait_seconds)
    # Relative: the site's addresses begin with /api, those of the API's own host do not
    response.headers["Location"] = f"../../scores/{score.id}"
    _tell_waiting(response, score, wait_seconds)
    return ScoreResponse.of(score, actor)


@router.post(
    "/scores",
    operation_id="enquire",
    status_code=202,
    response_description="Accepted: follow Location",
    responses=answers(ENQUIRY_SCORE_EXAMPLE, 202)
    | error_responses(401, 403, 409, 429)
    | {
        200: {
            "model": ScoreResponse,
            "description": "Finished within the preferred wait",
            **answers(ENQUIRY_SCORE_EXAMPLE)[200],
        },
    },
    openapi_extra=for_programs(Scope.SCORES_WRITE),
)
async def post_enquiry(
    body: EnquiryRequest,
    actor: EnquiringActor,
    connection: TransactionDep,
    once: Once,
    response: Response,
    prefer: Prefer = None,
) -> ScoreResponse:
    """Scores somebody who is not stored, as a client would be; `Prefer: wait=N` as for a client.

    What was told is kept with its score for as long as the service's retention says. With an
    `Idempotency-Key` the same request again is answered and not scored again.
    """
    started = monotonic()
    score_id = enquire(connection, actor, body)
    location = f"scores/{score_id}"
    pending = ScoreResponse.of(known_score(connection, score_id), actor)
    once.keep(connection, pending, status=202, location=location)
    connection.commit()
    sent = hand_to_queue([score_id])
    wait_seconds = preferred_wait_seconds(prefer)
    score = await_score(connection, score_id, wait_seconds if sent else 0, started)
    response.headers["Location"] = location
    if _tell_waiting(response, score, wait_seconds):
        once.keep(connection, ScoreResponse.of(score, actor), status=200, location=location)
    return ScoreResponse.of(score, actor)


def _tell_waiting(response: Response, score: Score, wait_seconds: int) -> bool:
    """Says what became of the wanted wait; returns whether the score was finished within it."""
    finished = wait_seconds > 0 and score.status is not ScoreStatus.PENDING
    if wait_seconds:
        response.headers["Preference-Applied"] = f"wait={wait_seconds}"
    if finished:
        response.status_code = 200
    return finished


@router.get(
    "/scores/{score_id}",
    operation_id="get_score",
    responses=error_responses(401, 403, 404, 429),
    openapi_extra=for_programs(Scope.SCORES_READ),
)
async def get_one_score(score: ReadableScore, actor: CurrentActor) -> ScoreResponse:
    """Returns a score: pending, done with all that explains it, or failed with the reason."""
    return ScoreResponse.of(score, actor)


@router.get(
    "/master-scale",
    operation_id="get_master_scale",
    responses=answers([GRADE_EXAMPLE]) | error_responses(401, 403, 429),
    openapi_extra=for_programs(Scope.SCORES_READ),
)
async def get_master_scale(actor: CurrentActor) -> list[GradeResponse]:
    """Returns all grades, the best first."""
    return [GradeResponse.of(grade) for grade in master_scale()]
