"""Statements on who may be the same person as an applicant; each likeness is found by an index."""

from typing import Any

from sqlalchemy import Connection, Row, text

from core.applications.records import LikePerson
from core.applications.rules.likeness import Likeness, LikenessKeys

MOST_ALIKE = 20

_SPELLING = "translate(lower({}), 'ё', 'е')"
_ALIKE = text(
    f"""
    WITH found AS (
      (SELECT id, 'document' AS reason FROM clients WHERE document_hash = :document_hash
        LIMIT :limit)
      UNION ALL
      (SELECT id, 'name_and_birth' FROM clients
        WHERE born_on = :born_on AND {_SPELLING.format("last_name")} = :last_name
          AND {_SPELLING.format("first_name")} = :first_name LIMIT :limit)
      UNION ALL
      (SELECT id, 'phone' FROM clients WHERE phone = :phone LIMIT :limit)
    )
    SELECT c.id AS client_id, c.last_name, c.first_name, c.patronymic, c.born_on, c.manager_id,
           u.last_name || ' ' || u.first_name AS manager_name, c.client_since, c.closed_at,
           array_agg(f.reason ORDER BY f.reason) AS reasons
      FROM found f
      JOIN clients c ON c.id = f.id
      LEFT JOIN managers m ON m.id = c.manager_id
      LEFT JOIN users u ON u.id = m.user_id
     GROUP BY c.id, u.id
     ORDER BY min(f.reason), c.id LIMIT :limit
    """
)
_WAIT = text("SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(:keys) AS key")


def wait_for_same_person(connection: Connection, keys: LikenessKeys) -> None:
    """Lets only one transaction at a time add a person with one of these keys."""
    if locks := keys.locks():
        connection.execute(_WAIT, {"keys": locks})


def find_alike(connection: Connection, keys: LikenessKeys) -> list[LikePerson]:
    """Returns who may be the same person, the surest first."""
    rows = connection.execute(_ALIKE, {**vars(keys), "limit": MOST_ALIKE})
    return [_to_person(row) for row in rows]


def _to_person(row: Row[Any]) -> LikePerson:
    reasons = tuple(Likeness(reason) for reason in row.reasons)
    return LikePerson(**{**row._mapping, "reasons": reasons})
