"""Statements that keep what an import made or changed of people and credits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from core.imports.tables import import_changes


@dataclass(frozen=True)
class Change:
    """What an import did to one row of a table.

    Attributes:
        old_values: None where the row is new.
        new_values: by which it is known whether others have changed it since.
    """

    subject_table: str
    subject_id: int
    old_values: Mapping[str, Any] | None = None
    new_values: Mapping[str, Any] | None = None


def add_changes(connection: Connection, import_id: int, changes: Sequence[Change]) -> None:
    """Keeps changes; of several to one row the first, which knows what was before all of them."""
    if changes:
        rows = [{"import_id": import_id, **asdict(change)} for change in changes]
        connection.execute(insert(import_changes).on_conflict_do_nothing(), rows)
