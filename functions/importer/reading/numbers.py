"""Numbers as people and programs write them: 1 234,50 руб., (1,234.50), 1.234,5."""

import re
from collections.abc import Iterable
from decimal import Decimal

from importer.reading.profiles import DecimalMark

# Spaces of all widths, apostrophes (1'234) and what is written after amounts
_SPACE = r"[\s\u00a0\u2007\u2009\u200a\u202f'’]+"
_SPACES = re.compile(_SPACE)
# Between other than thousands: 12 34 may be two numbers
_WRONG_GAP = re.compile(rf"\d{{4,}}{_SPACE}\d|\d{_SPACE}(?!\d{{3}}(?!\d))\d")
_CURRENCY = re.compile(r"(₽|%|руб(лей|ля|ль)?\.?|р\.|rub|rur)", re.IGNORECASE)
_FOREIGN = re.compile(r"[$€£¥₸₴]|\b(usd|eur|cny|gbp|kzt|byn)\b|долл|евро|юан|тенге", re.IGNORECASE)
_THOUSANDS = re.compile(r"\bтыс|\bthousand|\b000s?\b", re.IGNORECASE)
_MILLIONS = re.compile(r"\bмлн|\bмиллион|\bmillion|\bmln\b", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"^\((.*)\)$")
_FORM = re.compile(r"^[+-]?\d[\d.,]*$")
_EXPONENT = re.compile(r"^[+-]?\d+([.,]\d+)?E[+-]?\d{1,2}$", re.IGNORECASE)
_PLAIN = re.compile(r"^-?\d{1,18}([.,]\d{1,18})?$", re.ASCII)
_GROUPED = re.compile(r"^[+-]?\d{1,3}$")
_LONGEST = 60
OTHER = {DecimalMark.COMMA: ".", DecimalMark.POINT: ","}


def bare(text: str) -> str | None:
    """Returns the number without spaces, currency words and parentheses; None if it is none."""
    if len(text) > _LONGEST or (not text.isprintable() and not _SPACES.search(text)):
        return None
    if _WRONG_GAP.search(text):
        return None
    kept = _CURRENCY.sub("", _SPACES.sub("", text)).replace("−", "-").replace("–", "-")
    negative = _IN_PARENTHESES.match(kept)
    kept = f"-{negative[1]}" if negative else kept
    return kept if kept.isascii() and (_FORM.match(kept) or _EXPONENT.match(kept)) else None


def text_of_float(value: float, exact_below: float) -> str:
    """Returns a number as text; whole ones beyond what is exact with an exponent, not made up.

    Args:
        exact_below: from here on its program has rounded it.
    """
    if not value.is_integer():
        return repr(value)
    return str(int(value)) if abs(value) < exact_below else f"{value:.14E}"


def is_foreign(text: str) -> bool:
    """Whether a text names another currency than the rouble."""
    return bool(_FOREIGN.search(text))


def is_in_thousands(header: str) -> bool:
    """Whether a header says that its column counts thousands."""
    return bool(_THOUSANDS.search(header))


def is_in_millions(header: str) -> bool:
    """Whether a header says that its column counts millions, which are too coarse to be taken."""
    return bool(_MILLIONS.search(header))


def mark_of(text: str) -> DecimalMark | str | None:
    """Returns the mark that a number's fraction must follow; "" if it has no marks at all.

    None is for 1,234: whether thousands or a fraction, only its column can tell.
    """
    kept = bare(text) or ""
    marks = [one for one in kept if one in ",."]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return DecimalMark(marks[-1])
    if len(marks) > 1:
        return DecimalMark(OTHER[DecimalMark(marks[0])])
    before, after = kept.split(marks[0])
    grouped = len(after) == 3 and _GROUPED.match(before) and before.lstrip("+-0")
    return None if grouped and not _SPACES.search(text.strip()) else DecimalMark(marks[0])


def marks_of(texts: Iterable[str]) -> list[DecimalMark | str | None]:
    """Returns the marks of all texts that are numbers."""
    return [mark_of(text) for text in texts if bare(text) is not None]


def to_decimal(text: str, mark: DecimalMark) -> Decimal | None:
    """Returns the number, whose fraction follows ``mark``; None if it is not written so."""
    if _PLAIN.match(text) and OTHER[mark] not in text:
        return Decimal(text.replace(",", "."))
    kept = bare(text)
    if kept is None:
        return None
    if _EXPONENT.match(kept):
        return Decimal(kept.replace(",", "."))
    whole, _, fraction = kept.partition(mark)
    if not (fraction == "" or fraction.isdigit()) or not _is_grouped(whole, OTHER[mark]):
        return None
    return Decimal(f"{whole.replace(OTHER[mark], '')}.{fraction or 0}")


def _is_grouped(whole: str, separator: str) -> bool:
    first, *groups = whole.lstrip("+-").split(separator)
    return not groups or (0 < len(first) <= 3 and all(len(group) == 3 for group in groups))
