"""Back to the bundle before, at once; a second person confirms it, as with an emergency policy."""

from datetime import timedelta

from sqlalchemy import Connection, text

from core.decisions.policies import active_policy_id, lock_policies
from core.decisions.policy_activating import HOURS_TO_CONFIRM, LATE
from core.kit.errors import ConflictError
from core.models.promoting import (
    add_promotion,
    decide,
    locked_promotion,
    now,
    require_none_open,
    require_second,
    require_state,
)
from core.models.queries import get_promotion
from core.models.records import Promotion
from core.models.rules.vocabulary import PromotionKind, PromotionState
from core.models.switching import current_champion, switch_models, switch_policy

_LAST = text(
    """
    SELECT id FROM promotions
     WHERE state = 'done' AND kind = 'promotion' AND model_id = :model_id
     ORDER BY effective_at DESC LIMIT 1
    """
)
# Else one person would keep the bundle before in force, a day at a time
_WAS_TAKEN_BACK = text(
    """
    SELECT EXISTS (
      SELECT FROM promotions
       WHERE kind = 'roll_back' AND state = 'taken_back' AND requested_by = :actor_id
         AND back_to_id = :model_id AND effective_at > :promoted_at)
    """
)
_LATE = text(
    "SELECT id FROM promotions WHERE state = 'unconfirmed' AND confirm_by <= clock_timestamp()"
)


def roll_back(connection: Connection, actor_id: int, justification: str) -> int:
    """Returns to the bundle and the policy that the last promotion replaced, at once.

    It is taken back unless a second person confirms it in time. A policy that others have
    activated since stays in force.

    Returns:
        The id of the roll back.

    Raises:
        ConflictError: nothing was promoted that is in force, something waits already, or the same
            person's roll back of it was taken back.
    """
    lock_policies(connection)
    require_none_open(connection)
    last = _last_promotion(connection)
    known = {"actor_id": actor_id, "model_id": last.model_id, "promoted_at": last.effective_at}
    if connection.execute(_WAS_TAKEN_BACK, known).scalar_one():
        raise ConflictError("Your roll back of it was taken back. Ask another person to do it.")
    active = active_policy_id(connection)
    policy_id = last.back_to_policy_id if active == last.policy_id else active
    switch_models(connection, last.back_to_version, actor_id, "roll_back")
    switch_policy(connection, policy_id or 0, actor_id)
    return add_promotion(
        connection,
        actor_id,
        kind=PromotionKind.ROLL_BACK,
        state=PromotionState.UNCONFIRMED,
        model_id=last.back_to_id,
        back_to_id=last.model_id,
        policy_id=policy_id,
        back_to_policy_id=active,
        justification=justification,
        effective_at=now(),
        confirm_by=now() + timedelta(hours=HOURS_TO_CONFIRM),
    )


def roll_back_target(connection: Connection) -> Promotion | None:
    """Returns the promotion that a roll back would undo."""
    known = {"model_id": current_champion(connection).id}
    found = connection.execute(_LAST, known).scalar_one_or_none()
    return None if found is None else get_promotion(connection, found)


def _last_promotion(connection: Connection) -> Promotion:
    found = roll_back_target(connection)
    if found is None:
        raise ConflictError("The bundle in force replaced none that one could return to.")
    return found


def confirm_roll_back(connection: Connection, promotion_id: int, actor_id: int) -> None:
    """Lets a roll back stay, as another person.

    Raises:
        ConflictError: it waits for no confirmation.
        ForbiddenError: to who did it.
    """
    found = locked_promotion(connection, promotion_id)
    require_second(found, actor_id)
    require_state(found, PromotionState.UNCONFIRMED)
    told = {"state": PromotionState.DONE, "decided_by": actor_id, "confirm_by": None}
    decide(connection, found, actor_id, "confirm", told)


def take_roll_back_back(
    connection: Connection, promotion: Promotion, actor_id: int | None, reason: str
) -> None:
    """Puts in force again what a locked roll back had replaced, as another person or time.

    Raises:
        ConflictError: it waits for no confirmation.
        ForbiddenError: to who did it.
    """
    if actor_id is not None:
        require_second(promotion, actor_id)
    require_state(promotion, PromotionState.UNCONFIRMED)
    switch_models(connection, promotion.back_to_version, actor_id, "take_back")
    if active_policy_id(connection) == promotion.policy_id:
        switch_policy(connection, promotion.back_to_policy_id, actor_id)
    told = {"state": PromotionState.TAKEN_BACK, "rejected_reason": reason, "confirm_by": None}
    decide(connection, promotion, actor_id, "take_back", told | {"decided_by": actor_id})


def take_back_late_roll_back(connection: Connection) -> int:
    """Takes a roll back back that nobody confirmed in time; returns how many."""
    found = connection.execute(_LATE).scalar_one_or_none()
    promotion = locked_promotion(connection, found) if found else None
    if promotion is None or promotion.state is not PromotionState.UNCONFIRMED:
        return 0
    take_roll_back_back(connection, promotion, None, LATE)
    return 1
