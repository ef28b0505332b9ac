"""Guesses which column is which field, by the words of the header; people confirm it."""

import re
from collections import Counter

from importer.reading import metro2_files, tutdf_files
from importer.reading.fields import FIELDS, Field, Type
from importer.reading.mappings import Kind, Mapped, Target, Unit
from importer.reading.numbers import to_decimal
from importer.reading.profiles import Column, DecimalMark, FileFormat, Profile

SURE, LIKELY = 1.0, 0.7
_NO_LETTERS = re.compile(r"[^\w%№]+|_")


FIXED = {FileFormat.METRO2: metro2_files.MAPPING, FileFormat.TUTDF: tutdf_files.MAPPING}
"""Formats whose columns mean what their standard says."""


def guess_mapping(profile: Profile, kind: Kind) -> Mapped:
    """Returns a proposal, each field once and each column once, the surer ones first taken."""
    if profile.format in FIXED:
        return FIXED[profile.format] if kind is Kind.PAYMENTS else ()
    named = Counter(_base(column) for column in profile.columns)
    free = [one for one in profile.columns if one.ignored is None and named[_base(one)] == 1]
    found: dict[str, Target] = {}
    for confidence in (SURE, LIKELY):
        for field in FIELDS[kind]:
            column = next((one for one in free if _fits(one, field, confidence)), None)
            if field.name not in found and column is not None:
                free.remove(column)
                unit = _unit(column, field)
                found[field.name] = Target(column.place, field.name, unit, {}, confidence)
    return tuple(sorted(found.values(), key=lambda target: target.column))


def _base(column: Column) -> str:
    """Returns the name without the number that tells columns of one name apart."""
    return re.sub(r" \(\d+\)$", "", column.name).lower()


def plain(words: str) -> str:
    """Returns the spelling in which headers are compared."""
    return " ".join(_NO_LETTERS.sub(" ", words.lower().replace("ё", "е")).split())


def _fits(column: Column, field: Field, confidence: float) -> bool:
    header = plain(column.name)
    words = [plain(word) for word in field.words]
    if header in words:
        return True
    if confidence == SURE:
        return False
    # "Дата рождения клиента", "Ставка, % годовых": not the short ones, "id" would fit much
    return any(len(word) > 4 and header.startswith(word) for word in words)


def _unit(column: Column, field: Field) -> Unit | None:
    if not field.units:
        return None
    header = plain(column.name)
    if field.name == "amt_income_total":
        monthly = "мес" in header or "month" in header or "зарплата" in header
        return Unit.MONTH if monthly else Unit.YEAR
    if column.date_format is not None:
        return Unit.DATE
    return _unit_of_numbers(column, field, header)


def _unit_of_numbers(column: Column, field: Field, header: str) -> Unit:
    if not column.examples or not all(
        to_decimal(text, column.decimal or DecimalMark.POINT) is not None
        for text in column.examples
    ):
        return Unit.DATE
    if field.type is Type.MONTH:
        return Unit.MONTHS_BACK
    if "мес" in header and Unit.MONTHS_BACK in field.units:
        return Unit.MONTHS_BACK
    if "лет" in header and Unit.YEARS_BACK in field.units:
        return Unit.YEARS_BACK
    return Unit.DAYS_BACK


def missing_fields(mapping: Mapped, kind: Kind) -> list[str]:
    """Returns the fields that a file of this kind needs and no column has."""
    given = {target.field for target in mapping}
    missing = [field.name for field in FIELDS[kind] if field.required and field.name not in given]
    if kind is Kind.PAYMENTS and not given & {"status", "days_past_due"}:
        missing.append("status")
    return missing


def open_questions(profile: Profile, mapping: Mapped) -> list[str]:
    """Returns the questions that still have to be answered: those on columns in use."""
    used = {target.column for target in mapping}
    return [
        str(asked.code)
        for asked in profile.questions
        if asked.column is None or asked.column in used
    ]
