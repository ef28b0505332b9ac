"""Reads the tables that people hand in, and looks at where results are to go.

A file that cannot be read ends in one sentence: which, why, and what to do.
"""

import os
import sys
import warnings
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

PARQUET, CSV = ".parquet", ".csv"
HEAD_BYTES = 64
PIECE_ROWS = 250_000  # of a table that is read piece by piece
_BLOCK = 1 << 20
_LFS_POINTER = b"version https://git-lfs"
_NOT_CSV = {
    _LFS_POINTER: "it is a Git LFS pointer, and not the file itself: fetch it by git lfs pull",
    b"\x1f\x8b": "it is compressed by gzip: unpack it",
    b"PK\x03\x04": "it is an Excel workbook or a ZIP archive: unpack it, or save it as CSV",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook: save it as CSV",
    b"PAR1": "it is a Parquet file: name it .parquet",
}
"""How files begin that are often named .csv, and what to do about each."""
_NO_TEXT = "it is no text, or in another encoding: fetch it again, or save it as CSV in UTF-8"
_REASONS: dict[type[BaseException], str] = {
    UnicodeError: "it is written in another encoding: save it as CSV in UTF-8",
    pd.errors.EmptyDataError: "it is empty: fetch it again",
    pd.errors.ParserWarning: "rows have more values than the first line has columns: correct them",
}
_UNREADABLE = (
    UnicodeError,
    LookupError,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
    zlib.error,
    BadZipFile,
    pa.ArrowException,
    pd.errors.ParserWarning,
)


class DataError(ValueError):
    """The data are not what is needed; the text says what to change."""


def note(text: str) -> None:
    """Tells people what was found in their data, beside the results."""
    print(f"note: {text}", file=sys.stderr)


def find_table(folder: Path, name: str) -> Path | None:
    """Returns the file of a table: the Parquet file before the CSV file; None without either.

    Raises:
        DataError: there is no such folder, or only a file of nearly this name.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder. Name the folder of the Kaggle files.")
    parquet, csv = folder / f"{name}{PARQUET}", folder / f"{name}{CSV}"
    if parquet.is_file() and csv.is_file() and _head(parquet).startswith(_LFS_POINTER):
        note(f"{parquet} is a Git LFS pointer: {csv.name} is read instead.")
        return csv
    found = next((path for path in (parquet, csv) if path.is_file()), None)
    alike = sorted(path.name for path in folder.iterdir() if path.name.lower().startswith(name))
    if found is None and {parquet.name, csv.name} & set(alike):
        raise DataError(f"{folder / alike[0]} is no file, or leads to none. Put the file there.")
    if found is None and alike:
        raise DataError(
            f"{folder} holds {alike[0]}, and neither {parquet.name} nor {csv.name}."
            " Unpack it or save it as CSV, and give it that name."
        )
    return found


def read_table(path: Path, separator: str = ",", encoding: str = "utf-8") -> pd.DataFrame:
    """Reads a table: of CSV every value as the text that stands there, of Parquet as it is.

    Raises:
        DataError: it cannot be read.
    """
    try:
        if path.suffix == PARQUET:
            table = pd.read_parquet(path)
        else:
            [table] = _csv(path, separator, encoding, None)
    except _UNREADABLE as error:
        raise DataError(f"{path} cannot be read: {_reason(path, error)}.") from error
    if table.empty:
        raise DataError(_without_rows(path))
    return table


def read_pieces(path: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Reads a table piece by piece, in the order of its rows, values as ``read_table`` has them.

    Of a Parquet file only some columns are read, of a CSV file all.

    Raises:
        DataError: it cannot be read.
    """
    rows = 0
    pieces = _parquet_pieces(path, columns) if path.suffix == PARQUET else _csv_pieces(path)
    try:
        for piece in pieces:
            rows += piece.num_rows
            yield piece
    except _UNREADABLE as error:
        raise DataError(f"{path} cannot be read: {_reason(path, error)}.") from error
    if not rows:
        raise DataError(_without_rows(path))


def estimate_rows(path: Path) -> int:
    """Returns about how many rows a table has, without reading it whole; 0 if it cannot be read."""
    try:
        if path.suffix == PARQUET:
            return int(parquet.read_metadata(path).num_rows)
        with path.open("rb") as file:
            block = file.read(_BLOCK)
    except _UNREADABLE:
        return 0
    return path.stat().st_size * block.count(b"\n") // max(len(block), 1)


def check_file(path: Path, *suffixes: str) -> None:
    """Looks whether a result can be written to a file, before anything takes time.

    Raises:
        DataError: the folder is missing or closed, or the name is of another kind of file.
    """
    if path.is_dir():
        raise DataError(f"--out {path} is a folder. Name a file in it.")
    if suffixes and path.suffix.lower() not in suffixes:
        raise DataError(f"--out {path}: the name has to end in {' or '.join(suffixes)}.")
    if not path.parent.is_dir():
        raise DataError(f"--out {path}: the folder {path.parent} is not there. Make it first.")
    _check_open(path, path if path.exists() else path.parent)


def check_folder(path: Path) -> None:
    """Looks whether results can be written to a folder, which need not be there yet.

    Raises:
        DataError: it cannot be made, or is closed.
    """
    there = next(one for one in (path.absolute(), *path.absolute().parents) if one.exists())
    if not there.is_dir():
        raise DataError(f"--out {path}: {there} is a file. Name a folder.")
    _check_open(path, there)


def check_work(path: Path) -> None:
    """Looks whether a folder can be worked in.

    Raises:
        DataError: it is none, or is closed.
    """
    if not path.is_dir():
        raise DataError(f"--work {path} is no folder. Make it first.")
    _check_open(path, path, "--work")


def _check_open(path: Path, there: Path, option: str = "--out") -> None:
    if not os.access(there, os.W_OK):
        raise DataError(f"{option} {path}: {there} may not be written to. Name another place.")


def _without_rows(path: Path) -> str:
    return f"{path} has no rows. Name a file that holds some."


def _parquet_pieces(path: Path, columns: Sequence[str]) -> Iterator[pa.Table]:
    # Not buffered ahead, or a whole row group would be held
    with parquet.ParquetFile(path, pre_buffer=False, buffer_size=_BLOCK) as file:
        there = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(PIECE_ROWS, columns=there):
            plain = [
                one.dictionary_decode() if pa.types.is_dictionary(one.type) else one
                for one in batch.columns
            ]
            yield pa.table(plain, names=batch.schema.names)


def _csv_pieces(path: Path) -> Iterator[pa.Table]:
    for piece in _csv(path, ",", "utf-8", PIECE_ROWS):
        schema = pa.schema([(str(name), pa.string()) for name in piece.columns])
        yield pa.Table.from_pandas(piece, schema, preserve_index=False)


def _csv(path: Path, separator: str, encoding: str, rows: int | None) -> Iterator[pd.DataFrame]:
    """Yields the rows of a CSV file as texts, so many at a time, or all at once."""
    if path.suffix == CSV:
        _refuse_what_is_none(path, encoding)
    begun = 0
    with pd.read_csv(
        path,
        sep=separator,
        encoding=encoding,
        dtype=str,
        keep_default_na=False,
        index_col=False,  # or a comma at the end of each line would shift all columns
        iterator=True,
    ) as reader:
        while (piece := _next(reader, rows)) is not None:
            _refuse_torn(piece, begun)
            begun += len(piece)
            yield piece


def _next(reader: "pd.io.parsers.TextFileReader", rows: int | None) -> pd.DataFrame | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            return reader.read(rows)
        except StopIteration:
            return None


def _refuse_what_is_none(path: Path, encoding: str) -> None:
    """Raises ValueError for a file that is another kind of file, or no text."""
    head = _head(path)
    for beginning, reason in _NOT_CSV.items():
        if head.startswith(beginning):
            raise ValueError(reason)
    with path.open(encoding=encoding) as file:
        while block := file.read(_BLOCK):
            if "\0" in block:
                raise ValueError(_NO_TEXT)


def _refuse_torn(table: pd.DataFrame, before: int) -> None:
    for name in table:
        torn = next((place for place, text in enumerate(table[name]) if "\n" in text), None)
        if torn is not None:
            raise ValueError(
                f"a quotation mark is not closed about line {torn + before + 2}: correct that line"
            )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _reason(path: Path, error: BaseException) -> str:
    """Returns why a file cannot be read and what to do, without the point at its end."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: see that it is there and yours to read"
    if path.suffix == PARQUET:
        pointer = _head(path).startswith(_LFS_POINTER)
        broken = "it is no Parquet file, or a part of one: fetch it again"
        return _NOT_CSV[_LFS_POINTER] if pointer else broken
    told = " ".join(str(error).split()).removesuffix(".")
    if isinstance(error, pd.errors.ParserError):
        return f"{told.rpartition('C error: ')[2]}: correct the file about that row"
    return next((reason for kind, reason in _REASONS.items() if isinstance(error, kind)), told)
