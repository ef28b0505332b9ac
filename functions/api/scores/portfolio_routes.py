"""Rescoring many clients at once, with progress."""

from fastapi import APIRouter, Response

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.people.access import StaffActor
from api.scores.access import PermittedPortfolio, ReadableBatch
from api.scores.asking import hand_over_portfolio, portfolios_an_hour
from api.scores.schemas import BATCH_EXAMPLE, ChangesResponse
from core.journal.queries import record_event
from core.kit.errors import ConflictError
from core.people.limits import Deed, count_request
from core.scores.portfolio import cancel_batch, get_batch, get_moved, insert_portfolio
from core.scores.records import PortfolioBatch

router = APIRouter(prefix="/portfolio/scores", tags=["portfolio"])


@router.post(
    "",
    operation_id="rescore_portfolio",
    status_code=202,
    responses=answers(BATCH_EXAMPLE, 202) | error_responses(401, 403, 404, 409, 429),
)
async def post_portfolio(
    portfolio: PermittedPortfolio,
    actor: StaffActor,
    connection: TransactionDep,
    response: Response,
) -> PortfolioBatch:
    """Asks for new scores of all clients, of one manager's, or of the named; follow Location.

    Analysts and admins may ask for all; managers for their own; all staff for named clients. While
    the same is running another request is a 409 that names it. Whom it is of is counted as it is
    laid out: until `planned`, `total` grows.
    """
    count_request(connection, actor.user_id, Deed.PORTFOLIO, portfolios_an_hour())
    batch_id = insert_portfolio(
        connection,
        requested_by=actor.user_id,
        manager_id=portfolio.manager_id,
        chosen_ids=portfolio.client_ids,
    )
    record_event(
        connection,
        actor_id=actor.user_id,
        action="portfolio.request",
        subject=("portfolio_batches", 0),
        old_values={},
        new_values={
            "batch_id": batch_id,
            "manager_id": portfolio.manager_id,
            "client_ids": portfolio.client_ids,
        },
    )
    connection.commit()
    hand_over_portfolio(batch_id)
    # Relative: the site's addresses begin with /api, those of the API's own host do not
    response.headers["Location"] = f"scores/{batch_id}"
    return get_batch(connection, batch_id)


@router.get(
    "/{batch_id}",
    operation_id="get_portfolio",
    responses=answers(BATCH_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_portfolio(batch: ReadableBatch) -> PortfolioBatch:
    """Returns how far a rescoring is."""
    return batch


@router.get(
    "/{batch_id}/changes",
    operation_id="get_portfolio_changes",
    responses=error_responses(401, 403, 404),
)
async def get_portfolio_changes(batch: ReadableBatch, connection: ConnectionDep) -> ChangesResponse:
    """Returns what a rescoring moved so far."""
    return ChangesResponse.of(*get_moved(connection, batch.id))


@router.post(
    "/{batch_id}/cancel",
    operation_id="cancel_portfolio",
    responses=answers(BATCH_EXAMPLE) | error_responses(401, 403, 404, 409),
)
async def post_cancel(
    batch: ReadableBatch, actor: StaffActor, connection: TransactionDep
) -> PortfolioBatch:
    """Ends a rescoring where it is: what was scored stays, what was not is not scored any more."""
    if not cancel_batch(connection, batch.id):
        raise ConflictError("This rescoring has ended already.")
    record_event(
        connection,
        actor_id=actor.user_id,
        action="portfolio.cancel",
        subject=("portfolio_batches", 0),
        old_values={},
        new_values={"batch_id": batch.id, "done": batch.done, "pending": batch.pending},
    )
    return get_batch(connection, batch.id)
