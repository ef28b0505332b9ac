"""The way of a policy from a draft to an approved version: who made it never approves it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from core.decisions.policy_records import PolicyVersion
from core.decisions.policy_taking_back import take_back
from core.decisions.policy_writing import (
    move_policy,
    now,
    record,
    require_active_base,
    require_another,
    require_author,
    require_state,
    set_policy,
)
from core.decisions.rules.vocabulary import PolicyState
from core.kit.errors import ConflictError, ForbiddenError

_OPEN_REQUEST = text("SELECT version FROM policies WHERE state = 'in_review'")
_NOT_YET_ACTIVE = (
    PolicyState.DRAFT,
    PolicyState.IN_REVIEW,
    PolicyState.APPROVED,
    PolicyState.SCHEDULED,
)
MOST_DAYS_AHEAD = 366


def request_review(connection: Connection, policy: PolicyVersion, actor_id: int) -> None:
    """Asks another person to approve a locked draft.

    Raises:
        ConflictError: it is not explained or not simulated, or another request is open.
        ForbiddenError: somebody else writes it.
    """
    require_state(policy, PolicyState.DRAFT)
    require_author(policy, actor_id)
    require_justification(policy)
    if policy.simulation is None:
        raise ConflictError("Simulate this policy first, and attach what the simulator said.")
    require_active_base(policy)
    opened = connection.execute(_OPEN_REQUEST).scalar_one_or_none()
    if opened is not None:
        raise ConflictError(f"Version {opened} waits for approval. One at a time: decide it first.")
    state = PolicyState.IN_REVIEW
    move_policy(connection, policy, actor_id, "request", state, requested_at=now())


def require_justification(policy: PolicyVersion) -> None:
    """Lets pass a version that says why it should be.

    Raises:
        ConflictError: it does not.
    """
    if not policy.justification:
        raise ConflictError("Say first why this policy should replace the one in force.")


def approve(connection: Connection, policy: PolicyVersion, actor_id: int, sha256: str) -> None:
    """Approves a locked version as another person, once, and what was seen alone.

    Args:
        sha256: of the body that the approver has seen.

    Raises:
        ConflictError: it does not wait, says something else, or was weighed against another one.
        ForbiddenError: to the author.
    """
    require_another(policy, actor_id)
    require_state(policy, PolicyState.IN_REVIEW)
    _require_seen(policy, sha256)
    require_active_base(policy)
    move_policy(
        connection,
        policy,
        actor_id,
        "approve",
        PolicyState.APPROVED,
        approver_id=actor_id,
        approved_sha256=sha256,
        approved_at=now(),
    )


def _require_seen(policy: PolicyVersion, sha256: str) -> None:
    if policy.sha256 != sha256:
        raise ConflictError("This policy says something else than what you saw. Load it again.")


def confirm(connection: Connection, policy: PolicyVersion, actor_id: int, sha256: str) -> None:
    """Approves an emergency that is active already, as another person.

    Raises:
        ConflictError: it waits for no confirmation, or says something else.
        ForbiddenError: to the author.
    """
    require_another(policy, actor_id)
    _require_waiting(policy)
    _require_seen(policy, sha256)
    set_policy(
        connection,
        policy.id,
        approver_id=actor_id,
        approved_sha256=sha256,
        approved_at=now(),
        confirm_by=None,
    )
    record(connection, policy.id, actor_id, "confirm", {}, {"version": policy.version})


def _require_waiting(policy: PolicyVersion) -> None:
    if policy.state is not PolicyState.ACTIVE or policy.confirm_by is None:
        raise ConflictError("This policy waits for no confirmation. Load it again.")


def reject(connection: Connection, policy: PolicyVersion, actor_id: int, reason: str) -> None:
    """Refuses a version that waits, as another person; an emergency is taken back at once.

    Raises:
        ConflictError: it does not wait.
        ForbiddenError: to the author.
    """
    require_another(policy, actor_id)
    if policy.confirm_by is not None:
        take_back(connection, policy, actor_id, reason)
        return
    require_state(policy, PolicyState.IN_REVIEW)
    state = PolicyState.REJECTED
    move_policy(
        connection, policy, actor_id, "reject", state, rejected_reason=reason, reason=reason
    )


def withdraw(
    connection: Connection, policy: PolicyVersion, actor_id: int, *, is_admin: bool
) -> None:
    """Ends a version that is not active yet, by its author or an admin; the body stays on record.

    Raises:
        ConflictError: it is or was active, or is over.
        ForbiddenError: to everybody else.
    """
    if not is_admin and policy.author_id != actor_id:
        raise ForbiddenError("Only who wrote this policy, or an administrator, may withdraw it.")
    require_state(policy, *_NOT_YET_ACTIVE)
    state = PolicyState.WITHDRAWN
    move_policy(connection, policy, actor_id, "withdraw", state, effective_from=None)


def schedule(
    connection: Connection, policy: PolicyVersion, actor_id: int, effective_from: datetime
) -> None:
    """Lets an approved version become active by itself at a moment to come.

    Raises:
        ConflictError: it is not approved, or the moment is past or too far ahead.
    """
    require_state(policy, PolicyState.APPROVED, PolicyState.SCHEDULED)
    require_active_base(policy)
    ahead = effective_from - datetime.now(effective_from.tzinfo)
    if not timedelta(0) < ahead < timedelta(days=MOST_DAYS_AHEAD):
        raise ConflictError(
            f"Name a moment within the next {MOST_DAYS_AHEAD} days, or activate it now."
        )
    state = PolicyState.SCHEDULED
    reason = effective_from.isoformat()
    move_policy(
        connection,
        policy,
        actor_id,
        "schedule",
        state,
        effective_from=effective_from,
        reason=reason,
    )
