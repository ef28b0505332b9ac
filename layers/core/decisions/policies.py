"""Which policy is in force."""

from sqlalchemy import Connection, text

from core.decisions.rules.policy import Policy, first_policy

_ACTIVE = text("SELECT body FROM policies WHERE state = 'active'")


def policy_in_force(connection: Connection) -> Policy:
    """Returns the active policy; until one was made active, the one the release comes with."""
    body = connection.execute(_ACTIVE).scalar_one_or_none()
    return first_policy() if body is None else Policy.of(body)
