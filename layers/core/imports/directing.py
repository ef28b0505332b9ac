"""Statements by which people direct an import: send, map, confirm, cancel, undo."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from core.imports.records import NewImport
from core.imports.rules.import_states import ImportKind, ImportState, ImportStep
from core.imports.tables import IN_EFFECT

_INSERT = text(
    f"""
    INSERT INTO imports (kind, file_name, size_bytes, sha256, created_by, declared)
    VALUES (:kind, :file_name, :size_bytes, :sha256, :created_by, :declared)
    ON CONFLICT (kind, sha256) WHERE {IN_EFFECT} DO NOTHING
    RETURNING id
    """
).bindparams(bindparam("declared", type_=JSONB(none_as_null=True)))
_SAME = text(
    f"SELECT id, created_at FROM imports WHERE kind = :kind AND sha256 = :sha256 AND {IN_EFFECT}"
)
# Whoever works on it loses the lease, and so cannot record anything more
_DIRECT = text(
    """
    UPDATE imports
       SET state = :state, step = :step, rows_done = 0, attempts = 0, fault = NULL,
           lease = NULL, leased_until = NULL, updated_at = clock_timestamp()
     WHERE id = :import_id
    """
)
_MAP = text(
    "UPDATE imports SET mapping = :mapping, options = :options, report = NULL WHERE id = :import_id"
).bindparams(bindparam("mapping", type_=JSONB), bindparam("options", type_=JSONB))
_HINT = text(
    "UPDATE imports SET hints = :hints, mapping = NULL, report = NULL WHERE id = :import_id"
).bindparams(bindparam("hints", type_=JSONB))
_REMEMBER = text(
    """
    INSERT INTO import_mappings (user_id, kind, signature, mapping)
    VALUES (:user_id, :kind, :signature, :mapping)
    ON CONFLICT (user_id, kind, signature)
    DO UPDATE SET mapping = excluded.mapping, updated_at = now()
    """
).bindparams(bindparam("mapping", type_=JSONB))


def add_import(connection: Connection, new: NewImport, created_by: int) -> int | None:
    """Registers a file that is about to be sent; None if it is in the tables, or may be."""
    values = {**vars(new), "created_by": created_by}
    import_id: int | None = connection.execute(_INSERT, values).scalar_one_or_none()
    return import_id


def find_same(connection: Connection, kind: ImportKind, sha256: str) -> Row[Any] | None:
    """Returns id and moment of the import of the same file."""
    return connection.execute(_SAME, {"kind": kind, "sha256": sha256}).one_or_none()


def direct(
    connection: Connection, import_id: int, state: ImportState, step: ImportStep | None
) -> None:
    """Brings an import to a state, with what the importer has to do next, from its first row on."""
    connection.execute(_DIRECT, {"import_id": import_id, "state": state, "step": step})


def set_hints(connection: Connection, import_id: int, hints: dict[str, Any]) -> None:
    """Stores how the file is to be read; what was said and found by another reading is void."""
    connection.execute(_HINT, {"import_id": import_id, "hints": hints})


def set_mapping(
    connection: Connection, import_id: int, mapping: list[dict[str, Any]], options: dict[str, Any]
) -> None:
    """Stores which column is what; what a check found by another mapping is void."""
    values = {"import_id": import_id, "mapping": mapping, "options": options}
    connection.execute(_MAP, values)


def remember_mapping(
    connection: Connection,
    user_id: int,
    kind: ImportKind,
    signature: str,
    mapping: list[dict[str, Any]],
) -> None:
    """Keeps a mapping for the next file of this sender with the same columns."""
    values = {"user_id": user_id, "kind": kind, "signature": signature, "mapping": mapping}
    connection.execute(_REMEMBER, values)
