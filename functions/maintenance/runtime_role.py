"""The role the functions work as: it reads and writes rows, and neither owns nor alters a table.

Whoever takes over a function can then not take the journal's trigger off and change what it says.
"""

from dataclasses import fields
from typing import Any

from psycopg2.extensions import encrypt_password
from sqlalchemy import URL, Connection, Table, text

from core.clients.tables import month_closings
from core.decisions.tables import decisions, recommendations, simulations
from core.journal.tables import audit_checks, audit_events, audit_seals, audit_unsealed
from core.migrations.schema import all_tables
from core.monitoring.tables import replays
from core.notices.tables import notice_texts
from core.scores.batch_records import ScoreRecord
from core.scores.tables import provenances, score_kinds, scores

STATEMENT_TIMEOUT = "25s"  # above the longest wait for a score, below the api function's timeout
RECORDED = (
    *(field.name for field in fields(ScoreRecord) if field.name != "id"),
    *("scored_at", "resent_at", "attempts", "challengers", "redecided", "redecided_by"),
)
ROWS = "SELECT, INSERT, UPDATE, DELETE"
FEWER = {
    audit_checks.name: "SELECT, INSERT, UPDATE",
    audit_events.name: "SELECT, INSERT",
    audit_seals.name: "SELECT, INSERT",
    audit_unsealed.name: "SELECT, INSERT, DELETE",
    decisions.name: "SELECT, INSERT",
    recommendations.name: "SELECT, INSERT",
    simulations.name: "SELECT, INSERT",
    notice_texts.name: "SELECT, INSERT",
    provenances.name: "SELECT, INSERT",
    score_kinds.name: "SELECT, INSERT",
    replays.name: "SELECT, INSERT, DELETE",
    # What is recorded once. Of whom and for whom a score was made stays; a trigger holds the rest
    scores.name: f"SELECT, INSERT, UPDATE ({', '.join(RECORDED)})",
    month_closings.name: "SELECT, INSERT, UPDATE",  # a trigger says what of it
}

_ROLE = text("SELECT FROM pg_roles WHERE rolname = :name")
_MAY_MAKE_ROLES = text(
    "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
)


class SameRoleError(RuntimeError):
    """One role would own the tables and work with them."""


def settle_runtime_role(connection: Connection, runtime: URL) -> None:
    """Makes the role if there is none, with the secret's password, and gives it its rights.

    A role that somebody else made, where the owner may make none, keeps its password.

    Raises:
        SameRoleError: the secrets name one role.
    """
    name, password = runtime.username or "", str(runtime.password)
    if name == connection.engine.url.username:
        raise SameRoleError(
            "DATABASE_SECRET_ID and DATABASE_OWNER_SECRET_ID name one role. Make a second role that"
            " owns nothing, and put its name and password into the secret of DATABASE_SECRET_ID."
        )
    role = connection.dialect.identifier_preparer.quote(name)
    is_there = connection.execute(_ROLE, {"name": name}).first() is not None
    if not is_there or connection.execute(_MAY_MAKE_ROLES).scalar_one():
        _set_password(connection, role, _verifier(connection, name, password), is_there)
    _grant(connection, role)


def _set_password(connection: Connection, role: str, verifier: str, is_there: bool) -> None:
    """Makes or changes the role; the owner may end its connections."""
    deed = "ALTER" if is_there else "CREATE"
    connection.execute(text(f"{deed} ROLE {role} LOGIN PASSWORD :it"), {"it": verifier})
    connection.execute(text(f"ALTER ROLE {role} SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
    connection.execute(text(f"ALTER ROLE {role} SET timezone = 'UTC'"))
    connection.execute(text(f"GRANT {role} TO CURRENT_USER"))


def _verifier(connection: Connection, name: str, password: str) -> str:
    """Returns what PostgreSQL keeps of a password, so that no statement holds the password."""
    driver: Any = connection.connection.dbapi_connection
    verifier: str = encrypt_password(password, name, scope=driver, algorithm="scram-sha-256")
    return verifier


def _grant(connection: Connection, role: str) -> None:
    """Gives the rights anew, from none, so that one which is dropped here is gone there."""
    database = connection.dialect.identifier_preparer.quote(connection.engine.url.database or "")
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        *(_of_table(table, role) for table in all_tables().sorted_tables),
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
    ):
        connection.execute(text(statement))


def _of_table(table: Table, role: str) -> str:
    return f"GRANT {FEWER.get(table.name, ROWS)} ON {table.name} TO {role}"
