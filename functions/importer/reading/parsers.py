"""What one cell means in its field: a value, or a problem."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from core.clients.rules.answer_kinds import Number
from core.clients.rules.history import PaymentStatus
from core.kit.patterns import NAME_PATTERN
from importer.reading.codes import Fault
from importer.reading.contexts import Context, Parse, Problem
from importer.reading.empties import is_empty
from importer.reading.fields import Type
from importer.reading.identifiers import LONGEST_ID, fault_of_id
from importer.reading.mappings import Unit
from importer.reading.moments import parse_of_date
from importer.reading.numbers import OTHER, is_foreign, mark_of, to_decimal
from importer.reading.profiles import Column, DecimalMark
from importer.reading.values import allowed_of_answer, normal, words_of_answer, words_of_status

LONGEST_NAME = 100
FACTORS: dict[Unit | None, int] = {
    Unit.MONTH: 12,
    Unit.THOUSANDS: 1_000,
    Unit.THOUSANDS_A_YEAR: 1_000,
    Unit.THOUSANDS_A_MONTH: 12_000,
    Unit.FRACTION: 100,
}
"""By which a number of such a column becomes one of the field's usual unit."""
# So that a spreadsheet keeps what looks like a number as it stands: ="0017", '0017
_KEPT_AS_TEXT = re.compile(r"""^="([^"]*)"$|^'(\d.*)$""")
_MARKS_OF_TEXT = ("=", "'")
_DEFUSED = re.compile(r"^'[=+\-@\t\r]")  # so that a spreadsheet shows it and does not compute it
_NAME = re.compile(NAME_PATTERN)
_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$")
_REPLACED = "\ufffd"
_SHEET_ERROR = re.compile(r"^#[A-ZА-ЯЁ/0]+[!?]$")  # #NAME?, #ЗНАЧ!

BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    "amount_total": (Decimal("0.01"), Decimal(1_000_000_000)),
    "annual_rate": (Decimal(0), Decimal("999.99")),
    "term_months": (Decimal(1), Decimal(480)),
    "days_past_due": (Decimal(0), Decimal(32_767)),
    "amount_overdue": (Decimal(0), Decimal(1_000_000_000)),
}
"""Of the numbers that are no answers, both included; those of answers are the questionnaire's."""


def _or_empty(context: Context, parse: Parse) -> Parse:
    """Lets ``parse`` see only cells that hold something."""
    empty = context.empty

    def parse_held(text: str) -> Any:
        held = text.strip()
        if held[:1] in _MARKS_OF_TEXT and (kept := _KEPT_AS_TEXT.match(held)):
            held = (kept[1] or kept[2] or "").strip()
        return empty if is_empty(held) else parse(held)

    return parse_held


def _parse_text(text: str, longest: int) -> Any:
    kept = text[1:] if _DEFUSED.match(text) else " ".join(text.split())
    if len(kept) > longest:
        return Problem(Fault.TOO_LONG, {"most": longest})
    if _REPLACED in kept or not _NAME.match(kept) or _SHEET_ERROR.match(kept):
        return Problem(Fault.BROKEN_TEXT)
    return Problem(Fault.FORMULA, value=kept) if kept == text and kept[0] == "=" else kept


def _ids(context: Context) -> Parse:
    length = context.column.id_length

    def parse(text: str) -> Any:
        if text.isdigit() and len(text) <= 15 and (length is None or len(text) >= length):
            return text
        fault = fault_of_id(text, length)
        return Problem(fault) if fault else _parse_text(text, LONGEST_ID)

    return _or_empty(context, parse)


def _names(context: Context) -> Parse:
    return _or_empty(context, lambda text: _parse_text(text, LONGEST_NAME))


def _phones(context: Context) -> Parse:
    return _or_empty(context, _parse_phone)


def _parse_phone(text: str) -> Any:
    # .0 is what a program adds that took it for a number
    whole = text.removeprefix("'").removesuffix(".0")
    digits = re.sub(r"[\s()\-–.\u00a0]", "", whole)
    plus, bare = digits.startswith("+"), digits.removeprefix("+")
    if not (bare.isascii() and bare.isdigit()) or not 10 <= len(bare) <= 15:
        return Problem(Fault.NOT_A_PHONE)
    if plus:
        return f"+{bare}"
    # As Russians write their own: 8 916 ..., 7 916 ..., 916 ...
    if len(bare) == 11 and bare[0] in "78":
        return f"+7{bare[1:]}"
    return f"+7{bare}" if len(bare) == 10 else Problem(Fault.NOT_A_PHONE)


def _emails(context: Context) -> Parse:
    def parse(text: str) -> Any:
        fits = len(text) <= 254 and _EMAIL.match(text) and _REPLACED not in text
        return text if fits else Problem(Fault.NOT_AN_EMAIL)

    return _or_empty(context, parse)


def _numbers(context: Context) -> Parse:
    return _or_empty(context, lambda text: _parse_number(text, context))


def _parse_number(text: str, context: Context) -> Any:
    column = context.column
    mark = column.decimal or DecimalMark.POINT
    value = to_decimal(text, mark)
    is_unclear = column.mixed_decimals or column.decimal is None
    if value is None or (is_unclear and mark_of(text) is None):
        if is_foreign(text):
            return Problem(Fault.FOREIGN_CURRENCY)
        other = to_decimal(text, DecimalMark(OTHER[mark]))
        if value is None and other is None:
            return Problem(Fault.NOT_A_NUMBER)
        return Problem(Fault.MIXED_DECIMALS, {"usual": usual_example(column, mark)})
    value *= FACTORS.get(context.target.unit, 1)
    kind = context.answer
    if isinstance(kind, Number):
        return _within(value, Decimal(kind.minimum), Decimal(kind.maximum), kind.whole)
    return _within(value, *BOUNDS[context.field.name], context.field.type is Type.WHOLE)


def usual_example(column: Column, mark: DecimalMark) -> str:
    """Returns a value of the column with the usual mark, to be shown beside one with the other."""
    return next((one for one in column.examples if mark_of(one) is mark), str(mark))


def _within(value: Decimal, least: Decimal, most: Decimal, whole: bool) -> Any:
    if not least <= value <= most:
        return Problem(Fault.OUT_OF_BOUNDS, {"least": str(least), "most": str(most)})
    if whole:
        return int(value) if value == int(value) else Problem(Fault.NOT_WHOLE)
    return round(value, 2)


def _choices(context: Context) -> Parse:
    name = context.field.name
    return _or_empty(context, _chosen(words_of_answer(name), context, allowed_of_answer(name)))


def _statuses(context: Context) -> Parse:
    allowed = tuple(str(status) for status in PaymentStatus)
    return _or_empty(context, _chosen(words_of_status(), context, allowed))


def _chosen(words: dict[str, Any], context: Context, allowed: tuple[str, ...]) -> Parse:
    """Reads words of a closed list; what the sender said of a word goes before what is known."""
    own = {
        normal(word): words.get(normal(value), value)
        for word, value in context.target.values.items()
    }
    known = {**words, **{word: value for word, value in own.items() if value in words.values()}}
    unknown = Problem(Fault.NOT_IN_LIST, {"allowed": ", ".join(allowed)})
    return lambda text: known.get(normal(text), unknown)


def _dates(context: Context) -> Parse:
    return _or_empty(context, parse_of_date(context))


PARSERS_OF_TYPES: dict[Type, Callable[[Context], Parse]] = {
    Type.ID: _ids,
    Type.NAME: _names,
    Type.PHONE: _phones,
    Type.EMAIL: _emails,
    Type.MONEY: _numbers,
    Type.NUMBER: _numbers,
    Type.WHOLE: _numbers,
    Type.DATE: _dates,
    Type.MONTH: _dates,
    Type.STATUS: _statuses,
    Type.CHOICE: _choices,
}
"""How each type of field is read."""
