"""Dates and months of cells: written in the column's one format, or counted back from a day."""

from datetime import date, timedelta
from typing import Any

from core.clients.rules.answer_kinds import PastDate
from core.clients.rules.history import month_number, month_of
from core.clients.rules.questionnaire import NOT_EMPLOYED_DAYS
from importer.reading.codes import Fault
from importer.reading.contexts import Context, Parse, Problem
from importer.reading.dates import PARSERS, is_empty_date
from importer.reading.fields import Type
from importer.reading.mappings import Unit
from importer.reading.numbers import to_decimal
from importer.reading.profiles import DateFormat, DecimalMark

EARLIEST = date(1950, 1, 1)  # of credits and their months
MOST_DAYS_BACK = 50_000
DAYS_PER_YEAR = 365.25
_DAYS = {Unit.DAYS_BACK: 1.0, Unit.MONTHS_BACK: DAYS_PER_YEAR / 12, Unit.YEARS_BACK: DAYS_PER_YEAR}


def parse_of_date(context: Context) -> Parse:
    """Returns how the cells of a date's or a month's column are read."""
    unit = context.target.unit or Unit.DATE
    find = _written(context) if unit is Unit.DATE else _counted(context, unit)

    def parse(text: str) -> Any:
        found = find(text)
        if found is None:
            return context.empty
        return found if isinstance(found, Problem) else _checked(found, context)

    return parse


def _written(context: Context) -> Parse:
    """Reads the column's format; None is for what programs write where there is no date."""
    chosen = context.column.date_format or DateFormat.SERIAL
    read = PARSERS[chosen]
    usual = next((one for one in context.column.examples if read(one)), str(chosen))

    def find(text: str) -> Any:
        found = read(text)
        if found is not None:
            return None if is_empty_date(found) else found
        if any(other(text) for one, other in PARSERS.items() if one is not DateFormat.SERIAL):
            return Problem(Fault.MIXED_DATES, {"usual": usual})
        return Problem(Fault.NOT_A_DATE, {"usual": usual})

    return find


def _counted(context: Context, unit: Unit) -> Parse:
    """Reads numbers of days, months or years before the day of upload."""

    def find(text: str) -> Any:
        number = to_decimal(text, context.column.decimal or DecimalMark.POINT)
        if number is None:
            return Problem(Fault.NOT_A_NUMBER)
        if number == NOT_EMPLOYED_DAYS:
            return None
        if context.field.type is Type.MONTH:
            return _month_back(int(abs(number)), context.as_of)
        days = abs(number) if unit is Unit.DAYS_BACK else float(abs(number)) * _DAYS[unit]
        if days > MOST_DAYS_BACK:
            return Problem(Fault.OUT_OF_BOUNDS, {"least": 0, "most": MOST_DAYS_BACK})
        return context.as_of - timedelta(days=int(days))

    return find


def _month_back(months: int, as_of: date) -> Any:
    if months > 600:
        return Problem(Fault.OUT_OF_BOUNDS, {"least": 0, "most": 600})
    return month_of(month_number(as_of) - months)


def _checked(found: date, context: Context) -> Any:
    """Returns the date if it is possible in its field."""
    kind = context.answer
    if isinstance(kind, PastDate):
        try:
            kind.parse(found, context.as_of)
        except ValueError:
            limits = {"least": kind.least_years, "most": kind.most_years}
            return Problem(Fault.DATE_OUT_OF_BOUNDS, limits)
        return found
    if context.field.type is Type.MONTH:
        found = found.replace(day=1)
    if found > context.as_of and context.field.type is Type.MONTH:
        return Problem(Fault.MONTH_IN_FUTURE)
    if not EARLIEST <= found <= context.as_of:
        years = {"least": 0, "most": context.as_of.year - EARLIEST.year}
        return Problem(Fault.DATE_OUT_OF_BOUNDS, years)
    return found
