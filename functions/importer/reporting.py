"""The report of a check: what would become of each row, and what is wrong with which."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.imports.file_rows import ApplicantRecord, PaymentRecord, Record
from core.imports.issues import MOST_ISSUES
from core.imports.records import Judgement, NewIssue
from core.imports.rules.import_states import FINDINGS_ONLY_TOLD, Finding, Outcome
from importer.reading.mappings import Kind
from importer.reading.numbers import to_decimal
from importer.reading.profiles import DecimalMark, Issue
from importer.walking import Reading

AMOUNT_OF = {
    Kind.APPLICANTS: "amt_income_total",
    Kind.CREDITS: "amount_total",
    Kind.PAYMENTS: "amount_overdue",
}
_FIELDS_OF: dict[Finding, tuple[str, ...]] = {
    Finding.UNKNOWN_CREDIT: ("credit_external_id",),
    Finding.UNKNOWN_CLIENT: ("client_external_id",),
    Finding.UNKNOWN_MANAGER: ("manager_login",),
    Finding.BEFORE_ISSUE: ("month",),
    Finding.JUMP: ("status", "days_past_due"),
    Finding.CREDIT_OF_ANOTHER_CLIENT: ("external_id",),
}
_NUMBERS = ("credit_external_id", "client_external_id", "external_id")
_OUTCOMES = (None, *Outcome)
_ODD, _WRONG = 8, 16  # marks beside the place of an outcome

Key = tuple[str, bool, str | None]
"""Of a fault: its code, whether it is an error, and the column."""


@dataclass
class Report:
    """Counts row by row; rows that are told twice are known only in the end, and taken off again.

    A byte a row is kept, by its number in the file: what becomes of it, and what was said of it.
    """

    reading: Reading
    rows: int = 0
    faults: Counter[Key] = field(default_factory=Counter)
    examples: dict[Key, NewIssue] = field(default_factory=dict)
    months: Counter[date] = field(default_factory=Counter)
    new_months: Counter[date] = field(default_factory=Counter)
    amount: Decimal = Decimal(0)
    listed: int = 0
    _marks: bytearray = field(default_factory=bytearray)

    def add_records(self, records: Sequence[Record], judged: Sequence[Judgement]) -> list[NewIssue]:
        """Counts what would become of records; returns what was found of them."""
        for record, told in zip(records, judged, strict=True):
            self._mark(record.row, _OUTCOMES.index(told.outcome))
            if isinstance(record, PaymentRecord):
                self.months[record.month] += 1
                self.new_months[record.month] += told.outcome is Outcome.NEW
        name = AMOUNT_OF[self.reading.kind]
        self.amount += sum((_amount(record, name) for record in records), Decimal(0))
        return [
            self._issue(record, finding)
            for record, told in zip(records, judged, strict=True)
            for finding in told.findings
        ]

    def _issue(self, record: Record, finding: Finding) -> NewIssue:
        fields = _FIELDS_OF.get(finding, _NUMBERS)
        return NewIssue(
            code=finding,
            is_error=finding not in FINDINGS_ONLY_TOLD,
            row=record.row,
            column_name=self.reading.column_of(*fields),
            value=next(
                (str(getattr(record, name)) for name in fields if hasattr(record, name)), ""
            ),
        )

    def add_issues(self, issues: Sequence[NewIssue]) -> Sequence[NewIssue]:
        """Counts issues; returns those that are stored."""
        for issue in issues:
            key = (issue.code, issue.is_error, issue.column_name)
            self.faults[key] += 1
            self.examples.setdefault(key, issue)
            if issue.row is not None:
                self._mark(issue.row, _WRONG if issue.is_error else _ODD)
        stored = issues[: max(0, MOST_ISSUES - self.listed)]
        self.listed += len(stored)
        return stored

    def _mark(self, row: int, mark: int) -> None:
        if row >= len(self._marks):
            self._marks.extend(bytes(row + 1_000 - len(self._marks)))
        self._marks[row] |= mark

    def _outcomes(self) -> dict[str, int]:
        """Returns outcome -> rows, of those without an error."""
        counted = Counter(self._marks)
        return {
            outcome: count
            for place, outcome in enumerate(_OUTCOMES)
            if outcome and (count := counted[place] + counted[place | _ODD])
        }

    @property
    def newest_month(self) -> date | None:
        """The month that most rows are about."""
        return self.months.most_common(1)[0][0] if self.months else None

    def to_json(self, declared: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the report as it is stored; what the file declares of itself is compared."""
        outcomes = self._outcomes()
        return {
            "rows": self.rows,
            "ready": sum(outcomes.values()) - outcomes.get(Outcome.SKIPPED, 0),
            "with_errors": sum(mark >= _WRONG for mark in self._marks),
            "with_warnings": sum(_ODD <= mark < _WRONG for mark in self._marks),
            "outcomes": outcomes,
            "faults": [self._fault(key, count) for key, count in self.faults.most_common()],
            "issues_listed": self.listed,
            "totals": self._totals(declared),
        }

    def _fault(self, key: Key, count: int) -> dict[str, Any]:
        example = self.examples[key]
        code, is_error, column = key
        return {
            "code": code,
            "is_error": is_error,
            "column_name": column,
            "count": count,
            "example": {"row": example.row, "value": example.value, "args": example.args},
        }

    def _totals(self, declared: Mapping[str, Any]) -> list[dict[str, Any]]:
        name = AMOUNT_OF[self.reading.kind]
        return [
            {"field": "rows", "found": str(self.rows), "declared": _text(declared.get("rows"))}
            | {"in_file": None},
            {"field": name, "found": str(self.amount), "declared": _text(declared.get("amount"))}
            | {"in_file": self._in_file(name)},
        ]

    def _in_file(self, name: str) -> str | None:
        """Returns the sum that the file's own row of totals names."""
        place = next((one.column for one in self.reading.mapping if one.field == name), None)
        if place is None or not self.reading.profile.totals:
            return None
        mark = self.reading.profile.columns[place].decimal or DecimalMark.POINT
        cells = self.reading.profile.totals[-1].cells
        return _text(to_decimal(cells[place], mark)) if place < len(cells) else None


def to_new(issue: Issue) -> NewIssue:
    """Returns an issue of the reading as it is stored."""
    return NewIssue(
        code=str(issue.code),
        is_error=issue.is_error,
        row=issue.row,
        column_name=issue.column,
        value=issue.value,
        args=dict(issue.limits),
    )


def _amount(record: Record, name: str) -> Decimal:
    if isinstance(record, ApplicantRecord):
        return Decimal(record.answers.get(name) or 0)
    return getattr(record, name) or Decimal(0)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
