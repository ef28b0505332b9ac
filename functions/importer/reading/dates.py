"""Dates as files hold them; a column has one format, which is never guessed cell by cell."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from importer.reading.profiles import DateFormat

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$"
_SHAPES = {
    "parts": re.compile(rf"^(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_TIME}", re.ASCII),
    "year_first": re.compile(rf"^(\d{{4}})[./-](\d{{1,2}})[./-](\d{{1,2}}){_TIME}", re.ASCII),
    "compact": re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0)?$", re.ASCII),
    "month": re.compile(r"^(\d{1,2})[./-](\d{4})$", re.ASCII),
    "year_month": re.compile(r"^(\d{4})[./-]?(\d{2})(?:\.0)?$", re.ASCII),
    "word": re.compile(r"^([а-яёa-z]{3,9})\.?[ -]*(\d{4}|\d{2})(?: ?г\.?)?$", re.IGNORECASE),
    "serial": re.compile(r"^\d{1,5}(?:\.0)?$", re.ASCII),
}
_MONTHS = "янв фев мар апр май июн июл авг сен окт ноя дек".split()
_MONTHS_TOO = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_BY_WORD = {
    word: number for words in (_MONTHS, _MONTHS_TOO) for number, word in enumerate(words, 1)
}
_MONTH_BY_WORD["мая"] = 5
EXCEL_DAY_ZERO = date(1899, 12, 30)
LAST_EMPTY = date(1900, 1, 2)  # what programs write for no date: 01.01.1900, 19000102, serial 0
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
        parts = dict(zip(order, found.groups(), strict=True))
        return _of_parts(parts["y"], parts["m"], parts.get("d", "1"))

    return parse


def _of_word(text: str) -> date | None:
    found = _SHAPES["word"].match(text)
    month = found and _MONTH_BY_WORD.get(found[1][:3].lower())
    if not found or not month:
        return None
    return _of_parts(found[2] if len(found[2]) == 4 else f"20{found[2]}", str(month), "1")


def _of_serial(text: str) -> date | None:
    if not _SHAPES["serial"].match(text):
        return None
    return EXCEL_DAY_ZERO + timedelta(days=int(text.partition(".")[0]))


PARSERS: dict[DateFormat, Callable[[str], date | None]] = {
    DateFormat.DAY_FIRST: _matching("parts", "dmy"),
    DateFormat.MONTH_FIRST: _matching("parts", "mdy"),
    DateFormat.YEAR_FIRST: _matching("year_first", "ymd"),
    DateFormat.COMPACT: _matching("compact", "ymd"),
    DateFormat.MONTH: _matching("month", "my"),
    DateFormat.YEAR_AND_MONTH: _matching("year_month", "ym"),
    DateFormat.MONTH_WORD: _of_word,
    DateFormat.SERIAL: _of_serial,
}
"""What each format makes of a text; None if it is not written so."""

# Without a header that speaks of dates, numbers are numbers
_LIKE_NUMBERS = (DateFormat.SERIAL, DateFormat.YEAR_AND_MONTH)


def formats_of(texts: Iterable[str], named_date: bool) -> dict[DateFormat, int]:
    """Returns how many of the texts each format can read; none for what no format reads.

    Args:
        named_date: whether the header says that these are dates.
    """
    given = list(texts)
    counts = {
        one: sum(_plausible(parse(text), one) for text in given)
        for one, parse in PARSERS.items()
        if named_date or one not in _LIKE_NUMBERS
    }
    return {one: count for one, count in counts.items() if count}


def _plausible(found: date | None, written: DateFormat) -> bool:
    if found is None:
        return False
    empty = found <= LAST_EMPTY and written not in _LIKE_NUMBERS
    return empty or FIRST_YEAR <= found.year <= LAST_YEAR


def is_empty_date(found: date) -> bool:
    """Whether a date is what programs write where there is none."""
    return found <= LAST_EMPTY
