"""Puts another policy or another bundle in force for the length of a test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from core.decisions.rules.policy import Policy
from core.models.rules.released import released
from core.scores.rules.bundle_names import BundleName
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


_STEP_DOWN = text("UPDATE models SET state = 'challenger' WHERE state = 'champion' RETURNING id")
_ADD_MODEL = text(
    "INSERT INTO models (version, sha256, files, card, source, state, champion_since)"
    " VALUES (:version, :sha256, CAST(:files AS jsonb), '{}', 'registered', 'champion', now())"
)
_REMOVE_MODEL = text("DELETE FROM models WHERE sha256 = :sha256")
_STEP_UP = text("UPDATE models SET state = 'champion' WHERE id = :id")


@contextmanager
def another_champion(people: People, name: BundleName | None = None) -> Iterator[BundleName]:
    """Puts a bundle in the place of the champion; one that lies nowhere unless it is named."""
    name = name or BundleName.of("2027-01-01", dict.fromkeys(released().name.files, "0" * 64))
    told = {"version": name.version, "sha256": name.sha256, "files": json.dumps(dict(name.files))}
    before = people.connection.execute(_STEP_DOWN).scalar_one()
    people.connection.execute(_ADD_MODEL, told)
    people.connection.commit()
    try:
        yield name
    finally:
        people.connection.rollback()
        people.connection.execute(_REMOVE_MODEL, told)
        people.connection.execute(_STEP_UP, {"id": before})
        people.connection.commit()
