"""What every format is read as: rows with their numbers, as text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from importer.reading.profiles import Asked, FileFormat, Told

Record = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Source:
    """A file that was opened.

    Attributes:
        records: reads it from the beginning, the header among the rows.
        padded: short rows are no fault, since the format leaves out empty cells.
        formulas: rows and columns of formulas without a value.
        since_1904: plain numbers that are dates count from another day than usual.
    """

    format: FileFormat
    records: Callable[[], Iterator[Record]]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    padded: bool = False
    notices: tuple[Told, ...] = ()
    questions: tuple[Asked, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    since_1904: bool = False
