"""Puts the values of a row together, and looks at what is wrong with them together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.clients.rules.contradictions import Doubt, require_consistent
from core.clients.rules.history import status_of_days
from core.clients.rules.payment_rows import contradiction_of
from core.clients.rules.questionnaire import QUESTIONNAIRE, find_faults
from core.imports.file_rows import ApplicantRecord, CreditRecord, PaymentRecord, Record
from core.kit.errors import ImpossibleFeaturesError, UnconfirmedAnswersError
from importer.reading.codes import Fault
from importer.reading.mappings import Kind, Mapped
from importer.reading.profiles import Column, Issue

Recorded = tuple[list[Record], list[Issue]]
Recorder = Callable[[Sequence[int], Sequence[Sequence[Any]], set[int]], Recorded]
"""Of row numbers, values by column of the mapping and the places of rows with errors."""

_FIELD_OF = {
    Fault.STATUS_AND_DAYS_DIFFER: "days_past_due",
    Fault.OVERDUE_ON_TIME: "amount_overdue",
}


def _by_field(mapping: Mapped, columns: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return {target.field: values for target, values in zip(mapping, columns, strict=True)}


def _names_of_columns(mapping: Mapped, columns: Sequence[Column]) -> dict[str, str]:
    return {target.field: column.name for target, column in zip(mapping, columns, strict=True)}


def record_credits(mapping: Mapped, _columns: Sequence[Column], _as_of: date) -> Recorder:
    """Returns the recorder of credits."""

    def record(
        numbers: Sequence[int], columns: Sequence[Sequence[Any]], spoiled: set[int]
    ) -> Recorded:
        told = _by_field(mapping, columns)
        given = [told[name] for name in CreditRecord._fields[1:]]
        rows = zip(numbers, *given, strict=True)
        return [CreditRecord(*row) for place, row in enumerate(rows) if place not in spoiled], []

    return record


def record_payments(mapping: Mapped, columns: Sequence[Column], _as_of: date) -> Recorder:
    """Returns the recorder of months; without a status the days past due say it."""
    names = _names_of_columns(mapping, columns)
    shown = names.get("status") or names.get("days_past_due")

    def record(
        numbers: Sequence[int], values: Sequence[Sequence[Any]], spoiled: set[int]
    ) -> Recorded:
        told = _by_field(mapping, values)
        nothing = [None] * len(numbers)
        days = told.get("days_past_due", nothing)
        statuses = told.get("status", nothing)
        if None in statuses:
            statuses = [
                str(status_of_days(late)) if status is None and late is not None else status
                for status, late in zip(statuses, days, strict=True)
            ]
        overdue = told.get("amount_overdue", nothing)
        records: list[Record] = list(
            map(
                PaymentRecord,
                numbers,
                told["credit_external_id"],
                told["month"],
                statuses,
                days,
                overdue,
            )
        )
        silent = [row for row, status in enumerate(statuses) if status is None]
        issues = [
            Issue(numbers[row], Fault.REQUIRED, shown) for row in silent if row not in spoiled
        ]
        wrong = _contradictions(statuses, days, overdue, spoiled.union(silent))
        issues += [
            Issue(numbers[row], fault, names[_FIELD_OF[fault]]) for row, fault in wrong.items()
        ]
        left_out = spoiled.union(silent, wrong)
        if left_out:
            records = [one for row, one in enumerate(records) if row not in left_out]
        return records, issues

    return record


def _contradictions(
    statuses: Sequence[str | None],
    days: Sequence[int | None],
    overdue: Sequence[Decimal | None],
    left_out: set[int],
) -> dict[int, Fault]:
    """Returns the rows whose values contradict each other, as single rows are judged."""
    rows = enumerate(zip(statuses, days, overdue, strict=True))
    return {
        row: Fault(fault)
        for row, (status, late, amount) in rows
        if row not in left_out and (late is not None or amount)
        if (fault := contradiction_of(status or "", late, amount))
    }


def record_applicants(mapping: Mapped, columns: Sequence[Column], as_of: date) -> Recorder:
    """Returns the recorder of people, whose answers have to go together."""
    names = _names_of_columns(mapping, columns)

    def record(
        numbers: Sequence[int], values: Sequence[Sequence[Any]], spoiled: set[int]
    ) -> Recorded:
        fields = [target.field for target in mapping]
        records: list[Record] = []
        issues: list[Issue] = []
        for place, row in enumerate(zip(*values, strict=True)):
            if place in spoiled:
                continue
            told = dict(zip(fields, row, strict=True))
            answers = {name: told.get(name) for name in QUESTIONNAIRE}
            found = [
                Issue(numbers[place], code, names.get(field))
                for field, code in _faults_together(answers, as_of)
            ]
            issues += found
            if not any(issue.is_error for issue in found):
                records.append(_person(numbers[place], told, answers))
        return records, issues

    return record


def _faults_together(answers: Mapping[str, Any], as_of: date) -> list[tuple[str, Fault]]:
    """Returns what is wrong with answers that are possible each alone."""
    impossible = find_faults(answers, as_of)
    if impossible:
        return [(field, Fault.EMPLOYED_TOO_YOUNG) for field in impossible]
    try:
        require_consistent(answers, tuple(answers), tuple(Doubt))
        require_consistent(answers, tuple(answers), ())
    except (ImpossibleFeaturesError, UnconfirmedAnswersError) as error:
        return [(fault.field, Fault(fault.code)) for fault in error.faults]
    return []


def _person(number: int, told: Mapping[str, Any], answers: Mapping[str, Any]) -> ApplicantRecord:
    last_name, first_name, patronymic = _names(told)
    return ApplicantRecord(
        row=number,
        external_id=told["external_id"],
        last_name=last_name,
        first_name=first_name,
        patronymic=patronymic,
        phone=told.get("phone"),
        email=told.get("email"),
        document=told.get("document"),
        manager_login=told.get("manager_login"),
        answers=answers,
    )


def _names(told: Mapping[str, Any]) -> tuple[str, str, str]:
    """Returns last and first name and patronymic; a file without names is told by its numbers."""
    full: str | None = told.get("full_name")
    if full is not None:
        last, first, patronymic = (*full.split(" ", 2), "", "")[:3]
        return last, first, patronymic
    last_name: str = told.get("last_name") or told["external_id"]
    return last_name, told.get("first_name") or "", told.get("patronymic") or ""


RECORDERS: dict[Kind, Callable[[Mapped, Sequence[Column], date], Recorder]] = {
    Kind.APPLICANTS: record_applicants,
    Kind.CREDITS: record_credits,
    Kind.PAYMENTS: record_payments,
}
"""How the rows of each kind are put together."""
