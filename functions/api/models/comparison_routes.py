"""Comparisons of a challenger with the champion: asked for, and read once they are computed."""

from fastapi import APIRouter
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers
from api.models.access import KnownModel, ModelActor
from api.models.comparison_schemas import COMPARISON_EXAMPLE, ComparisonRequest
from core.kit.errors import NotFoundError, UnavailableError
from core.kit.functions import tell_function
from core.kit.settings import setting
from core.models.comparing import ask_for_comparison, end_comparison
from core.models.queries import get_comparison, latest_comparison
from core.models.records import Comparison
from core.people.limits import Deed, count_request

router = APIRouter(prefix="/models/{version}/comparison", tags=["models"])


@router.post(
    "",
    operation_id="compare_model",
    status_code=202,
    responses=answers({**COMPARISON_EXAMPLE, "ended_at": None, "figures": None}, 202)
    | error_responses(401, 403, 404, 409, 429),
)
async def post_comparison(
    found: KnownModel, body: ComparisonRequest, actor: ModelActor, connection: TransactionDep
) -> Comparison | None:
    """Has a challenger compared with the champion on the same people; takes up to some minutes."""
    limit = int(setting("COMPARISONS_PER_HOUR", "60"))
    count_request(connection, actor.user_id, Deed.COMPARISON, limit)
    comparison_id = ask_for_comparison(connection, found, actor.user_id, body.policy_id)
    asked = get_comparison(connection, comparison_id)
    connection.commit()
    _wake(connection, comparison_id)
    return asked


def _wake(connection: Connection, comparison_id: int) -> None:
    """Has the monitor compute a comparison; where it is away, nothing is left that waits for it."""
    event = {"action": "compare", "comparison_id": comparison_id}
    try:
        tell_function(setting("MONITOR_FUNCTION"), event)
    except UnavailableError as error:
        end_comparison(connection, comparison_id, None, type(error).__name__)
        connection.commit()
        raise


@router.get(
    "",
    operation_id="get_comparison",
    responses=answers(COMPARISON_EXAMPLE) | error_responses(401, 403, 404),
)
async def get_one_comparison(found: KnownModel, connection: ConnectionDep) -> Comparison:
    """Returns the latest comparison of a challenger; without `ended_at` it is being computed."""
    comparison = latest_comparison(connection, found.id)
    if comparison is None:
        raise NotFoundError(f"{found.version} was compared with none. Compare it first.")
    return comparison
