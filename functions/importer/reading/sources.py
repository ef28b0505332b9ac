"""Opens a file by its format."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from importer.reading.codes import Question, Refusal, UnreadableFileError
from importer.reading.magic import detect_format
from importer.reading.metro2_files import open_metro2
from importer.reading.profiles import Asked, FileFormat, Hints, Profile
from importer.reading.sourced import Source
from importer.reading.text_files import (
    DELIMITERS,
    ENCODINGS,
    PROPOSED_ENCODING,
    detect_delimiter,
    detect_encoding,
    read_records,
)
from importer.reading.tutdf_files import open_tutdf
from importer.reading.xlsx_files import open_xlsx


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


def _open_parquet(path: Path, hints: Hints) -> Source:
    """Loads pyarrow when it is needed: its libraries are large, and newer than python3.11's."""
    try:
        reader = import_module("importer.reading.parquet_files")
    except ImportError:
        raise UnreadableFileError(Refusal.NO_PARQUET_HERE) from None
    opened: Source = reader.open_parquet(path, hints)
    return opened


_OPENERS: dict[FileFormat, Callable[[Path, Hints], Source]] = {
    FileFormat.CSV: _open_csv,
    FileFormat.XLSX: open_xlsx,
    FileFormat.PARQUET: _open_parquet,
    FileFormat.METRO2: open_metro2,
    FileFormat.TUTDF: open_tutdf,
}


def reopen(path: Path, profile: Profile) -> Source:
    """Opens a file as its profile says it is."""
    hints = Hints(encoding=profile.encoding, delimiter=profile.delimiter, sheet=profile.sheet)
    return open_source(path, hints)
