"""What queries on imports return; the API shows them as they are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from core.imports.rules.import_states import Finding, ImportKind, ImportState, ImportStep, Outcome


@dataclass(frozen=True)
class ImportSummary:
    """An import as lists show it.

    Attributes:
        step: what the importer is about to do; null while people are asked.
        rows_total: of the file; null until they were counted.
        rows_done: in the present step.
        applied: outcome -> rows, as far as it is applied.
        fault: ``code`` and ``args`` of what stopped it.
        forgotten_at: since then neither its file nor its rows are kept, nor can it be undone.
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
    forgotten_at: datetime | None


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
        touched_after: clients up to this id are rescored.
        portfolio_batch_ids: the rescorings of those it touched.
    """

    sha256: str
    declared: dict[str, Any] | None
    hints: dict[str, Any] | None
    profile: dict[str, Any] | None
    mapping: list[dict[str, Any]] | None
    options: dict[str, Any] | None
    report: dict[str, Any] | None
    touched_after: int | None
    portfolio_batch_ids: list[UUID]


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


@dataclass(frozen=True)
class NewIssue:
    """An issue that is about to be stored."""

    code: str
    is_error: bool
    row: int | None = None
    column_name: str | None = None
    value: str = ""
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What becomes of one row, held against what is stored.

    Attributes:
        outcome: None of a row that is refused.
        findings: why it is, or what is odd.
        subject_id: of the client or the credit that it is about, where there is one already.
    """

    outcome: Outcome | None
    findings: tuple[Finding, ...] = ()
    subject_id: int | None = None


@dataclass(frozen=True)
class Sender:
    """Who sent a file, as far as it bounds what the file may do.

    Attributes:
        manager_id: of a manager, who brings in and changes own clients only; None of others.
    """

    user_id: int
    manager_id: int | None
