"""What is in force: the scorer reads it with each batch, and starts without this room."""

import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, text

from core.decisions.rules.policy import Policy, first_policy
from core.models.rules.vocabulary import ModelState
from core.scores.rules.bundle_names import BundleName

# One statement sees one moment: a switch shows all of it or nothing
_IN_FORCE = text(
    """
    SELECT m.version, m.sha256, m.files, m.state,
           (SELECT CAST(body AS text) FROM policies WHERE state = 'active') AS body
      FROM models m WHERE m.state <> 'retired' ORDER BY m.id
    """
)
_CHAMPION = text("SELECT version FROM models WHERE state = 'champion'")


@dataclass(frozen=True)
class VersionsInForce:
    """What a batch is scored by, read in one statement.

    Attributes:
        challengers: they score in the shadow.
    """

    champion: BundleName
    policy: Policy
    challengers: tuple[BundleName, ...]


def versions_in_force(connection: Connection) -> VersionsInForce:
    """Returns what to score by, now.

    Raises:
        LookupError: no bundle is in force, so the database was not migrated by this release.
    """
    rows = connection.execute(_IN_FORCE).all()
    named = [(row.state, BundleName(row.version, row.sha256, row.files)) for row in rows]
    champion = next((name for state, name in named if state == ModelState.CHAMPION), None)
    if champion is None:
        raise LookupError("No bundle of models is in force. Migrate the database.")
    body = rows[0].body
    return VersionsInForce(
        champion=champion,
        policy=first_policy() if body is None else _policy_of(body),
        challengers=tuple(name for state, name in named if state == ModelState.CHALLENGER),
    )


@lru_cache(maxsize=4)
def _policy_of(body: str) -> Policy:
    """Reads a policy once, and not with each batch: its hash is made of all of it."""
    return Policy.of(json.loads(body))


def champion_version(connection: Connection) -> str:
    """Returns the name of the bundle in force, which makes a score current."""
    version: str = connection.execute(_CHAMPION).scalar_one()
    return version
