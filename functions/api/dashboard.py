"""What a client's start page needs, in one call: it joins three rooms, so it lies above them."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.clients.access import OwnClient
from api.clients.routes import render_client
from api.clients.schemas import CLIENT_EXAMPLE, CREDIT_EXAMPLE, ClientResponse
from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.people.access import CurrentActor
from api.people.schemas import MANAGER_EXAMPLE
from api.scores.schemas import SCORE_EXAMPLE, ScoreResponse
from core.clients.managers import get_manager
from core.clients.payments import list_credits
from core.clients.records import Credit, Manager
from core.kit.clock import bank_date
from core.scores.asking import list_scores

router = APIRouter(prefix="/me", tags=["clients"])

HISTORY_LENGTH = 24


class DashboardResponse(BaseModel):
    """A client's own profile, manager, credits and latest scores, newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "client": CLIENT_EXAMPLE,
                "manager": MANAGER_EXAMPLE,
                "credits": [CREDIT_EXAMPLE],
                "scores": [SCORE_EXAMPLE],
            }
        }
    )

    client: ClientResponse
    manager: Manager | None
    credits: list[Credit]
    scores: list[ScoreResponse]


@router.get("/dashboard", operation_id="get_dashboard", responses=error_responses(401, 403))
async def get_dashboard(
    client: OwnClient, actor: CurrentActor, connection: ConnectionDep
) -> DashboardResponse:
    """Returns what a client's start page shows."""
    manager = get_manager(connection, client.manager_id) if client.manager_id else None
    scores = list_scores(connection, client.id, HISTORY_LENGTH)
    return DashboardResponse(
        client=render_client(connection, client),
        manager=manager,
        credits=list_credits(connection, client.id, bank_date()),
        scores=[ScoreResponse.of(score, actor) for score in scores],
    )
