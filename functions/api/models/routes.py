"""Bundles of models: list, look at, retire, ask for one to be in force."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.models.access import KnownModel, ModelActor
from api.models.schemas import (
    PROMOTION_EXAMPLE,
    SUMMARY_EXAMPLE,
    ModelResponse,
    PromotionRequest,
)
from core.models.promoting import request_promotion
from core.models.queries import get_model, get_promotion, list_models
from core.models.records import ModelSummary, Promotion
from core.models.registry import retire_model

router = APIRouter(prefix="/models", tags=["models"])

After = Annotated[
    int | None,
    Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
    PlainInteger,
]
Limit = Annotated[int, Query(ge=1, le=200), PlainInteger]


@router.get(
    "",
    operation_id="list_models",
    responses=answers(key_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403),
)
async def get_models(
    actor: ModelActor, connection: ConnectionDep, after: After = None, limit: Limit = 50
) -> KeyPage[ModelSummary]:
    """Returns the bundles that are or were registered, the newest first."""
    found = list_models(connection, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.get(
    "/{version}",
    operation_id="get_model",
    responses=error_responses(401, 403, 404),
)
async def get_one_model(found: KnownModel) -> ModelResponse:
    """Returns a bundle with its card and the hash of each file."""
    return ModelResponse.model_validate(found)


@router.post(
    "/{version}/retire",
    operation_id="retire_model",
    responses=error_responses(401, 403, 404, 409),
)
async def post_retire(
    found: KnownModel, actor: ModelActor, connection: TransactionDep
) -> ModelResponse:
    """Ends a challenger: it scores nobody any more in the shadow; what it said stays."""
    retire_model(connection, found, actor.user_id)
    return ModelResponse.model_validate(get_model(connection, found.version))


@router.post(
    "/{version}/promotion",
    operation_id="request_promotion",
    status_code=201,
    responses=answers(PROMOTION_EXAMPLE, 201) | error_responses(401, 403, 404, 409),
)
async def post_promotion(
    found: KnownModel, body: PromotionRequest, actor: ModelActor, connection: TransactionDep
) -> Promotion | None:
    """Asks another person to put a challenger in force, with a policy, on a comparison."""
    promotion_id = request_promotion(
        connection,
        found,
        actor.user_id,
        body.comparison_id,
        body.policy_id,
        body.justification,
    )
    return get_promotion(connection, promotion_id)
