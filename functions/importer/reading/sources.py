"""One way to read rows of any format: a source gives them with their numbers, as text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from importer.reading.codes import Question
from importer.reading.magic import detect_format
from importer.reading.profiles import Asked, FileFormat, Hints, Profile, Told
from importer.reading.text_files import (
    DELIMITERS,
    ENCODINGS,
    PROPOSED_ENCODING,
    detect_delimiter,
    detect_encoding,
    read_records,
)

Record = tuple[int, Sequence[str]]


@dataclass
class Source:
    """A file that was opened.

    Attributes:
        records: reads it from the beginning, the header among the rows.
        padded: short rows are no fault, since the format leaves out empty cells.
        formulas: rows and columns of formulas without a value, of what has been read so far.
    """

    format: FileFormat
    records: Callable[[], Iterator[Record]]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    padded: bool = False
    notices: tuple[Told, ...] = ()
    questions: tuple[Asked, ...] = ()
    formulas: list[tuple[int, int]] = field(default_factory=list)


def open_source(path: Path, hints: Hints) -> Source:
    """Opens a file by what it is and what its sender says.

    Raises:
        UnreadableFileError: it is refused.
    """
    return _OPENERS[detect_format(path)](path, hints)


def _open_csv(path: Path, hints: Hints) -> Source:
    proved = detect_encoding(path)
    questions: tuple[Asked, ...] = ()
    encoding = hints.encoding if hints.encoding in ENCODINGS else proved
    if encoding is None:
        encoding = PROPOSED_ENCODING
        questions = (Asked(Question.ENCODING, ENCODINGS, proposed=encoding),)
    said = hints.delimiter if hints.delimiter in DELIMITERS else None
    delimiter = said or detect_delimiter(path, encoding)
    records = partial(read_records, path, encoding, delimiter)
    return Source(FileFormat.CSV, records, encoding, delimiter, questions=questions)


_OPENERS: dict[FileFormat, Callable[[Path, Hints], Source]] = {FileFormat.CSV: _open_csv}


def reopen(path: Path, profile: Profile) -> Source:
    """Opens a file as its profile says it is."""
    hints = Hints(encoding=profile.encoding, delimiter=profile.delimiter, sheet=profile.sheet)
    return open_source(path, hints)
