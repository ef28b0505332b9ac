"""A policy becomes active, and the one before it is superseded in the same transaction."""

from datetime import timedelta

from sqlalchemy import Connection, text

from core.decisions.policies import active_policy_id, get_policy
from core.decisions.policy_deeds import require_justification
from core.decisions.policy_records import PolicyVersion
from core.decisions.policy_taking_back import put_back, start_redeciding, take_back
from core.decisions.policy_writing import (
    move_policy,
    now,
    record,
    require_active_base,
    require_author,
    require_state,
    set_policy,
)
from core.decisions.rules.policy import first_policy
from core.decisions.rules.vocabulary import PolicyState
from core.kit.errors import ConflictError

HOURS_TO_CONFIRM = 24
LATE = "Nobody confirmed it in time."
OUTDATED = "Another policy became active meanwhile. Simulate again."

# Every release brings a first policy; what people made of it stays when the next one comes
_ADD_FIRST = text(
    """
    INSERT INTO policies (body, version, sha256, state, active_since)
    SELECT CAST(:body AS jsonb), :version, :sha256, 'active', now()
     WHERE NOT EXISTS (SELECT FROM policies)
    """
)
_DUE = text(
    "SELECT id FROM policies WHERE state = 'scheduled' AND effective_from <= clock_timestamp()"
    " ORDER BY effective_from, id LIMIT 1"
)
_NOT_CONFIRMED = text(
    "SELECT id FROM policies WHERE state = 'active' AND confirm_by <= clock_timestamp()"
)

# Else one person would keep a policy in force, a day at a time
_WAS_TAKEN_BACK = text(
    """
    SELECT EXISTS (
      SELECT FROM policies e
       WHERE e.author_id = :author_id AND e.is_emergency AND e.rejected_reason IS NOT NULL
         AND NOT EXISTS (SELECT FROM policies p
                          WHERE p.author_id = :author_id AND p.approved_at > e.superseded_at))
    """
)


def add_first_policy(connection: Connection) -> None:
    """Makes the release's policy the first version, active, unless there is any."""
    first = first_policy()
    told = {"body": first.json, "version": first.version, "sha256": first.sha256}
    connection.execute(_ADD_FIRST, told)


def activate(connection: Connection, policy: PolicyVersion, actor_id: int | None) -> None:
    """Makes a locked, approved version active now.

    Raises:
        ConflictError: it is not approved, or another one has become active since.
    """
    require_state(policy, PolicyState.APPROVED, PolicyState.SCHEDULED)
    require_active_base(policy)
    _supersede(connection, policy, actor_id)
    state = PolicyState.ACTIVE
    move_policy(connection, policy, actor_id, "activate", state, active_since=now())
    start_redeciding(connection, policy.id)


def activate_in_emergency(connection: Connection, policy: PolicyVersion, actor_id: int) -> None:
    """Makes a locked draft active at once; it is taken back unless a second person confirms.

    Raises:
        ConflictError: it is no draft, says not why, an emergency waits already, or the author's
            last one was taken back and nobody has approved one of theirs since.
        ForbiddenError: somebody else writes it.
    """
    require_state(policy, PolicyState.DRAFT)
    require_author(policy, actor_id)
    require_justification(policy)
    require_active_base(policy)
    base = get_policy(connection, policy.based_on or 0)
    if base is not None and base.confirm_by is not None:
        raise ConflictError("An emergency policy waits for its confirmation. Decide it first.")
    if connection.execute(_WAS_TAKEN_BACK, {"author_id": actor_id}).scalar_one():
        raise ConflictError("Your last emergency was taken back. Have another person approve this.")
    _supersede(connection, policy, actor_id)
    move_policy(
        connection,
        policy,
        actor_id,
        "emergency",
        PolicyState.ACTIVE,
        is_emergency=True,
        active_since=now(),
        confirm_by=now() + timedelta(hours=HOURS_TO_CONFIRM),
        reason=policy.justification,
    )
    start_redeciding(connection, policy.id)


def return_to(connection: Connection, policy: PolicyVersion, actor_id: int | None) -> None:
    """Makes a locked version active again that was superseded, in place of the active one.

    Raises:
        ConflictError: it was not active before.
    """
    require_state(policy, PolicyState.SUPERSEDED)
    active = get_policy(connection, active_policy_id(connection) or 0)
    _supersede(connection, policy, actor_id)
    put_back(connection, policy.id, actor_id, active.version if active else "")


def _supersede(connection: Connection, policy: PolicyVersion, actor_id: int | None) -> None:
    """Ends the active version, which the new one is based on."""
    active_id = active_policy_id(connection)
    if active_id is None:
        return
    values = {"superseded_at": now(), "confirm_by": None}
    set_policy(connection, active_id, state=PolicyState.SUPERSEDED, **values)
    told = {"state": PolicyState.SUPERSEDED, "by": policy.version}
    record(connection, active_id, actor_id, "supersede", {"state": PolicyState.ACTIVE}, told)


def take_back_unconfirmed(connection: Connection) -> int:
    """Returns to the version before an emergency that nobody confirmed in time."""
    found = connection.execute(_NOT_CONFIRMED).scalar_one_or_none()
    policy = get_policy(connection, found, for_update=True) if found else None
    if policy is None or policy.confirm_by is None:
        return 0
    take_back(connection, policy, None, LATE)
    return 1


def activate_due(connection: Connection) -> int:
    """Makes the scheduled version active that is due; returns how many became it.

    One that was weighed against a policy which is no longer in force is withdrawn, unless an
    emergency waits for its confirmation: then it waits, too.
    """
    found = connection.execute(_DUE).scalar_one_or_none()
    policy = get_policy(connection, found, for_update=True) if found else None
    if policy is None or policy.state is not PolicyState.SCHEDULED:
        return 0
    if policy.base_is_active:
        activate(connection, policy, None)
        return 1
    active = get_policy(connection, active_policy_id(connection) or 0)
    if active is None or active.confirm_by is None:
        state = PolicyState.WITHDRAWN
        move_policy(connection, policy, None, "withdraw", state, reason=OUTDATED)
    return 0
