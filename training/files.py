"""Reads the tables that people hand in, and looks at where results are to go.

A file that cannot be read ends in one sentence: which, why, and what to do.
"""

import os
import sys
import warnings
import zlib
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd
from pyarrow import ArrowException

PARQUET, CSV = ".parquet", ".csv"
HEAD_BYTES = 64
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
    ArrowException,
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
        table = pd.read_parquet(path) if path.suffix == PARQUET else _csv(path, separator, encoding)
    except _UNREADABLE as error:
        raise DataError(f"{path} cannot be read: {_reason(path, error)}.") from error
    if table.empty:
        raise DataError(f"{path} has no rows. Name a file that holds some.")
    return table


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


def _check_open(path: Path, there: Path) -> None:
    if not os.access(there, os.W_OK):
        raise DataError(f"--out {path}: {there} may not be written to. Name another place.")


def _csv(path: Path, separator: str, encoding: str) -> pd.DataFrame:
    if path.suffix == CSV:
        head = _head(path)
        for beginning, reason in _NOT_CSV.items():
            if head.startswith(beginning):
                raise ValueError(reason)
        if "\0" in path.read_text(encoding):
            raise ValueError(_NO_TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        table = pd.read_csv(
            path,
            sep=separator,
            encoding=encoding,
            dtype=str,
            keep_default_na=False,
            index_col=False,  # or a comma at the end of each line would shift all columns
        )
    for name in table:
        torn = table[name].str.contains("\n", regex=False)
        if torn.any():
            place = int(torn.to_numpy().argmax()) + 2
            raise ValueError(
                f"a quotation mark is not closed about line {place}: correct that line"
            )
    return table


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
