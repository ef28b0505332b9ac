"""What a client's start page needs, in one call."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.authorization import ConnectionDep, CurrentActor, OwnClient
from api.error_responses import error_responses
from api.schemas.clients import CLIENT_EXAMPLE, CREDIT_EXAMPLE, ClientResponse, CreditResponse
from api.schemas.people import MANAGER_EXAMPLE, ManagerResponse
from api.schemas.scores import SCORE_EXAMPLE, ScoreResponse
from core.queries.clients import list_credits
from core.queries.managers import get_manager
from core.queries.scores import list_scores

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
    manager: ManagerResponse | None
    credits: list[CreditResponse]
    scores: list[ScoreResponse]


@router.get("/dashboard", operation_id="get_dashboard", responses=error_responses(401, 403))
async def get_dashboard(
    client: OwnClient, actor: CurrentActor, connection: ConnectionDep
) -> DashboardResponse:
    """Returns what a client's start page shows."""
    manager = get_manager(connection, client.manager_id) if client.manager_id else None
    scores = list_scores(connection, client.id, HISTORY_LENGTH)
    return DashboardResponse(
        client=ClientResponse.of(client),
        manager=ManagerResponse.of(manager) if manager else None,
        credits=[
            CreditResponse.model_validate(item) for item in list_credits(connection, client.id)
        ],
        scores=[ScoreResponse.of(score, actor) for score in scores],
    )
