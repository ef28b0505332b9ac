"""One score."""

from fastapi import APIRouter

from api.authorization import CurrentActor, ReadableScore
from api.error_responses import error_responses
from api.schemas.scores import ScoreResponse

router = APIRouter(prefix="/scores", tags=["scores"])


@router.get("/{score_id}", operation_id="get_score", responses=error_responses(401, 403, 404))
async def get_one_score(score: ReadableScore, actor: CurrentActor) -> ScoreResponse:
    """Returns a score: pending, done with all that explains it, or failed with the reason."""
    return ScoreResponse.of(score, actor)
