"""Statements that store what was found in a file."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, insert, text

from core.imports.records import NewIssue
from core.imports.tables import import_issues

MOST_ISSUES = 10_000  # of an import; the report counts all

_CLEAR = text("DELETE FROM import_issues WHERE import_id = :import_id")


def add_issues(connection: Connection, import_id: int, issues: Sequence[NewIssue]) -> None:
    """Stores issues in their order."""
    if issues:
        rows = [{"import_id": import_id, **asdict(issue)} for issue in issues]
        connection.execute(insert(import_issues), rows)


def clear_issues(connection: Connection, import_id: int) -> None:
    """Forgets what was found before the file is looked at anew."""
    connection.execute(_CLEAR, {"import_id": import_id})
