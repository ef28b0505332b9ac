"""Statements that write versions of the policy, each with its event in the journal."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, update

from core.decisions.policies import active_policy_id, policy_in_force
from core.decisions.policy_records import PolicyVersion
from core.decisions.rules.policy import Policy
from core.decisions.rules.policy_differences import differences
from core.decisions.rules.vocabulary import PolicyState
from core.decisions.tables import policies
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, ForbiddenError


@dataclass(frozen=True)
class FrozenSimulation:
    """A simulation as it was kept: of which two policies, and all it said."""

    baseline_sha256: str
    candidate_sha256: str
    told: dict[str, Any]


@dataclass(frozen=True)
class PolicyDraft:
    """What a draft says; a simulation is of this very body against the active policy."""

    policy: Policy
    justification: str | None = None
    simulation: FrozenSimulation | None = None


def add_draft(
    connection: Connection, author_id: int, draft: PolicyDraft, copy_of: str | None = None
) -> int:
    """Begins a draft, based on the active policy; returns its id.

    Raises:
        ConflictError: the simulation is of another body, or against another policy.
    """
    based_on = active_policy_id(connection)
    values = _content_of(draft)
    _check_simulation(connection, draft)
    statement = insert(policies).values(
        **values,
        based_on=based_on,
        author_id=author_id,
        justification=draft.justification,
        simulation=draft.simulation and draft.simulation.told,
    )
    policy_id: int = connection.execute(statement.returning(policies.c.id)).scalar_one()
    told = {"version": draft.policy.version, "based_on": based_on, "copy_of": copy_of}
    record(connection, policy_id, author_id, "draft", {}, told)
    return policy_id


def copy_policy(connection: Connection, author_id: int, policy: PolicyVersion) -> int:
    """Begins a draft that says what a version says, dated today; returns its id."""
    copied = replace(policy.policy, dated=str(bank_date()))
    return add_draft(connection, author_id, PolicyDraft(copied), policy.version)


def edit_draft(
    connection: Connection, policy: PolicyVersion, actor_id: int, draft: PolicyDraft
) -> None:
    """Changes a locked draft. Another body takes its simulation off; a new one bases it anew.

    Raises:
        ConflictError: it is no draft, or the simulation is not of it.
        ForbiddenError: somebody else writes it.
    """
    require_state(policy, PolicyState.DRAFT)
    require_author(policy, actor_id)
    values = _content_of(draft) | {"justification": draft.justification}
    if draft.simulation is not None:
        _check_simulation(connection, draft)
        values |= {"simulation": draft.simulation.told, "based_on": active_policy_id(connection)}
    elif draft.policy.sha256 != policy.sha256:
        values["simulation"] = None
    changed = differences(policy.policy, draft.policy)
    set_policy(connection, policy.id, **values)
    record(
        connection,
        policy.id,
        actor_id,
        "edit",
        {one.field: one.before for one in changed},
        {one.field: one.after for one in changed} | {"version": draft.policy.version},
    )


def _content_of(draft: PolicyDraft) -> dict[str, Any]:
    policy = draft.policy
    return {"body": policy.body, "version": policy.version, "sha256": policy.sha256}


def _check_simulation(connection: Connection, draft: PolicyDraft) -> None:
    """Refuses what was simulated of something else."""
    if draft.simulation is None:
        return
    if draft.simulation.candidate_sha256 != draft.policy.sha256:
        raise ConflictError("This simulation is of another policy. Simulate this one.")
    if draft.simulation.baseline_sha256 != policy_in_force(connection).sha256:
        raise ConflictError("The policy in force has changed since. Simulate again.")


def set_policy(connection: Connection, policy_id: int, **values: Any) -> None:
    """Changes the row of a locked version."""
    statement = update(policies).where(policies.c.id == policy_id)
    connection.execute(statement.values(**values, revision=policies.c.revision + 1))


def move_policy(
    connection: Connection,
    policy: PolicyVersion,
    actor_id: int | None,
    deed: str,
    state: PolicyState,
    **values: Any,
) -> None:
    """Moves a locked version on; the reason, if there is one, stands in the journal."""
    told = {name: values.pop(name) for name in ("reason",) if name in values}
    set_policy(connection, policy.id, state=state, **values)
    told |= {"state": state, "version": policy.version}
    record(connection, policy.id, actor_id, deed, {"state": policy.state}, told)


def record(
    connection: Connection,
    policy_id: int,
    actor_id: int | None,
    deed: str,
    old_values: dict[str, Any],
    new_values: dict[str, Any],
) -> None:
    """Writes a deed on a policy into the journal, which is its history."""
    record_event(
        connection,
        actor_id=actor_id,
        action=f"policy.{deed}",
        subject=("policies", policy_id),
        old_values=old_values,
        new_values={name: value for name, value in new_values.items() if value is not None},
    )


def require_state(policy: PolicyVersion, *states: PolicyState) -> None:
    """Lets pass a version in one of these states.

    Raises:
        ConflictError: it is in another one.
    """
    if policy.state not in states:
        raise ConflictError(f"This policy is {policy.state}. Load it again.")


def require_author(policy: PolicyVersion, actor_id: int) -> None:
    """Lets pass who writes it.

    Raises:
        ForbiddenError: to everybody else.
    """
    if policy.author_id != actor_id:
        raise ForbiddenError("Somebody else writes this draft. Copy it to change it.")


def require_another(policy: PolicyVersion, actor_id: int) -> None:
    """Lets pass everybody but the author.

    Raises:
        ForbiddenError: to the author.
    """
    if policy.author_id == actor_id:
        raise ForbiddenError("You wrote this policy. Another person has to judge it.")


def require_active_base(policy: PolicyVersion) -> None:
    """Lets pass a version that was weighed against the policy in force.

    Raises:
        ConflictError: another one has become active since.
    """
    if not policy.base_is_active:
        raise ConflictError("The policy in force has changed since this draft. Simulate again.")


def now() -> Any:
    """The moment of the statement, as the database knows it."""
    return func.clock_timestamp()
