"""Statements on what scores come of besides their clients: a bundle and the code around it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from core.kit.versions import canonical_json

_FIND = text("SELECT id FROM provenances WHERE sha256 = :sha256")
_KEEP = text(
    "INSERT INTO provenances (sha256, content) VALUES (:sha256, CAST(:content AS jsonb))"
    " ON CONFLICT DO NOTHING"
)


def keep_provenance(connection: Connection, sha256: str, content: Mapping[str, Any]) -> int:
    """Returns the id of a provenance, which is written down when it is first met.

    Args:
        sha256: of the content's canonical JSON.
    """
    known = {"sha256": sha256}
    found: int | None = connection.execute(_FIND, known).scalar_one_or_none()
    if found is not None:
        return found
    connection.execute(_KEEP, {**known, "content": canonical_json(content).decode()})
    kept: int = connection.execute(_FIND, known).scalar_one()
    return kept
