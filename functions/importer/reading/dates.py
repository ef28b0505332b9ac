"""Dates as files hold them; a column has one format, which is never guessed cell by cell."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import partial

from importer.reading.profiles import DateFormat

_CLOCK = r"(\d{1,2})(:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
_ZONE = r" ?(Z|[+-]\d{2}:?\d{2})"
_TIME = rf"(?:[T ]+{_CLOCK}(?: ?[AP]M)?(?:{_ZONE})?)?$"
_ZONED = re.compile(rf"{_CLOCK}{_ZONE}$", re.ASCII)
_SHAPES = {
    "parts": re.compile(rf"^(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_TIME}", re.ASCII),
    "year_first": re.compile(rf"^(\d{{4}})[./-](\d{{1,2}})[./-](\d{{1,2}}){_TIME}", re.ASCII),
    "compact": re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0)?$", re.ASCII),
    "month": re.compile(r"^(\d{1,2})[./-](\d{4})$", re.ASCII),
    "year_month": re.compile(r"^(\d{4})[./-]?(\d{2})(?:\.0)?$", re.ASCII),
    "word": re.compile(r"^([а-яёa-z]{3,9})\.?[ -]*(\d{4}|\d{2})(?: ?г\.?)?$", re.IGNORECASE),
    "serial": re.compile(r"^(\d{1,5})(?:\.0)?$", re.ASCII),
}
_MONTHS = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
_MONTHS_TOO = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_BY_WORD = {
    word: number for words in (_MONTHS, _MONTHS_TOO) for number, word in enumerate(words, 1)
}
_MONTH_BY_WORD["мая"] = 5
EXCEL_DAY_ZERO = date(1899, 12, 30)
# What programs write for no date: 01.01.0001, serial 0, 01.01.1900, 19000102
EMPTY_DATES = frozenset(
    {date(1, 1, 1), EXCEL_DAY_ZERO, date(1899, 12, 31), date(1900, 1, 1), date(1900, 1, 2)}
)
FIRST_YEAR, LAST_YEAR = 1901, 2100  # of what is taken for a date


def _of_parts(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _matching(shape: str, order: str) -> Callable[[str], date | None]:
    """Returns a parser; ``order`` says which group is which, "1" is the first of the month."""

    def parse(text: str) -> date | None:
        found = _SHAPES[shape].match(text)
        if not found:
            return None
        parts = dict(zip(order, found.groups(), strict=False))
        return _of_parts(parts["y"], parts["m"], parts.get("d", "1"))

    return parse


def _of_word(text: str) -> date | None:
    found = _SHAPES["word"].match(text)
    month = found and _MONTH_BY_WORD.get(found[1][:3].lower())
    if not found or not month:
        return None
    return _of_parts(found[2] if len(found[2]) == 4 else f"20{found[2]}", str(month), "1")


def _of_serial(text: str, day_zero: date = EXCEL_DAY_ZERO) -> date | None:
    found = _SHAPES["serial"].match(text)
    return day_zero + timedelta(days=int(found[1])) if found else None


PARSERS: dict[DateFormat, Callable[[str], date | None]] = {
    DateFormat.DAY_FIRST: _matching("parts", "dmy"),
    DateFormat.MONTH_FIRST: _matching("parts", "mdy"),
    DateFormat.YEAR_FIRST: _matching("year_first", "ymd"),
    DateFormat.COMPACT: _matching("compact", "ymd"),
    DateFormat.MONTH: _matching("month", "my"),
    DateFormat.YEAR_AND_MONTH: _matching("year_month", "ym"),
    DateFormat.MONTH_WORD: _of_word,
    DateFormat.SERIAL: _of_serial,
    DateFormat.SERIAL_1904: partial(_of_serial, day_zero=date(1904, 1, 1)),
}
"""What each format makes of a text; None if it is not written so."""

ORDERS = (DateFormat.DAY_FIRST, DateFormat.MONTH_FIRST)
"""Of which 01.02.2024 may be either."""


def order_shown(text: str) -> DateFormat | None:
    """Returns the only order in which a text is a date; None of one that has both or none."""
    found = [order for order in ORDERS if PARSERS[order](text)]
    return found[0] if len(found) == 1 else None


def has_both_orders(text: str) -> bool:
    """Whether a text is one date with the day first and another one with the month first."""
    return len({PARSERS[order](text) for order in ORDERS} - {None}) > 1


# Without a header that speaks of dates, numbers are numbers
_LIKE_NUMBERS = (DateFormat.SERIAL, DateFormat.YEAR_AND_MONTH)
SERIALS = frozenset({DateFormat.SERIAL, DateFormat.SERIAL_1904})


def formats_of(texts: Iterable[str], named_date: bool) -> dict[DateFormat, int]:
    """Returns how many of the texts each format can read; none for what no format reads.

    Args:
        named_date: whether the header says that these are dates.
    """
    given = list(texts)
    counts = {
        one: sum(_plausible(parse(text), one) for text in given)
        for one, parse in PARSERS.items()
        if one is not DateFormat.SERIAL_1904 and (named_date or one not in _LIKE_NUMBERS)
    }
    return {one: count for one, count in counts.items() if count}


def _plausible(found: date | None, written: DateFormat) -> bool:
    if found is None:
        return False
    empty = is_empty_date(found) and written not in _LIKE_NUMBERS
    return empty or FIRST_YEAR <= found.year <= LAST_YEAR


def is_empty_date(found: date) -> bool:
    """Whether a date is what programs write where there is none."""
    return found in EMPTY_DATES


def day_in(zone: tzinfo, day: date, text: str) -> date | None:
    """Returns the day in a zone of a moment that names its own; None if it is no moment.

    Midnight in its own zone is a day without a time, and so is a moment that names no zone.
    """
    told = _ZONED.search(text)
    if not told or not f"{told[1]}{told[2]}".strip("0:"):
        return day
    try:
        moment = datetime.fromisoformat(f"{day}T{told[1]:0>2}{told[2]}{told[3]}")
    except ValueError:
        return None
    return moment.astimezone(zone).date()
