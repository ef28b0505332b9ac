"""Dates and months of cells: written in the column's one format, or counted back from a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core.clients.rules.answer_kinds import PastDate
from core.clients.rules.history import LONGEST_HISTORY_MONTHS, month_number, month_of
from core.clients.rules.questionnaire import NOT_EMPLOYED_DAYS
from importer.reading.codes import Fault
from importer.reading.contexts import Context, Parse, Problem
from importer.reading.dates import PARSERS, SERIALS, day_in, has_both_orders, is_empty_date
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
    column = context.column
    read = PARSERS[column.date_format or DateFormat.SERIAL]
    shown = str(column.date_format or DateFormat.DAY_FIRST)
    usual = next((one for one in column.examples if read(one)), shown)

    def find(text: str) -> Any:
        if column.mixed_orders and has_both_orders(text):
            return Problem(Fault.MIXED_DATES, {"usual": usual})
        found = read(text)
        if found is not None:
            day = day_in(context.zone, found, text)
            return Problem(Fault.NOT_A_DATE, {"usual": usual}) if day is None else _held(day)
        if any(other(text) for one, other in PARSERS.items() if one not in SERIALS):
            return Problem(Fault.MIXED_DATES, {"usual": usual})
        return Problem(Fault.NOT_A_DATE, {"usual": usual})

    return find


def _held(day: date) -> date | None:
    return None if is_empty_date(day) else day


def _counted(context: Context, unit: Unit) -> Parse:
    """Reads numbers of days, months or years before the day of upload, negative or not.

    In a column of negative ones a positive one lies ahead, and the other way round.
    """
    mark = context.column.decimal or DecimalMark.POINT
    sign = _sign(to_decimal(text, mark) for text in context.column.examples)

    def find(text: str) -> Any:
        number = to_decimal(text, mark)
        if number is None:
            return Problem(Fault.NOT_A_NUMBER)
        if number == NOT_EMPLOYED_DAYS:
            return None
        if context.field.type is Type.MONTH:
            return _month_back(sign * number, context.as_of)
        days = sign * float(number) * _DAYS[unit]
        if abs(days) > MOST_DAYS_BACK:
            return Problem(Fault.OUT_OF_BOUNDS, {"least": 0, "most": MOST_DAYS_BACK})
        return context.as_of - timedelta(days=int(days))

    return find


def _sign(examples: Iterable[Decimal | None]) -> int:
    """Returns the sign by which most of the numbers lie in the past."""
    held = (number for number in examples if number and abs(number) < NOT_EMPLOYED_DAYS)
    signs = [number > 0 for number in held]
    return -1 if 2 * sum(signs) <= len(signs) and signs else 1


def _month_back(months: Decimal, as_of: date) -> Any:
    if abs(months) > LONGEST_HISTORY_MONTHS:
        return Problem(Fault.OUT_OF_BOUNDS, {"least": 0, "most": LONGEST_HISTORY_MONTHS})
    if months != int(months):
        return Problem(Fault.NOT_WHOLE)
    return month_of(month_number(as_of) - int(months))


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
