"""The structure of a table: its header, what is no data, and what each column holds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from importer.reading.codes import Notice, Refusal, UnreadableFileError
from importer.reading.empties import is_empty
from importer.reading.numbers import bare
from importer.reading.profiles import LONGEST_SHOWN, Row, Told

MOST_COLUMNS = 500
MOST_ROWS = 5_000_000
HEAD_ROWS = 50  # among which the header has to be
SHOWN_ROWS = 20
DENSE_ROWS, EVERY = 20_000, 50  # all of the first rows are looked at closely, then one of so many
MOST_VALUES = 2_000  # of a column that are looked at
_TOTALS = re.compile(
    r"^\s*((общий |промежуточный )?итог|итого|всего|(grand |sub)?totals?)\b", re.IGNORECASE
)
_INDEX_NAMES = frozenset({"", "index", "unnamed: 0", "№", "№ п/п", "№п/п", "п/п", "#", "n", "no"})

Record = tuple[int, Sequence[str]]


@dataclass
class Header:
    """The header row: its number, the names in it, and the rows that stand before it."""

    number: int
    names: list[str]
    before: int


@dataclass
class Survey:
    """What one look at all rows found; values are samples of each column, different ones."""

    values: list[dict[str, None]]
    rows: int = 0
    first: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    blank: int = 0
    trailing: int = 0
    counts_up: bool = True
    first_count: int | None = None


def find_header(records: Iterator[Record]) -> tuple[Header, Iterator[Record]]:
    """Returns the header and the rows behind it.

    Raises:
        UnreadableFileError: there are no rows, too many columns, or no row that names them.
    """
    head = list(islice(records, HEAD_ROWS))
    widest = max((_filled(cells) for _, cells in head), default=0)
    if not widest:
        raise UnreadableFileError(Refusal.EMPTY)
    for place, (number, cells) in enumerate(head):
        if _filled(cells) >= max(2, widest / 2):
            require_columns(cells)
            if any(_is_value(cell) for cell in cells):
                break
            if _names_groups(cells, head[place + 1 :]):
                continue
            names = [cell.strip() for cell in cells]
            return Header(number, names, place), chain(head[place + 1 :], records)
    raise UnreadableFileError(Refusal.NO_HEADER)


def _names_groups(cells: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether a row names merged groups of columns, whose own names stand below it."""
    names = below[0][1] if below else ()
    return _filled(names) > _filled(cells) and not any(_is_value(cell) for cell in names)


def require_columns(cells: Sequence[str]) -> None:
    """Lets pass a row of not too many cells."""
    if len(cells) > MOST_COLUMNS:
        raise UnreadableFileError(Refusal.TOO_MANY_COLUMNS, most=MOST_COLUMNS)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _is_value(cell: str) -> bool:
    return bare(cell.strip()) is not None


def survey(header: Header, records: Iterable[Record]) -> Survey:
    """Looks at every row behind the header.

    Raises:
        UnreadableFileError: there are none, or too many.
    """
    found = Survey([{} for _ in header.names])
    last: Record | None = None  # taken once it is known not to be the last, which may be sums
    for number, cells in records:
        role = role_of(header.names, cells)
        if role is Notice.BLANK_ROWS:
            found.blank += 1
        elif role is Notice.TOTALS_ROW:
            found.totals.append(_row(number, cells))
        elif role is None:
            if last is not None:
                _take(found, *last)
            last = (number, cells)
    _take_last(found, last)
    return found


def _take_last(found: Survey, last: Record | None) -> None:
    if last is None:
        raise UnreadableFileError(Refusal.NO_ROWS)
    if found.rows > 1 and _are_sums(found, last[1]):
        found.totals.append(_row(*last))
    else:
        _take(found, *last)


def role_of(names: Sequence[str], cells: Sequence[str]) -> Notice | None:
    """Returns what a row is that holds no data; None of one that does."""
    first = cells[0].lstrip("\ufeff") if cells else ""  # of files that were put together
    if not first.strip() and not any(cell.strip() for cell in cells):
        return Notice.BLANK_ROWS
    if _TOTALS.match(first) or (len(cells) > 1 and _TOTALS.match(cells[1])):
        return Notice.TOTALS_ROW
    if first.strip() == names[0] and [cell.strip() for cell in cells[1:]] == list(names[1:]):
        return Notice.DUPLICATE_HEADER
    return None


def _take(found: Survey, number: int, cells: Sequence[str]) -> None:
    found.rows += 1
    if found.rows > MOST_ROWS:
        raise UnreadableFileError(Refusal.TOO_MANY_ROWS, most=MOST_ROWS)
    width = len(found.values)
    found.trailing += len(cells) > width and not any(cell.strip() for cell in cells[width:])
    found.counts_up = found.counts_up and _counts_on(found, cells[0])
    if len(found.first) < SHOWN_ROWS:
        found.first.append(_row(number, fit(cells, width)))
    if found.rows <= DENSE_ROWS or found.rows % EVERY == 0:
        for values, cell in zip(found.values, cells, strict=False):
            if len(values) < MOST_VALUES:
                values[cell.strip()[:LONGEST_SHOWN]] = None


def _row(number: int, cells: Sequence[str]) -> Row:
    """Returns a row to be shown and stored: a cell may be as long as a file."""
    return Row(number, tuple(cell[:LONGEST_SHOWN] for cell in cells))


def _counts_on(found: Survey, cell: str) -> bool:
    if found.first_count is None:
        found.first_count = int(cell) if cell in {"0", "1"} else -1
    return found.first_count >= 0 and cell == str(found.first_count + found.rows - 1)


def fit(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Returns as many cells as there are columns."""
    return (*cells[:width], *("",) * (width - len(cells)))


def _are_sums(found: Survey, cells: Sequence[str]) -> bool:
    """Whether a last row has numbers alone, and nothing where all others have something."""
    held = [cell.strip() for cell in cells if not is_empty(cell)]
    if not held or 2 * len(held) > len(cells) or not all(_is_value(cell) for cell in held):
        return False
    pairs = zip(found.values, fit(cells, len(found.values)), strict=True)
    return any("" not in values for values, cell in pairs if is_empty(cell))


def ignored_columns(header: Header, found: Survey) -> dict[int, Notice]:
    """Returns the columns that are nobody's field, each with the reason."""
    ignored = {
        place: Notice.TRAILING_DELIMITERS
        for place, name in enumerate(header.names)
        if not name and not any(found.values[place])
    }
    if found.counts_up and found.rows > 1 and header.names[0].lower() in _INDEX_NAMES:
        ignored[0] = Notice.INDEX_COLUMN
    return ignored


def names_of(header: Header, ignored: dict[int, Notice]) -> tuple[list[str], list[Told]]:
    """Returns a name for each column, none twice, and what has to be told of them."""
    given = [name[:LONGEST_SHOWN] for name in header.names]
    doubled = {name for name, count in Counter(map(str.lower, given)).items() if count > 1}
    names, told, seen = [], [], Counter[str]()
    for place, name in enumerate(given):
        if not name:
            names.append(letters(place))
            if place not in ignored:
                told.append(Told(Notice.UNNAMED_COLUMN, header.number, letters(place)))
            continue
        seen[name.lower()] += 1
        number = seen[name.lower()]
        names.append(f"{name} ({number})" if number > 1 else name)
        if name.lower() in doubled:
            told.append(Told(Notice.DUPLICATE_HEADER, header.number, names[-1]))
    return names, told


def letters(place: int) -> str:
    """Returns what Excel calls a column: A, B, ... Z, AA."""
    name, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name
