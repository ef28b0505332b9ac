"""Statements on demo users: adding them, and removing them with all that hangs on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.dialects.postgresql import insert

from core.people.tables import managers, users

_DEMO_CLIENTS = """
    SELECT c.id FROM clients c JOIN users u ON u.id = c.user_id WHERE u.is_test
"""
# What was recommended or decided is never taken back: whom it is of stays, and is no demo any more
_ON_RECORD = """
    SELECT x.id, x.client_id, x.created_by FROM applications x
     WHERE EXISTS (SELECT FROM recommendations r WHERE r.application_id = x.id)
        OR EXISTS (SELECT FROM decisions d WHERE d.application_id = x.id)
"""
_RECOMMENDED = f"SELECT client_id FROM ({_ON_RECORD}) r"
_REMOVED_CLIENTS = f"{_DEMO_CLIENTS} AND c.id NOT IN ({_RECOMMENDED})"
_REMOVED_APPLICATIONS = f"""
    SELECT a.id FROM applications a JOIN users u ON u.id = a.created_by
     WHERE a.client_id IN ({_REMOVED_CLIENTS}) OR u.is_test AND u.role = 'client'
"""
_REMOVE_CLIENTS = (
    text("SET LOCAL statement_timeout = 0"),  # a book of years is more than a request may remove
    text(
        "UPDATE clients SET closed_at = coalesce(closed_at, now()), closed_reason = 'replaced'"
        f" WHERE id IN ({_DEMO_CLIENTS}) AND id IN ({_RECOMMENDED})"
    ),
    text(
        "UPDATE users SET is_test = false, disabled_at = now(), login = login || '-was-' || id"
        " WHERE is_test AND role = 'client'"
        f" AND (id IN (SELECT user_id FROM clients WHERE id IN ({_RECOMMENDED}))"
        f" OR id IN (SELECT created_by FROM ({_ON_RECORD}) r))"
    ),
    text(
        f"DELETE FROM worklist_marks WHERE client_id IN ({_REMOVED_CLIENTS})"
        " OR application_number IN"
        f" (SELECT number FROM applications WHERE id IN ({_REMOVED_APPLICATIONS}))"
    ),
    text(f"DELETE FROM cases WHERE application_id IN ({_REMOVED_APPLICATIONS})"),
    text(f"DELETE FROM application_events WHERE application_id IN ({_REMOVED_APPLICATIONS})"),
    text(f"DELETE FROM applications WHERE id IN ({_REMOVED_APPLICATIONS})"),
    text(
        "DELETE FROM payment_months WHERE credit_id IN"
        f" (SELECT id FROM credits WHERE client_id IN ({_REMOVED_CLIENTS}))"
    ),
    text(f"DELETE FROM credits WHERE client_id IN ({_REMOVED_CLIENTS})"),
    # After the credits: each score is looked for among those that are left
    text(f"DELETE FROM scores WHERE client_id IN ({_REMOVED_CLIENTS})"),
    text(f"DELETE FROM snapshots WHERE client_id IN ({_REMOVED_CLIENTS})"),
    text(f"DELETE FROM clients WHERE id IN ({_REMOVED_CLIENTS})"),
    text("UPDATE payment_coverage SET state = 'stale', progress = NULL"),
    text(
        "DELETE FROM sessions WHERE user_id IN"
        " (SELECT id FROM users WHERE is_test AND role = 'client')"
    ),
    text("DELETE FROM users WHERE is_test AND role = 'client'"),
)
_NEXT_CLIENTS = text(
    f"SELECT id FROM ({_DEMO_CLIENTS}) demo WHERE id > :client_id ORDER BY id LIMIT :count"
)
_FIRST_ADMIN = text("SELECT id FROM users WHERE is_test AND role = 'admin' ORDER BY id LIMIT 1")
_FIRST_MANAGER = text(
    """
    SELECT m.id AS manager_id, u.id AS user_id FROM managers m JOIN users u ON u.id = m.user_id
     WHERE u.is_test AND u.role = 'manager' ORDER BY u.id LIMIT 1
    """
)
_FIRST_UNDERWRITER = text(
    "SELECT id FROM users WHERE is_test AND role = 'underwriter' ORDER BY id LIMIT 1"
)
_APPLICATION = text("SELECT id FROM applications WHERE external_id = :external_id")
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class DemoManager:
    """A manager of the demo, and who logs in as that."""

    manager_id: int
    user_id: int


def add_users(connection: Connection, people: Rows, password_hash: str) -> dict[str, int]:
    """Adds demo users with login, first_name, last_name and role; returns login -> user id."""
    rows = [{**person, "password_hash": password_hash, "is_test": True} for person in people]
    _add(connection, users, rows, conflict="login")
    logins = [person["login"] for person in people]
    found = connection.execute(select(users.c.login, users.c.id).where(users.c.login.in_(logins)))
    return {row.login: row.id for row in found}


def add_managers(connection: Connection, user_ids: Sequence[int]) -> list[int]:
    """Makes users managers; returns the manager ids in ascending order."""
    _add(connection, managers, [{"user_id": user_id} for user_id in user_ids], conflict="user_id")
    found = select(managers.c.id).where(managers.c.user_id.in_(user_ids)).order_by(managers.c.id)
    return list(connection.execute(found).scalars())


def remove_clients(connection: Connection) -> None:
    """Removes every demo client with all that hangs on them; staff and journal stay."""
    for statement in _REMOVE_CLIENTS:
        connection.execute(statement)


def _add(connection: Connection, table: Table, rows: Rows, conflict: str) -> None:
    if rows:
        statement = insert(table).on_conflict_do_nothing(index_elements=[conflict])
        connection.execute(statement, list(rows))


def clients_after(connection: Connection, client_id: int, count: int) -> list[int]:
    """Returns the next demo clients by id."""
    parameters = {"client_id": client_id, "count": count}
    return list(connection.execute(_NEXT_CLIENTS, parameters).scalars())


def first_admin(connection: Connection) -> int:
    """Returns the user id of the first administrator of the demo."""
    user_id: int = connection.execute(_FIRST_ADMIN).scalar_one()
    return user_id


def first_manager(connection: Connection) -> DemoManager:
    """Returns the first manager of the demo."""
    return DemoManager(**connection.execute(_FIRST_MANAGER).one()._mapping)


def first_underwriter(connection: Connection) -> int:
    """Returns the user id of the first underwriter of the demo."""
    user_id: int = connection.execute(_FIRST_UNDERWRITER).scalar_one()
    return user_id


def application_of(connection: Connection, external_id: str) -> UUID:
    """Returns the id of the application that a program's number names."""
    known = {"external_id": external_id}
    application_id: UUID = connection.execute(_APPLICATION, known).scalar_one()
    return application_id
