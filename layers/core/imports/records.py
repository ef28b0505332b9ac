"""What queries on imports return; the API shows them as they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.imports.rules.states import ImportKind, ImportState, ImportStep


@dataclass(frozen=True)
class ImportSummary:
    """An import as lists show it.

    Attributes:
        step: what the importer is about to do; null while people are asked.
        rows_total: of the file; null until they were counted.
        rows_done: in the present step.
        applied: outcome -> rows, as far as it is applied.
        fault: ``code`` and ``args`` of what stopped it.
    """

    id: int
    kind: ImportKind
    state: ImportState
    step: ImportStep | None
    file_name: str
    size_bytes: int
    created_by: int
    created_by_name: str
    created_at: datetime
    updated_at: datetime
    rows_total: int | None
    rows_done: int
    applied: dict[str, int] | None
    fault: dict[str, Any] | None


@dataclass(frozen=True)
class Import(ImportSummary):
    """An import with all that is known of its file.

    Attributes:
        declared: control totals as they were given.
        hints: what the sender says of the file: encoding, delimiter, sheet, dates, decimals.
        profile: what the file looks like: columns, first rows, questions; ``guess`` is a mapping.
        mapping: which column is what.
        options: what to do with duplicates, and who gets new people.
        report: what the check found.
        portfolio_batch_id: the rescoring of those it touched.
    """

    sha256: str
    declared: dict[str, Any] | None
    hints: dict[str, Any] | None
    profile: dict[str, Any] | None
    mapping: list[dict[str, Any]] | None
    options: dict[str, Any] | None
    report: dict[str, Any] | None
    portfolio_batch_id: UUID | None


@dataclass(frozen=True)
class NewImport:
    """A file that is about to be sent."""

    kind: ImportKind
    file_name: str
    size_bytes: int
    sha256: str
    declared: dict[str, Any] | None


@dataclass(frozen=True)
class ImportIssue:
    """One thing that is wrong or odd in a file.

    Attributes:
        is_error: whether the row is left out.
        row: as the file counts them; null where it is about a whole column or file.
        column_name: as the file calls it.
        value: as it stands there, cut off; empty where a whole row is meant.
        args: what a text about the code has to name.
    """

    id: int
    code: str
    is_error: bool
    row: int | None
    column_name: str | None
    value: str
    args: dict[str, Any]
