"""Comparisons of a challenger with the champion: asked for, and kept once they are computed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, text, update

from core.decisions.policies import get_policy, lock_policies
from core.journal.queries import record_event
from core.kit.errors import ConflictError, NotFoundError
from core.models.queries import get_comparison
from core.models.records import Comparison, RegisteredModel
from core.models.rules.vocabulary import ModelState
from core.models.switching import current_champion
from core.models.tables import model_comparisons

_OPEN = text(
    "SELECT id FROM model_comparisons WHERE challenger_id = :model_id AND ended_at IS NULL"
    " AND asked_at > clock_timestamp() - interval '15 minutes' LIMIT 1"
)
_ACTIVE = text("SELECT id FROM policies WHERE state = 'active'")


def ask_for_comparison(
    connection: Connection, model: RegisteredModel, actor_id: int, policy_id: int | None
) -> int:
    """Notes that a challenger is to be compared with the champion; returns the comparison's id.

    Args:
        policy_id: by whose cut-offs; None for the policy in force.

    Raises:
        ConflictError: it is no challenger, or is being compared already.
        NotFoundError: there is no such policy.
    """
    lock_policies(connection)
    if model.state is not ModelState.CHALLENGER:
        raise ConflictError(f"{model.version} is {model.state}. Only challengers are compared.")
    if connection.execute(_OPEN, {"model_id": model.id}).scalar_one_or_none() is not None:
        raise ConflictError("These two are being compared already. Wait for the result.")
    policy = get_policy(connection, policy_id or connection.execute(_ACTIVE).scalar_one())
    if policy is None:
        raise NotFoundError(f"There is no policy {policy_id}.")
    statement = insert(model_comparisons).values(
        champion_id=current_champion(connection).id,
        challenger_id=model.id,
        policy_sha256=policy.sha256,
        asked_by=actor_id,
    )
    made = connection.execute(statement.returning(model_comparisons.c.id))
    comparison_id: int = made.scalar_one()
    record_event(
        connection,
        actor_id=actor_id,
        action="model.compare",
        subject=("models", model.id),
        old_values={},
        new_values={"comparison_id": comparison_id, "policy_version": policy.version},
    )
    return comparison_id


def open_comparison(connection: Connection, comparison_id: int) -> Comparison | None:
    """Returns a comparison that nobody has computed yet."""
    found = get_comparison(connection, comparison_id)
    return found if found is not None and found.ended_at is None else None


def end_comparison(
    connection: Connection,
    comparison_id: int,
    figures: Mapping[str, Any] | None,
    error: str | None = None,
) -> None:
    """Keeps what a comparison came to, once."""
    values = {"figures": figures, "error": error, "ended_at": text("clock_timestamp()")}
    connection.execute(
        update(model_comparisons)
        .where(model_comparisons.c.id == comparison_id, model_comparisons.c.ended_at.is_(None))
        .values(**values)
    )
