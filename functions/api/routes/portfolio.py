"""Rescoring many clients at once, with progress."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.authorization import ConnectionDep, PortfolioActor, TransactionDep
from api.error_responses import error_responses
from api.schemas.scores import PortfolioRequest, PortfolioResponse
from api.scoring import hand_to_queue
from core.errors import NotFoundError
from core.queries.scores import get_batch, insert_portfolio

router = APIRouter(prefix="/portfolio/scores", tags=["portfolio"])


@router.post(
    "", operation_id="rescore_portfolio", status_code=202, responses=error_responses(401, 403)
)
async def post_portfolio(
    actor: PortfolioActor,
    connection: TransactionDep,
    response: Response,
    body: PortfolioRequest | None = None,
) -> PortfolioResponse:
    """Asks for a new score of every client, or of one manager's; follow Location."""
    batch_id, score_ids = insert_portfolio(
        connection, requested_by=actor.user_id, manager_id=body.manager_id if body else None
    )
    connection.commit()
    hand_to_queue(score_ids)
    response.headers["Location"] = f"/portfolio/scores/{batch_id}"
    return await get_portfolio(batch_id, actor, connection)


@router.get("/{batch_id}", operation_id="get_portfolio", responses=error_responses(401, 403, 404))
async def get_portfolio(
    batch_id: UUID, actor: PortfolioActor, connection: ConnectionDep
) -> PortfolioResponse:
    """Returns how far a portfolio rescoring is."""
    batch = get_batch(connection, batch_id)
    if batch is None:
        raise NotFoundError("There is no such portfolio rescoring.")
    return PortfolioResponse.of(batch)
