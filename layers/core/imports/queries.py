"""Statements that read imports and what was found in them."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, text

from core.imports.records import Import, ImportIssue, ImportSummary
from core.imports.rules.import_states import ImportKind, ImportState, ImportStep

_NAME = "u.last_name || ' ' || u.first_name AS created_by_name"


def _columns(record: type) -> str:
    names = (field.name for field in fields(record) if field.name != "created_by_name")
    return ", ".join(f"i.{name}" for name in names)


_GET = f"""
    SELECT {_columns(Import)}, {_NAME}
      FROM imports i JOIN users u ON u.id = i.created_by WHERE i.id = :import_id
"""
_LIST = text(
    f"""
    SELECT {_columns(ImportSummary)}, {_NAME}
      FROM imports i JOIN users u ON u.id = i.created_by
     WHERE (CAST(:created_by AS bigint) IS NULL OR i.created_by = :created_by)
       AND (CAST(:after AS bigint) IS NULL OR i.id < :after)
     ORDER BY i.id DESC LIMIT :limit
    """
)
_ISSUES = text(
    """
    SELECT id, code, is_error, row, column_name, value, args FROM import_issues
     WHERE import_id = :import_id AND (CAST(:code AS text) IS NULL OR code = :code) AND id > :after
     ORDER BY id LIMIT :limit
    """
)
_MAPPING = text(
    """
    SELECT mapping FROM import_mappings
     WHERE user_id = :user_id AND kind = :kind AND signature = :signature
    """
)


def get_import(
    connection: Connection, import_id: int, *, for_update: bool = False
) -> Import | None:
    """Returns an import; ``for_update`` keeps others from changing it until the end."""
    statement = text(f"{_GET} FOR NO KEY UPDATE OF i" if for_update else _GET)
    row = connection.execute(statement, {"import_id": import_id}).one_or_none()
    return Import(**_typed(row)) if row else None


def list_imports(
    connection: Connection, *, created_by: int | None, after: int | None, limit: int
) -> list[ImportSummary]:
    """Returns imports, the newest first, from below the id ``after`` on; of one user, or all."""
    values = {"created_by": created_by, "after": after, "limit": limit}
    return [ImportSummary(**_typed(row)) for row in connection.execute(_LIST, values)]


def list_issues(
    connection: Connection, import_id: int, *, code: str | None, after: int, limit: int
) -> list[ImportIssue]:
    """Returns issues of one code or of all, in the order they were found."""
    values = {"import_id": import_id, "code": code, "after": after, "limit": limit}
    return [ImportIssue(**row._mapping) for row in connection.execute(_ISSUES, values)]


def remembered_mapping(
    connection: Connection, user_id: int, kind: ImportKind, signature: str
) -> list[dict[str, Any]] | None:
    """Returns the mapping that this user gave last to a file with the same columns."""
    values = {"user_id": user_id, "kind": kind, "signature": signature}
    mapping: list[dict[str, Any]] | None = connection.execute(_MAPPING, values).scalar_one_or_none()
    return mapping


def _typed(row: Row[Any]) -> dict[str, Any]:
    return {
        **row._mapping,
        "kind": ImportKind(row.kind),
        "state": ImportState(row.state),
        "step": row.step and ImportStep(row.step),
    }
