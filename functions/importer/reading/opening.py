"""Opens a file of any format: its profile, and its rows in chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from importer.reading.codes import Fault, Notice
from importer.reading.columns import describe_column
from importer.reading.profiles import (
    CHUNK_ROWS,
    LONGEST_SHOWN,
    Asked,
    Chunk,
    Column,
    DateFormat,
    Hints,
    Issue,
    Profile,
    Told,
)
from importer.reading.sourced import Source
from importer.reading.sources import open_source, reopen
from importer.reading.structure import (
    Header,
    Survey,
    find_header,
    fit,
    ignored_columns,
    names_of,
    role_of,
    survey,
)

NO_HINTS = Hints()
TOTALS_SHOWN = 20  # the last ones: sums of all rows stand below those of parts


def profile_file(path: Path, hints: Hints = NO_HINTS) -> Profile:
    """Returns what the file is; looks at all of it once, in flat memory.

    Raises:
        UnreadableFileError: it is refused; the code says why.
    """
    source = open_source(path, hints)
    header, records = find_header(source.records())
    found = survey(header, records)
    columns, told, asked = _describe(header, found, hints, source)
    return Profile(
        format=source.format,
        columns=columns,
        header_row=header.number,
        rows=found.rows,
        first=tuple(found.first),
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        totals=tuple(found.totals[-TOTALS_SHOWN:]),
        notices=(*source.notices, *told, *_tell(header, found)),
        questions=(*source.questions, *asked),
    )


def _describe(
    header: Header, found: Survey, hints: Hints, source: Source
) -> tuple[tuple[Column, ...], list[Told], list[Asked]]:
    ignored = ignored_columns(header, found)
    names, told = names_of(header, ignored)
    columns, asked = [], []
    for place, name in enumerate(names):
        column, more_told, more_asked = describe_column(
            place, name, list(found.values[place]), hints
        )
        if source.since_1904 and column.date_format is DateFormat.SERIAL:
            column = replace(column, date_format=DateFormat.SERIAL_1904)
        reason = ignored.get(place)
        columns.append(replace(column, ignored=reason))
        if reason is None:
            told += more_told
            asked += more_asked
        elif reason is Notice.INDEX_COLUMN:
            told.append(Told(Notice.INDEX_COLUMN, header.number, name))
    return tuple(columns), told, asked


def _tell(header: Header, found: Survey) -> list[Told]:
    told = [Told(Notice.TOTALS_ROW, row.number) for row in found.totals[-TOTALS_SHOWN:]]
    if found.blank:
        told.append(Told(Notice.BLANK_ROWS, limits={"count": found.blank}))
    if found.trailing:
        told.append(Told(Notice.TRAILING_DELIMITERS, limits={"count": found.trailing}))
    if header.before:
        told.append(Told(Notice.ROWS_BEFORE_HEADER, limits={"count": header.before}))
    return told


def read_rows(path: Path, profile: Profile) -> Iterator[Chunk]:
    """Gives the rows of data as text, 1,000 at a time; totals, blank rows and headers are left out.

    Raises:
        UnreadableFileError: the file is damaged further down.
    """
    source = reopen(path, profile)
    records = source.records()
    names = next((cells for number, cells in records if number == profile.header_row), ())
    rows = _Rows(source, profile, [name.strip() for name in names])
    while block := list(islice(records, CHUNK_ROWS)):
        yield rows.chunk(block)


class _Rows:
    """Parts data from what is none, as the profile saw it."""

    def __init__(self, source: Source, profile: Profile, names: Sequence[str]) -> None:
        self._source = source
        self._names = names
        self._columns = profile.columns
        self._totals = {row.number for row in profile.totals}

    def chunk(self, block: Sequence[tuple[int, Sequence[str]]]) -> Chunk:
        """Returns a block's rows of data, with what is wrong with the others."""
        numbers: list[int] = []
        cells: list[Sequence[str]] = []
        issues: list[Issue] = []
        width = len(self._columns)
        for number, record in block:
            role = role_of(self._names, record)
            if role is None and number not in self._totals:
                issue = self._fault(number, record) if len(record) != width else None
                if issue is None:
                    numbers.append(number)
                    cells.append(record if len(record) == width else fit(record, width))
                else:
                    issues.append(issue)
            elif role is Notice.DUPLICATE_HEADER:
                issues.append(Issue(number, Fault.REPEATED_HEADER))
        issues += self._formulas(numbers)
        return Chunk(numbers, cells, tuple(issues))

    def _formulas(self, numbers: Sequence[int]) -> list[Issue]:
        """Returns the formulas without a value in these rows."""
        if not self._source.formulas or not numbers:
            return []
        return [
            Issue(number, Fault.FORMULA_WITHOUT_VALUE, self._columns[place].name)
            for number, place in sorted(self._source.formulas)
            if numbers[0] <= number <= numbers[-1] and place < len(self._columns)
        ]

    def _fault(self, number: int, record: Sequence[str]) -> Issue | None:
        width = len(self._columns)
        if self._source.padded or (len(record) > width and not any(record[width:])):
            return None
        limits = {"found": len(record), "expected": width}
        return Issue(number, Fault.FIELD_COUNT, value=record[0][:LONGEST_SHOWN], limits=limits)
