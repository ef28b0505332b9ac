"""The one step that puts another bundle and its policy in force together."""

from sqlalchemy import Connection

from core.decisions.policies import get_policy
from core.decisions.policy_activating import activate, return_to
from core.decisions.rules.vocabulary import PolicyState
from core.kit.errors import ConflictError
from core.models.in_force import champion_version
from core.models.queries import get_model
from core.models.records import RegisteredModel
from core.models.registry import move_model
from core.models.rules.vocabulary import ModelState


def current_champion(connection: Connection) -> RegisteredModel:
    """Returns the bundle in force."""
    champion = get_model(connection, champion_version(connection))
    assert champion is not None
    return champion


def switch_models(
    connection: Connection, version: str, actor_id: int | None, deed: str
) -> RegisteredModel:
    """Puts a challenger in force; the champion before it becomes one, to be compared with.

    The calibration and the baselines are files of the bundle, so they come with it. Scores of the
    bundle before count as out of date; nobody is scored anew by this.

    Returns:
        The champion before.

    Raises:
        ConflictError: it is no challenger any more.
    """
    before, after = current_champion(connection), get_model(connection, version)
    if after is None or after.state is not ModelState.CHALLENGER:
        raise ConflictError(f"{version} is no challenger any more. Load it again.")
    move_model(connection, before.id, actor_id, "step_down", before.state, ModelState.CHALLENGER)
    move_model(connection, after.id, actor_id, deed, after.state, ModelState.CHAMPION)
    return before


def switch_policy(connection: Connection, policy_id: int, actor_id: int | None) -> None:
    """Puts a policy in force that is approved, or was in force before; the active one stays.

    Raises:
        ConflictError: it is neither, or was weighed against another one.
    """
    policy = get_policy(connection, policy_id, for_update=True)
    assert policy is not None
    if policy.state is PolicyState.ACTIVE:
        return
    if policy.state is PolicyState.SUPERSEDED:
        return_to(connection, policy, actor_id)
    else:
        activate(connection, policy, actor_id)


def require_usable(connection: Connection, policy_id: int) -> None:
    """Lets pass the policy in force, or one that may be activated now.

    Raises:
        ConflictError: it is another one.
    """
    policy = get_policy(connection, policy_id)
    if policy is None:
        raise ConflictError(f"There is no policy {policy_id}. Choose another one.")
    if policy.state is PolicyState.ACTIVE:
        return
    if policy.state is not PolicyState.APPROVED or not policy.base_is_active:
        raise ConflictError(
            f"Policy {policy.version} is {policy.state}. Take the one in force, or have one"
            " approved that was simulated against it."
        )
