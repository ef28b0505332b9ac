"""What a file turned out to be, what people may correct, and rows as they stand in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from importer.reading.codes import WARNINGS, Fault, Notice, Question

CHUNK_ROWS = 1_000
LONGEST_SHOWN = 100  # characters of a value that a report repeats

Limits = Mapping[str, int | str]


class FileFormat(StrEnum):
    """How the bytes are read."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    METRO2 = "metro2"  # payment history profiles of American bureaus
    TUTDF = "tutdf"  # segments of Russian bureaus


class DateFormat(StrEnum):
    """How a column writes its dates; one format has to fit all."""

    DAY_FIRST = "dd.mm.yyyy"
    MONTH_FIRST = "mm/dd/yyyy"
    YEAR_FIRST = "yyyy-mm-dd"
    COMPACT = "yyyymmdd"
    MONTH = "mm.yyyy"
    YEAR_AND_MONTH = "yyyy-mm"
    MONTH_WORD = "mmm yyyy"
    SERIAL = "serial"  # Excel's days since 1899-12-30
    SERIAL_1904 = "serial_1904"  # those of workbooks that were begun on a Mac


class DecimalMark(StrEnum):
    """Which mark a column's fractions follow."""

    COMMA = ","
    POINT = "."


@dataclass(frozen=True)
class Hints:
    """What the sender says about the file; None leaves it to the file.

    Attributes:
        dates, decimals: by the place of the column, from 0.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    dates: Mapping[int, DateFormat] = field(default_factory=dict)
    decimals: Mapping[int, DecimalMark] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of the file.

    Attributes:
        place: from 0, in the file.
        name: as the header says it; of an unnamed one its letter, of a doubled one with a number.
        ignored: why it is nobody's field; None of a usual one.
        date_format, decimal: what fits its values; None where they are none.
        mixed_decimals: some values have the other mark, so that 1,234 may be either.
        mixed_orders: some dates begin with the day and some with the month, so that 01.02 may be
            either.
        examples: some different values.
        id_length: the length that most of its values have, where they are all digits.
    """

    place: int
    name: str
    ignored: Notice | None = None
    date_format: DateFormat | None = None
    decimal: DecimalMark | None = None
    mixed_decimals: bool = False
    mixed_orders: bool = False
    id_length: int | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file; ``number`` is the one that Excel shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A notice on the file, with the row or the column it is about."""

    code: Notice
    row: int | None = None
    column: str | None = None
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A question to the sender: what may be answered, and what the file suggests, if anything."""

    code: Question
    choices: tuple[str, ...]
    proposed: str | None = None
    column: int | None = None


@dataclass(frozen=True)
class Profile:
    """What a file is. Plain data: pydantic's TypeAdapter turns it into JSON and back.

    Attributes:
        delimiter, encoding: of text files; None of others.
        sheet: of workbooks.
        header_row: its number; 0 where the format has none.
        rows: that hold data, without totals and blank ones.
        first: the first of them, to be shown.
        totals: rows of sums, which are no data.
        questions: have to be answered (``Hints``) before the file is checked.
    """

    format: FileFormat
    columns: tuple[Column, ...]
    header_row: int
    rows: int
    first: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    totals: tuple[Row, ...] = ()
    notices: tuple[Told, ...] = ()
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class Issue:
    """What is wrong at one place of the file.

    Attributes:
        row: its number, as the sender sees it.
        column: its name in the file; None where the whole row is meant.
        value: as it stands there, cut off; personal, so for nobody but the sender.
        limits: the numbers and words that the text is about.
    """

    row: int
    code: Fault
    column: str | None = None
    value: str = ""
    limits: Limits = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Whether the row is kept out; else it is a warning."""
        return self.code not in WARNINGS


@dataclass(frozen=True)
class Chunk:
    """Up to 1,000 rows of data, each with one text a column, and what was set aside among them."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]
    issues: tuple[Issue, ...] = ()
