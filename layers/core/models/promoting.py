"""Another bundle is asked for on evidence, and put in force by another person."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, text, update

from core.decisions.policies import active_policy_id, lock_policies
from core.journal.queries import record_event
from core.kit.errors import ConflictError, ForbiddenError, NotFoundError
from core.kit.settings import setting
from core.models.queries import get_comparison, get_promotion
from core.models.records import Comparison, Promotion, RegisteredModel
from core.models.rules.vocabulary import ModelState, PromotionKind, PromotionState
from core.models.switching import current_champion, require_usable, switch_models, switch_policy
from core.models.tables import promotions

_OPEN = text("SELECT id FROM promotions WHERE state IN ('requested', 'unconfirmed')")
_POLICY_SHA256 = text("SELECT sha256 FROM policies WHERE id = :policy_id")


def evidence_days() -> int:
    """Returns for how many days a comparison holds."""
    return int(setting("EVIDENCE_DAYS", "30"))


def request_promotion(
    connection: Connection,
    model: RegisteredModel,
    actor_id: int,
    comparison_id: int,
    policy_id: int | None,
    justification: str,
) -> int:
    """Asks another person to put a challenger in force; returns the request's id.

    Args:
        policy_id: what should be in force with it; None for the policy that is.

    Raises:
        ConflictError: it is no challenger, the evidence does not hold, the policy is not approved,
            or another request is open.
    """
    lock_policies(connection)
    require_none_open(connection)
    if model.state is not ModelState.CHALLENGER:
        raise ConflictError(f"{model.version} is {model.state}. Only challengers are promoted.")
    champion, active = current_champion(connection), active_policy_id(connection)
    require_evidence(connection, comparison_id, champion.id, model.id, policy_id or active)
    require_usable(connection, policy_id or active or 0)
    return add_promotion(
        connection,
        actor_id,
        kind=PromotionKind.PROMOTION,
        state=PromotionState.REQUESTED,
        model_id=model.id,
        back_to_id=champion.id,
        policy_id=policy_id or active,
        back_to_policy_id=active,
        comparison_id=comparison_id,
        justification=justification,
    )


def require_none_open(connection: Connection) -> None:
    """Lets pass while nothing waits for a second person.

    Raises:
        ConflictError: something does.
    """
    if connection.execute(_OPEN).scalar_one_or_none() is not None:
        raise ConflictError("Another request waits for a second person. Decide it first.")


def require_evidence(
    connection: Connection,
    comparison_id: int,
    champion_id: int,
    challenger_id: int,
    policy_id: int | None,
) -> None:
    """Lets pass a comparison of these versions that is complete and not too old.

    Raises:
        ConflictError: it is of others, failed or unfinished, or old.
    """
    found = get_comparison(connection, comparison_id)
    versions = (champion_id, challenger_id)
    if found is None or (found.champion_id, found.challenger_id) != versions:
        raise ConflictError("This comparison is of other bundles. Compare these two.")
    if found.figures is None or found.ended_at is None:
        raise ConflictError("This comparison has no figures. Compare again.")
    policy = connection.execute(_POLICY_SHA256, {"policy_id": policy_id}).scalar_one_or_none()
    if policy is not None and found.policy_sha256 != policy:
        raise ConflictError("This comparison was made under another policy. Compare again.")
    if _age(found) > timedelta(days=evidence_days()):
        raise ConflictError(f"This comparison is older than {evidence_days()} days. Compare again.")


def _age(comparison: Comparison) -> timedelta:
    assert comparison.ended_at is not None
    return datetime.now(UTC) - comparison.ended_at


def approve_promotion(
    connection: Connection, promotion_id: int, actor_id: int, sha256: str
) -> Promotion:
    """Puts a requested bundle and its policy in force, as another person, in one step.

    Args:
        sha256: of the bundle that the approver has seen.

    Raises:
        ConflictError: it does not wait, names another bundle, or what it rests on has changed.
        ForbiddenError: to who asked for it.
    """
    found = locked_promotion(connection, promotion_id)
    require_second(found, actor_id)
    require_state(found, PromotionState.REQUESTED)
    if found.model_sha256 != sha256:
        raise ConflictError("This request names another bundle than you saw. Load it again.")
    assert found.comparison_id is not None
    champion = current_champion(connection)
    policy_id = found.policy_id
    require_evidence(connection, found.comparison_id, champion.id, found.model_id, policy_id)
    if active_policy_id(connection) != found.back_to_policy_id:
        raise ConflictError("The policy in force has changed since. Ask for it anew.")
    switch_models(connection, found.model_version, actor_id, "promote")
    switch_policy(connection, found.policy_id, actor_id)
    told = {"state": PromotionState.DONE, "decided_by": actor_id, "effective_at": now()}
    decide(connection, found, actor_id, "approve", told)
    return _known(connection, promotion_id)


def reject_promotion(
    connection: Connection, promotion: Promotion, actor_id: int, reason: str
) -> None:
    """Refuses a locked request, as another person.

    Raises:
        ConflictError: it does not wait.
        ForbiddenError: to who asked for it.
    """
    require_second(promotion, actor_id)
    require_state(promotion, PromotionState.REQUESTED)
    told = {"state": PromotionState.REJECTED, "decided_by": actor_id, "rejected_reason": reason}
    decide(connection, promotion, actor_id, "reject", told)


def withdraw_promotion(
    connection: Connection, promotion_id: int, actor_id: int, *, is_admin: bool
) -> None:
    """Takes an own request back; an administrator takes back any.

    Raises:
        ConflictError: it does not wait.
        ForbiddenError: to everybody else.
    """
    found = locked_promotion(connection, promotion_id)
    if not is_admin and found.requested_by != actor_id:
        raise ForbiddenError("Only who asked for it, or an administrator, may withdraw it.")
    require_state(found, PromotionState.REQUESTED)
    told = {"state": PromotionState.WITHDRAWN, "decided_by": actor_id}
    decide(connection, found, actor_id, "withdraw", told)


def locked_promotion(connection: Connection, promotion_id: int) -> Promotion:
    """Returns a request that nobody else decides until the end.

    Raises:
        NotFoundError: there is none such.
    """
    lock_policies(connection)
    return _known(connection, promotion_id)


def _known(connection: Connection, promotion_id: int) -> Promotion:
    found = get_promotion(connection, promotion_id)
    if found is None:
        raise NotFoundError(f"There is no promotion {promotion_id}.")
    return found


def require_second(promotion: Promotion, actor_id: int) -> None:
    """Lets pass everybody but who asked for it.

    Raises:
        ForbiddenError: to who asked for it.
    """
    if promotion.requested_by == actor_id:
        raise ForbiddenError("You asked for this. Another person has to decide.")


def require_state(promotion: Promotion, state: PromotionState) -> None:
    """Lets pass a request in one state.

    Raises:
        ConflictError: it is in another one.
    """
    if promotion.state is not state:
        raise ConflictError(f"This request is {promotion.state}. Load it again.")


def add_promotion(connection: Connection, actor_id: int, **values: Any) -> int:
    """Writes a request down, with its event in the journal; returns its id."""
    statement = insert(promotions).values(requested_by=actor_id, **values)
    promotion_id: int = connection.execute(statement.returning(promotions.c.id)).scalar_one()
    kept = ("kind", "state", "model_id", "policy_id", "comparison_id", "justification")
    told = {name: values.get(name) for name in kept}
    _record(connection, promotion_id, actor_id, "request", {}, told)
    return promotion_id


def decide(
    connection: Connection,
    promotion: Promotion,
    actor_id: int | None,
    deed: str,
    values: dict[str, Any],
) -> None:
    """Moves a locked request on, with its event in the journal."""
    statement = update(promotions).where(promotions.c.id == promotion.id)
    connection.execute(statement.values(decided_at=now(), **values))
    told = {
        "state": values["state"],
        "model_version": promotion.model_version,
        "reason": values.get("rejected_reason"),
    }
    _record(connection, promotion.id, actor_id, deed, {"state": promotion.state}, told)


def _record(
    connection: Connection,
    promotion_id: int,
    actor_id: int | None,
    deed: str,
    old_values: dict[str, Any],
    new_values: dict[str, Any],
) -> None:
    record_event(
        connection,
        actor_id=actor_id,
        action=f"promotion.{deed}",
        subject=("promotions", promotion_id),
        old_values=old_values,
        new_values={name: value for name, value in new_values.items() if value is not None},
    )


def now() -> Any:
    """The moment of the statement, as the database knows it."""
    return func.clock_timestamp()
