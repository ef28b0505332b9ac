"""An emergency policy is taken back, and what it decided about stored scores with it."""

from sqlalchemy import Connection, text

from core.decisions.policy_records import PolicyVersion
from core.decisions.policy_writing import move_policy, now, record, set_policy
from core.decisions.rules.vocabulary import PolicyState

_END = text("UPDATE policy_activations SET ended_at = clock_timestamp() WHERE ended_at IS NULL")
_START = text(
    "INSERT INTO policy_activations (policy_id, clients_to)"
    " SELECT :policy_id, coalesce(max(id), 0) FROM clients"
)


def take_back(
    connection: Connection, policy: PolicyVersion, actor_id: int | None, reason: str
) -> None:
    """Returns from a locked emergency to the version that it superseded."""
    move_policy(
        connection,
        policy,
        actor_id,
        "take_back",
        PolicyState.SUPERSEDED,
        superseded_at=now(),
        confirm_by=None,
        rejected_reason=reason,
        reason=reason,
    )
    put_back(connection, policy.based_on or 0, actor_id, policy.version)


def put_back(connection: Connection, policy_id: int, actor_id: int | None, instead_of: str) -> None:
    """Makes a superseded version active again, now that the one ``instead_of`` it is not."""
    values = {"active_since": now(), "superseded_at": None}
    set_policy(connection, policy_id, state=PolicyState.ACTIVE, **values)
    told = {"state": PolicyState.ACTIVE, "instead_of": instead_of}
    record(connection, policy_id, actor_id, "return", {"state": PolicyState.SUPERSEDED}, told)
    start_redeciding(connection, policy_id)


def start_redeciding(connection: Connection, policy_id: int) -> None:
    """Lets the stored scores follow a policy that became active; who has begun before ends."""
    connection.execute(_END)
    connection.execute(_START, {"policy_id": policy_id})
