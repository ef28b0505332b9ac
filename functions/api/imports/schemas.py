"""Imports over HTTP; they are shown as the core records them."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from api.kit.fields import LargeId, Text, amount_between
from core.imports.bucket import Upload
from core.imports.rules.import_states import Assignment, Duplicates, ImportKind
from core.kit.patterns import NAME_PATTERN

LARGEST_FILE = 500 * 2**20
MOST_COLUMNS = 500
MOST_VALUES = 200
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 12,
    "kind": "payments",
    "state": "checked",
    "step": None,
    "file_name": "платежи 2026-11.csv",
    "size_bytes": 48_213_004,
    "created_by": 3,
    "created_by_name": "Смирнов Пётр",
    "created_at": "2026-11-23T09:00:00Z",
    "updated_at": "2026-11-23T09:01:00Z",
    "rows_total": 1_510,
    "rows_done": 1_510,
    "applied": None,
    "fault": None,
    "forgotten_at": None,
}
ISSUE_EXAMPLE: dict[str, Any] = {
    "id": 40_001,
    "code": "unknown_credit",
    "is_error": True,
    "row": 17,
    "column_name": "Номер договора",
    "value": "К-104",
    "args": {},
}
HINTS_EXAMPLE: dict[str, Any] = {
    "encoding": "cp1251",
    "delimiter": ";",
    "sheet": None,
    "dates": {"4": "dd.mm.yyyy"},
    "decimals": {"5": ","},
}
MAPPING_EXAMPLE: list[Any] = [
    {"column": 0, "field": "external_id", "unit": None, "values": {}},
    {"column": 5, "field": "amt_income_total", "unit": "a_year", "values": {}},
    {"column": 6, "field": "code_gender", "unit": None, "values": {"муж": "M", "жен": "F"}},
]
OPTIONS_EXAMPLE: dict[str, Any] = {"duplicates": "skip", "assignment": "file", "manager_id": None}
REPORT_EXAMPLE: dict[str, Any] = {
    "rows": 1_510,
    "ready": 1_500,
    "with_errors": 10,
    "with_warnings": 3,
    "outcomes": {"new": 1_490, "restated": 4, "unchanged": 6},
    "missing": 2,
    "faults": [
        {"code": "unknown_credit", "is_error": True, "column_name": "Номер договора", "count": 10}
        | {"example": {"row": 17, "args": {}}}
    ],
    "totals": [{"field": "rows", "found": "1510", "declared": "1510", "in_file": None}],
}
IMPORT_EXAMPLE: dict[str, Any] = {
    **SUMMARY_EXAMPLE,
    "sha256": "9f2c41ab" + "0" * 56,
    "declared": {"rows": 1_510, "amount": None},
    "hints": None,
    "profile": {"format": "csv", "encoding": "cp1251", "delimiter": ";"},
    "mapping": MAPPING_EXAMPLE,
    "options": OPTIONS_EXAMPLE,
    "report": REPORT_EXAMPLE,
    "touched_after": None,
    "portfolio_batch_ids": [],
}
LINK_EXAMPLE: dict[str, Any] = {
    "url": "https://files.s3.eu-central-1.amazonaws.com/uploads/12/9f2c?X-Amz-Expires=900",
    "expires_at": "2026-11-23T09:16:00Z",
}

FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$", max_length=50)]
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9./_-]{1,30}$", max_length=30)]
Place = Annotated[str, Field(pattern="^(0|[1-9][0-9]{0,3})$", max_length=4)]
FileName = Annotated[str, Field(min_length=1, max_length=200, pattern=NAME_PATTERN)]
Rows = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DeclaredTotals(_Body):
    """What whoever sends the file knows of it: the report compares."""

    rows: Rows | None = None
    amount: amount_between(0, 999_999_999_999) | None = None  # type: ignore[valid-type]


class ImportRequest(_Body):
    """A file that is about to be sent, by its length and SHA-256."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "payments",
                "file_name": "платежи 2026-11.csv",
                "size_bytes": 48_213_004,
                "sha256": "9f2c41ab" + "0" * 56,
                "declared": {"rows": 1_510},
            }
        }
    )

    kind: ImportKind
    file_name: FileName
    size_bytes: Annotated[int, Field(strict=True, ge=1, le=LARGEST_FILE)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64)]
    declared: DeclaredTotals | None = None


class ImportOpened(BaseModel):
    """An import that waits for its file, and where a browser sends that."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 12,
                "upload": {
                    "method": "PUT",
                    "headers": {"x-amz-checksum-sha256": "nyxBqw=="},
                    **LINK_EXAMPLE,
                },
            }
        }
    )

    id: int
    upload: Upload


class ReadingRequest(_Body):
    """What the sender says of the file; what is null is left to the file.

    Dates and decimals go by the place of the column, from 0.
    """

    model_config = ConfigDict(json_schema_extra={"example": HINTS_EXAMPLE})

    encoding: Word | None = None
    delimiter: Annotated[str | None, Field(pattern=r"^[;,\t|]$", max_length=1)] = None
    sheet: Text | None = None
    dates: Annotated[dict[Place, Word], Field(max_length=MOST_COLUMNS)] = {}
    decimals: Annotated[dict[Place, Literal[",", "."]], Field(max_length=MOST_COLUMNS)] = {}


class ColumnMapping(_Body):
    """What a column, by its place from 0, is: a field, in which unit, what its words mean."""

    column: Annotated[int, Field(strict=True, ge=0, le=9_999)]
    field: FieldName
    unit: FieldName | None = None
    values: Annotated[dict[Text, Text], Field(max_length=MOST_VALUES)] = {}


class MappingRequest(_Body):
    """Which column is what, and what becomes of the people; columns not named are left out."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"columns": MAPPING_EXAMPLE, **OPTIONS_EXAMPLE, "remember": True}
        }
    )

    columns: Annotated[list[ColumnMapping], Field(min_length=1, max_length=MOST_COLUMNS)]
    duplicates: Duplicates = Duplicates.SKIP
    assignment: Assignment = Assignment.NOBODY
    manager_id: LargeId | None = None
    remember: StrictBool = True

    @model_validator(mode="after")
    def _one_is_named(self) -> Self:
        if (self.assignment is Assignment.ONE) != (self.manager_id is not None):
            raise ValueError("name a manager_id with the assignment `one`, and only with it")
        return self

    def options(self) -> dict[str, Any]:
        """Returns what becomes of the people in the file."""
        return self.model_dump(mode="json", include={"duplicates", "assignment", "manager_id"})

    def mapping(self) -> list[dict[str, Any]]:
        """Returns which column is what."""
        return [column.model_dump(mode="json") for column in self.columns]


class ConfirmRequest(_Body):
    """The number of rows that are to be applied, as the report says it."""

    model_config = ConfigDict(json_schema_extra={"example": {"rows": 1_500}})

    rows: Rows


def declared_values(declared: DeclaredTotals | None) -> dict[str, int | Decimal | None] | None:
    """Returns declared totals as they are stored."""
    return declared.model_dump() if declared else None
