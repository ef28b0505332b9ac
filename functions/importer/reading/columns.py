"""What the values of a column have in common: one date format, one decimal mark, one length."""

from collections import Counter
from collections.abc import Sequence

from importer.reading.codes import Notice, Question
from importer.reading.dates import ORDERS, PARSERS, formats_of, order_shown
from importer.reading.empties import is_empty
from importer.reading.fields import is_named_date, is_named_month
from importer.reading.identifiers import usual_length
from importer.reading.numbers import bare, mark_of
from importer.reading.profiles import Asked, Column, DateFormat, DecimalMark, Hints, Told

MOST = 0.5
EXAMPLES = 5


def describe_column(
    place: int, name: str, values: Sequence[str], hints: Hints
) -> tuple[Column, list[Told], list[Asked]]:
    """Returns the column, and what has to be told or asked of it."""
    held = [value for value in values if not is_empty(value)]
    dates, told, asked = _date_format(place, name, held)
    mark: DecimalMark | None = None
    if dates is None:
        mark, told, asked = _decimal_mark(place, name, held)
    if place in hints.dates:
        dates, asked = hints.dates[place], []
    if place in hints.decimals:
        mark, asked = hints.decimals[place], []
    column = Column(
        place=place,
        name=name,
        date_format=dates,
        decimal=mark,
        mixed_decimals=any(one.code is Notice.MIXED_DECIMALS for one in told),
        mixed_orders=dates is not None and {*ORDERS} <= {order_shown(text) for text in held},
        id_length=usual_length(held),
        examples=tuple(held[:EXAMPLES]),
    )
    return column, told, asked


def _date_format(
    place: int, name: str, held: Sequence[str]
) -> tuple[DateFormat | None, list[Told], list[Asked]]:
    named = is_named_date(name)
    counts = formats_of(held, named)
    if not counts or not (named or _are_dates(held, counts)):
        return None, [], []
    best = max(counts.values())
    fitting = [one for one, count in counts.items() if count == best]
    if set(ORDERS) <= set(fitting) and is_named_month(name):
        fitting = _of_first_days(held) or fitting
    told = _mixed_dates(name, held, fitting[0])
    if set(ORDERS) <= set(fitting):
        choices = tuple(map(str, ORDERS))
        asked = Asked(Question.DATE_ORDER, choices, proposed=choices[0], column=place)
        return DateFormat.DAY_FIRST, told, [asked]
    return fitting[0], told, []


def _of_first_days(held: Sequence[str]) -> list[DateFormat]:
    """Returns the order in which all dates are first days: what 01.02 is where months stand."""
    for order in ORDERS:
        found = [day for text in held if (day := PARSERS[order](text)) is not None]
        if all(day.day == 1 for day in found):
            return [order]
    return []


def _are_dates(held: Sequence[str], counts: dict[DateFormat, int]) -> bool:
    readable = sum(any(PARSERS[one](text) for one in counts) for text in held)
    return readable >= MOST * len(held)


def _mixed_dates(name: str, held: Sequence[str], chosen: DateFormat) -> list[Told]:
    """Shows one value of the format that most have and one that has another, if one has."""
    other = next((text for text in held if not PARSERS[chosen](text)), None)
    if other is None:
        return []
    usual = next(text for text in held if PARSERS[chosen](text))
    return [Told(Notice.MIXED_DATES, column=name, limits={"usual": usual, "other": other})]


def _decimal_mark(
    place: int, name: str, held: Sequence[str]
) -> tuple[DecimalMark | None, list[Told], list[Asked]]:
    numbers = [text for text in held if bare(text) is not None]
    if not numbers:
        return None, [], []
    marks = [mark_of(text) for text in numbers]
    sure = Counter(mark for mark in marks if isinstance(mark, DecimalMark))
    if len(sure) > 1:
        usual = sure.most_common(1)[0][0]
        return usual, [_mixed_decimals(name, numbers, marks, usual)], []
    if sure:
        return next(iter(sure)), [], []
    if None in marks:
        choices = tuple(str(one) for one in DecimalMark)
        return DecimalMark.COMMA, [], [Asked(Question.DECIMAL, choices, None, place)]
    return None, [], []  # one without any fraction may still have one further down


def _mixed_decimals(
    name: str, numbers: Sequence[str], marks: Sequence[object], usual: DecimalMark
) -> Told:
    """Shows one value with each mark."""
    shown = {
        "usual": next(text for text, mark in zip(numbers, marks, strict=True) if mark == usual),
        "other": next(
            text
            for text, mark in zip(numbers, marks, strict=True)
            if isinstance(mark, DecimalMark) and mark != usual
        ),
    }
    return Told(Notice.MIXED_DECIMALS, column=name, limits=shown)
