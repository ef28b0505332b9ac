"""Scores: ask for one, look at one, look at a client's; and what the grades mean."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from api.clients.access import ReadableClient, ReadableClientId
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.fields import PlainInteger
from api.people.access import CurrentActor
from api.scores.access import ReadableScore
from api.scores.asking import preferred_wait_seconds, request_score
from api.scores.schemas import GradeResponse, ScoreResponse
from core.scores.asking import list_scores
from core.scores.rules.master_scale import master_scale
from core.scores.rules.vocabulary import ScoreStatus

router = APIRouter(tags=["scores"])


@router.get(
    "/clients/{client_id}/scores",
    operation_id="list_client_scores",
    responses=error_responses(401, 403, 404),
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
)
async def post_score(
    client_id: ReadableClientId,
    actor: CurrentActor,
    connection: ConnectionDep,
    response: Response,
    prefer: Annotated[
        str | None,
        Header(max_length=200, examples=["wait=5"], description="RFC 7240; up to 20 seconds"),
    ] = None,
) -> ScoreResponse:
    """Asks for a new score; with `Prefer: wait=N` the answer waits for it up to N seconds.

    While a score of the client is on its way, that one is the answer. Each user may ask so often an
    hour. Without `Prefer` the answer is 202, however quick the scorer was.
    """
    wait_seconds = preferred_wait_seconds(prefer)
    score = request_score(connection, actor, client_id, wait_seconds)
    # Relative: the site's addresses begin with /api, those of the API's own host do not
    response.headers["Location"] = f"../../scores/{score.id}"
    if wait_seconds:
        response.headers["Preference-Applied"] = f"wait={wait_seconds}"
    if wait_seconds and score.status is not ScoreStatus.PENDING:
        response.status_code = 200
    return ScoreResponse.of(score, actor)


@router.get(
    "/scores/{score_id}", operation_id="get_score", responses=error_responses(401, 403, 404)
)
async def get_one_score(score: ReadableScore, actor: CurrentActor) -> ScoreResponse:
    """Returns a score: pending, done with all that explains it, or failed with the reason."""
    return ScoreResponse.of(score, actor)


@router.get("/master-scale", operation_id="get_master_scale", responses=error_responses(401, 403))
async def get_master_scale(actor: CurrentActor) -> list[GradeResponse]:
    """Returns all grades, the best first."""
    return [GradeResponse.of(grade) for grade in master_scale()]
