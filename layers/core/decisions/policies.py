"""Which policy is in force, and which there were and may be."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, text

from core.decisions.policy_records import PolicySummary, PolicyVersion
from core.decisions.rules.policy import Policy, first_policy
from core.decisions.rules.vocabulary import PolicyState
from core.scores.rules.points import edge_points

_ACTIVE = text("SELECT body FROM policies WHERE state = 'active'")
_OF_HASH = text("SELECT body FROM policies WHERE sha256 = :sha256 LIMIT 1")
_ACTIVE_ID = text("SELECT id FROM policies WHERE state = 'active'")
# All deeds on policies are done one after another: there are few, and each looks at several rows
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('policies'))")
_SELECT = """
    SELECT p.*,
           trim(a.last_name || ' ' || a.first_name) AS author_name,
           trim(o.last_name || ' ' || o.first_name) AS approver_name,
           coalesce(b.state = 'active', false) AS base_is_active
      FROM policies p
      LEFT JOIN users a ON a.id = p.author_id
      LEFT JOIN users o ON o.id = p.approver_id
      LEFT JOIN policies b ON b.id = p.based_on
"""
_GET = text(f"{_SELECT} WHERE p.id = :policy_id")
_LIST = text(
    f"{_SELECT} WHERE CAST(:after AS bigint) IS NULL OR p.id < :after"
    " ORDER BY p.id DESC LIMIT :limit"
)
_SUMMARY_FIELDS = tuple(field.name for field in fields(PolicySummary))
_VERSION_FIELDS = tuple(field.name for field in fields(PolicyVersion))


def policy_in_force(connection: Connection) -> Policy:
    """Returns the active policy; until one was made active, the one the release comes with."""
    body = connection.execute(_ACTIVE).scalar_one_or_none()
    return first_policy() if body is None else Policy.of(body)


def policy_of_hash(connection: Connection, sha256: str) -> Policy:
    """Returns the policy whose body has this hash, as drafts and copies share one.

    Raises:
        LookupError: there is none such any more.
    """
    body = connection.execute(_OF_HASH, {"sha256": sha256}).scalar_one_or_none()
    if body is None:
        raise LookupError("There is no policy with this hash.")
    return Policy.of(body)


def active_policy_id(connection: Connection) -> int | None:
    """Returns which version is active."""
    found: int | None = connection.execute(_ACTIVE_ID).scalar_one_or_none()
    return found


def get_policy(
    connection: Connection, policy_id: int, *, for_update: bool = False
) -> PolicyVersion | None:
    """Returns a version; ``for_update`` keeps others from changing any until the end."""
    if for_update:
        lock_policies(connection)
    row = connection.execute(_GET, {"policy_id": policy_id}).one_or_none()
    if row is None:
        return None
    told = {name: row._mapping[name] for name in _VERSION_FIELDS if name in row._mapping}
    return PolicyVersion(**told | _derived(row), policy=Policy.of(row.body))


def lock_policies(connection: Connection) -> None:
    """Keeps others from changing which policy or which model is in force until the end."""
    connection.execute(_LOCK)


def list_policies(connection: Connection, *, after: int | None, limit: int) -> list[PolicySummary]:
    """Returns the newest versions, or those that follow the one ``after``."""
    rows = connection.execute(_LIST, {"after": after, "limit": limit})
    return [_to_summary(row) for row in rows]


def _to_summary(row: Row[Any]) -> PolicySummary:
    told = {name: row._mapping[name] for name in _SUMMARY_FIELDS if name in row._mapping}
    return PolicySummary(**told | _derived(row))


def _derived(row: Row[Any]) -> dict[str, Any]:
    return {
        "state": PolicyState(row.state),
        "approve_from_points": edge_points(row.body["approve_below"]),
        "decline_below_points": edge_points(row.body["decline_from"]),
    }
