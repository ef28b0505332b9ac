"""Kinds of files, their fields, and which column of a file is which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as member
from enum import StrEnum


class Kind(StrEnum):
    """What the rows of a file are."""

    APPLICANTS = "applicants"
    CREDITS = "credits"
    PAYMENTS = "payments"


class Unit(StrEnum):
    """In what a column counts; each field takes some of them, the first unless said otherwise."""

    YEAR = "a_year"
    MONTH = "a_month"
    THOUSANDS_A_YEAR = "thousands_a_year"
    THOUSANDS_A_MONTH = "thousands_a_month"
    ROUBLES = "roubles"
    THOUSANDS = "thousands"
    PERCENT = "percent"
    FRACTION = "fraction"  # 0.125 for 12.5 %, as a spreadsheet holds a cell that shows percent
    DATE = "date"
    DAYS_BACK = "days_back"  # before the day of upload; negative or not
    MONTHS_BACK = "months_back"
    YEARS_BACK = "years_back"


@dataclass(frozen=True)
class Target:
    """One column's field.

    Attributes:
        column: its place in the file, from 0.
        field: a name of ``fields.FIELDS`` of the kind.
        unit: None for the field's usual one.
        values: what the column says -> what it means here, beside the known words.
        confidence: of a guess, from 0 to 1.
    """

    column: int
    field: str
    unit: Unit | None = None
    values: Mapping[str, str] = member(default_factory=dict)
    confidence: float = 1.0


Mapped = tuple[Target, ...]
