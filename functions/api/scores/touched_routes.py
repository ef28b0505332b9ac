"""Clients whose payments are newer than their latest score: counted, and rescored, in steps."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.fields import LARGEST_ID, PlainInteger
from api.people.access import CurrentActor, require
from api.scores.asking import hand_over_portfolio, portfolios_an_hour
from core.journal.queries import record_event
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.people.rules.roles import Role
from core.scores.rescoring import find_touched, rescore_touched

router = APIRouter(prefix="/portfolio/touched", tags=["portfolio"])

After = Annotated[
    int,
    Query(ge=0, le=LARGEST_ID, description="`next_after` of the step before"),
    PlainInteger,
]


class TouchedResponse(BaseModel):
    """How many of the clients that a step looked at are touched; go on unless `next_after` is null.

    Attributes:
        batch_id: their rescoring, where one was asked for and there is somebody to rescore.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "count": 38,
                "next_after": None,
                "batch_id": "01936d3c-7f5a-7cc0-8a33-0242ac120003",
            }
        }
    )

    count: int
    next_after: int | None
    batch_id: UUID | None = None


async def portfolio_actor(actor: CurrentActor) -> Actor:
    """Analyst, admin."""
    allowed = actor.role in {Role.ANALYST, Role.ADMIN}
    require(allowed, "Only analysts and admins may rescore all clients.")
    return actor


PortfolioActor = Annotated[Actor, Depends(portfolio_actor)]


@router.get("", operation_id="count_touched", responses=error_responses(401, 403))
async def get_touched(
    actor: PortfolioActor, connection: ConnectionDep, after: After = 0
) -> TouchedResponse:
    """Counts those of the next 10,000 clients whose payments are newer than their latest score."""
    found = find_touched(connection, after)
    return TouchedResponse(count=len(found.client_ids), next_after=found.next_after)


@router.post("", operation_id="rescore_touched", responses=error_responses(401, 403, 429))
async def post_touched(
    actor: PortfolioActor, connection: TransactionDep, after: After = 0
) -> TouchedResponse:
    """Asks for new scores of them."""
    count_request(connection, actor.user_id, Deed.PORTFOLIO, portfolios_an_hour())
    found = find_touched(connection, after)
    batch_id, count = rescore_touched(connection, actor.user_id, found.client_ids)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="portfolio.request",
        subject=("portfolio_batches", 0),
        old_values={},
        new_values={"batch_id": batch_id, "total": count, "touched_after": after},
    )
    connection.commit()
    hand_over_portfolio(batch_id)
    return TouchedResponse(count=count, next_after=found.next_after, batch_id=batch_id)
