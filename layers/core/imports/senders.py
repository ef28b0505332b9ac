"""Statements on who sent a file, who gets new people, and whom it touched."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from core.imports.records import Sender
from core.people.rules.roles import Role

_SENDER = text(
    """
    SELECT u.role, m.id AS manager_id FROM users u LEFT JOIN managers m ON m.user_id = u.id
     WHERE u.id = :user_id AND u.disabled_at IS NULL
    """
)
_BY_LOGIN = text(
    """
    SELECT u.login, m.id FROM managers m JOIN users u ON u.id = m.user_id
     WHERE u.login = ANY(:logins) AND u.role = 'manager' AND u.disabled_at IS NULL
    """
)
_TOUCHED = text(
    """
    SELECT client_id FROM (
      SELECT k.client_id FROM payment_months p JOIN credits k ON k.id = p.credit_id
       WHERE p.import_id = :import_id
      UNION
      SELECT k.client_id FROM import_changes h JOIN credits k ON k.id = h.subject_id
       WHERE h.import_id = :import_id AND h.subject_table = 'credits'
      UNION
      SELECT h.subject_id FROM import_changes h
       WHERE h.import_id = :import_id AND h.subject_table = 'clients'
    ) touched
     WHERE client_id > :after ORDER BY client_id LIMIT :limit
    """
)


_SENDERS = frozenset({Role.MANAGER, Role.ANALYST, Role.ADMIN, Role.PROGRAM})


def find_sender(connection: Connection, user_id: int) -> Sender | None:
    """Returns what who sent a file may do now; None if nothing."""
    told = connection.execute(_SENDER, {"user_id": user_id}).one_or_none()
    if told is None or told.role not in _SENDERS:
        return None
    return Sender(user_id, told.manager_id if told.role == Role.MANAGER else None)


def managers_by_login(connection: Connection, logins: Sequence[str]) -> dict[str, int]:
    """Returns login -> id of the managers among these who may work."""
    rows = connection.execute(_BY_LOGIN, {"logins": list(logins)})
    return {row.login: row.id for row in rows}


def touched_clients(connection: Connection, import_id: int, after: int, limit: int) -> list[int]:
    """Returns the next clients after one whom an import touched."""
    values = {"import_id": import_id, "after": after, "limit": limit}
    return list(connection.execute(_TOUCHED, values).scalars())
