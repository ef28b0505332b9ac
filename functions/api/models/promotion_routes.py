"""Requests for another bundle: decided by another person; and back to the bundle before."""

from fastapi import APIRouter

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.paging import KeyPage
from api.kit.telemetry import logger
from api.models.access import KnownPromotion, ModelActor
from api.models.routes import After, Limit
from api.models.schemas import PROMOTION_EXAMPLE, ReasonRequest, SeenBundleRequest
from core.decisions.redeciding import redecide_some
from core.models.promoting import (
    approve_promotion,
    locked_promotion,
    reject_promotion,
    withdraw_promotion,
)
from core.models.queries import get_promotion, list_promotions
from core.models.records import Promotion
from core.models.rolling_back import confirm_roll_back, roll_back, take_roll_back_back
from core.models.rules.vocabulary import PromotionState
from core.people.rules.roles import Role

router = APIRouter(prefix="/promotions", tags=["models"])

TOLD = answers(PROMOTION_EXAMPLE)
ERRORS = error_responses(401, 403, 404, 409)


@router.get(
    "",
    operation_id="list_promotions",
    responses=answers(key_page_of(PROMOTION_EXAMPLE)) | error_responses(401, 403),
)
async def get_promotions(
    actor: ModelActor, connection: ConnectionDep, after: After = None, limit: Limit = 50
) -> KeyPage[Promotion]:
    """Returns requests for another bundle and roll backs, the newest first."""
    found = list_promotions(connection, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda one: one.id)


@router.post(
    "/roll-back",
    operation_id="roll_back_model",
    status_code=201,
    responses=answers(PROMOTION_EXAMPLE, 201) | error_responses(401, 403, 409),
)
async def post_roll_back(
    body: ReasonRequest, actor: ModelActor, connection: TransactionDep
) -> Promotion | None:
    """Returns at once to the bundle and the policy that the last promotion replaced.

    It is taken back unless another person confirms it within 24 hours.
    """
    rolled_back = roll_back(connection, actor.user_id, body.reason)
    _begin_redeciding(connection)
    return get_promotion(connection, rolled_back)


@router.get("/{promotion_id}", operation_id="get_promotion", responses=TOLD | ERRORS)
async def get_one_promotion(found: KnownPromotion) -> Promotion:
    """Returns a request or a roll back, and what became of it."""
    return found


@router.post("/{promotion_id}/approve", operation_id="approve_promotion", responses=TOLD | ERRORS)
async def post_approve(
    found: KnownPromotion, body: SeenBundleRequest, actor: ModelActor, connection: TransactionDep
) -> Promotion:
    """Puts the bundle and its policy in force in one step: another person than who asked for it."""
    done = approve_promotion(connection, found.id, actor.user_id, body.sha256)
    _begin_redeciding(connection)
    return done


@router.post("/{promotion_id}/confirm", operation_id="confirm_roll_back", responses=TOLD | ERRORS)
async def post_confirm(
    found: KnownPromotion, actor: ModelActor, connection: TransactionDep
) -> Promotion | None:
    """Lets a roll back stay: another person than who did it."""
    confirm_roll_back(connection, found.id, actor.user_id)
    return get_promotion(connection, found.id)


@router.post("/{promotion_id}/reject", operation_id="reject_promotion", responses=TOLD | ERRORS)
async def post_reject(
    found: KnownPromotion, body: ReasonRequest, actor: ModelActor, connection: TransactionDep
) -> Promotion | None:
    """Refuses a request; a roll back that nobody has confirmed is taken back at once."""
    locked = locked_promotion(connection, found.id)
    if locked.state is PromotionState.UNCONFIRMED:
        take_roll_back_back(connection, locked, actor.user_id, body.reason)
        _begin_redeciding(connection)
    else:
        reject_promotion(connection, locked, actor.user_id, body.reason)
    return get_promotion(connection, found.id)


@router.post("/{promotion_id}/withdraw", operation_id="withdraw_promotion", responses=TOLD | ERRORS)
async def post_withdraw(
    found: KnownPromotion, actor: ModelActor, connection: TransactionDep
) -> Promotion | None:
    """Takes back a request that nobody has decided: who asked for it, or an admin."""
    is_admin = actor.role is Role.ADMIN
    withdraw_promotion(connection, found.id, actor.user_id, is_admin=is_admin)
    return get_promotion(connection, found.id)


def _begin_redeciding(connection: TransactionDep) -> None:
    """Commits, and lets stored scores follow a policy that came into force, if one did."""
    connection.commit()
    redecide_some(connection, logger)
