"""Puts another policy in force for the length of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from core.decisions.rules.policy import Policy
from tests.integration.makers import People

_SUPERSEDE = text("UPDATE policies SET state = 'superseded' WHERE state = 'active' RETURNING id")
_ADD = text(
    "INSERT INTO policies (body, version, sha256, state, active_since)"
    " VALUES (CAST(:body AS jsonb), :version, :sha256, 'active', now())"
)
_REMOVE = text("DELETE FROM policies WHERE sha256 = :sha256")
_PUT_BACK = text("UPDATE policies SET state = 'active' WHERE id = :id")


@contextmanager
def in_force(people: People, policy: Policy) -> Iterator[None]:
    """Puts a policy in the place of the one that is active, and that one back at the end."""
    told = {"body": policy.json, "version": policy.version, "sha256": policy.sha256}
    before = people.connection.execute(_SUPERSEDE).scalar_one()
    people.connection.execute(_ADD, told)
    people.connection.commit()
    try:
        yield
    finally:
        people.connection.rollback()
        people.connection.execute(_REMOVE, told)
        people.connection.execute(_PUT_BACK, {"id": before})
        people.connection.commit()
