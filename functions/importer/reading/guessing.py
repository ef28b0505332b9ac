"""Guesses which column is which field, by the words of the header; people confirm it."""

import re
from collections import Counter
from decimal import Decimal

from importer.reading import metro2_files, tutdf_files
from importer.reading.dates import SERIALS
from importer.reading.fields import FIELDS, Field, Type
from importer.reading.mappings import Kind, Mapped, Target, Unit
from importer.reading.numbers import is_foreign, is_in_millions, is_in_thousands, to_decimal
from importer.reading.profiles import Column, DecimalMark, FileFormat, Profile

SURE, LIKELY = 1.0, 0.7
_MONEY = frozenset({"amt_income_total", "amount_total", "amount_overdue"})
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
            fitting = (one for one in free if _fits(one, field, confidence))
            column = next((one for one in fitting if not _is_unclear(one, field)), None)
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


def _is_unclear(column: Column, field: Field) -> bool:
    """Whether the values may be counted in no unit of the field: whoever sends them has to say."""
    if field.name in _MONEY:
        return is_foreign(column.name) or is_in_millions(column.name)
    if field.type is not Type.MONTH or column.date_format is not None:
        return False
    # Months of a year that another column names, or months ago: nothing tells them apart
    numbers = _examples(column)
    return bool(numbers) and all(one is not None and 1 <= one <= 12 for one in numbers)


def _examples(column: Column) -> list[Decimal | None]:
    mark = column.decimal or DecimalMark.POINT
    return [to_decimal(text, mark) for text in column.examples]


def _unit(column: Column, field: Field) -> Unit | None:
    if not field.units:
        return None
    header = plain(column.name)
    if field.name in _MONEY:
        return _unit_of_money(column, field, header)
    if field.name == "annual_rate":
        return Unit.FRACTION if _are_fractions(column) else Unit.PERCENT
    counts_days = column.date_format in SERIALS and "days" in header
    if column.date_format is not None and not counts_days:
        return Unit.DATE
    return _unit_of_numbers(column, field, header)


def _unit_of_money(column: Column, field: Field, header: str) -> Unit:
    in_thousands = is_in_thousands(column.name)
    if Unit.MONTH not in field.units:
        return Unit.THOUSANDS if in_thousands else Unit.ROUBLES
    if "мес" in header or "month" in header or "зарплата" in header:
        return Unit.THOUSANDS_A_MONTH if in_thousands else Unit.MONTH
    return Unit.THOUSANDS_A_YEAR if in_thousands else Unit.YEAR


def _are_fractions(column: Column) -> bool:
    """Whether rates are told as 0.125 for 12.5 %, as a cell holds what it shows in percent."""
    rates = _examples(column)
    fit = all(rate is not None and 0 <= rate < 1 for rate in rates)
    return fit and any(rates) and not any("%" in text for text in column.examples)


def _unit_of_numbers(column: Column, field: Field, header: str) -> Unit:
    if not column.examples or None in _examples(column):
        return Unit.DATE
    if field.type is Type.MONTH:
        return Unit.MONTHS_BACK
    if "мес" in header and Unit.MONTHS_BACK in field.units:
        return Unit.MONTHS_BACK
    if "лет" in header and Unit.YEARS_BACK in field.units:
        return Unit.YEARS_BACK
    return Unit.DAYS_BACK


def is_possible(mapping: Mapped, profile: Profile, kind: Kind) -> bool:
    """Whether each column is there and means one field, each field at most one column's."""
    units = {field.name: (None, *field.units) for field in FIELDS[kind]}
    named = Counter(target.field for target in mapping)
    used = Counter(target.column for target in mapping)
    return max((*named.values(), *used.values()), default=0) <= 1 and all(
        0 <= one.column < len(profile.columns) and one.unit in units.get(one.field, ())
        for one in mapping
    )


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
