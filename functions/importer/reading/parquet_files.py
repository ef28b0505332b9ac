"""Parquet files of plain columns, by pyarrow; read in batches, texts by their dictionaries."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.numbers import text_of_float
from importer.reading.profiles import FileFormat, Hints
from importer.reading.sourced import Record, Source
from importer.reading.structure import MOST_COLUMNS, MOST_ROWS

BATCH_ROWS = 1_000
LONGEST_TEXT = 32_000  # bytes of a cell
MOST_GROUP_BYTES = 512 << 20  # of a row group, unpacked
_PLAIN = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_date,
          pa.types.is_timestamp, pa.types.is_decimal, pa.types.is_string, pa.types.is_large_string,
          pa.types.is_string_view, pa.types.is_null)  # fmt: skip
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
EXACT_BELOW = 2.0**53
_EXACT_BELOW = {pa.float16(): 2.0**11, pa.float32(): 2.0**24}
_ERRORS = (pa.ArrowException, OSError, ValueError, IndexError, KeyError, OverflowError)


def open_parquet(path: Path, _hints: Hints) -> Source:
    """Opens a file of plain columns.

    Raises:
        UnreadableFileError: it is damaged, or has columns of lists, structures or bytes.
    """
    try:
        with pq.ParquetFile(path) as file:
            _require_plain(file)
            names = list(file.schema_arrow.names)
            texts = [one.name for one in file.schema_arrow if _is_text(_value_type(one))]
    except _ERRORS:
        raise UnreadableFileError(Refusal.DAMAGED) from None
    return Source(FileFormat.PARQUET, partial(_records, path, names, texts), padded=True)


def _require_plain(file: Any) -> None:
    schema, told = file.schema_arrow, file.metadata
    if len(schema) > MOST_COLUMNS:
        raise UnreadableFileError(Refusal.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    if told.num_rows > MOST_ROWS:
        raise UnreadableFileError(Refusal.TOO_MANY_ROWS, most=MOST_ROWS)
    for column in schema:
        if not any(is_(_value_type(column)) for is_ in _PLAIN):
            limits = {"column": column.name[:100], "type": str(column.type)[:100]}
            raise UnreadableFileError(Refusal.NESTED_COLUMNS, **limits)
    groups = (told.row_group(place).total_byte_size for place in range(told.num_row_groups))
    if any(size > MOST_GROUP_BYTES for size in groups):
        raise UnreadableFileError(Refusal.ZIP_BOMB, megabytes=MOST_GROUP_BYTES >> 20)


def _value_type(column: Any) -> Any:
    """Returns the type of a column's values; categories are those of their dictionary."""
    is_dictionary = pa.types.is_dictionary(column.type)
    return column.type.value_type if is_dictionary else column.type


def _records(path: Path, names: list[str], texts: list[str]) -> Iterator[Record]:
    """Gives the names as row 1, as a spreadsheet would show them."""
    yield 1, [_storable(name) for name in names]
    number = 1
    try:
        # A text that stands in many rows is kept once
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            for batch in file.iter_batches(batch_size=BATCH_ROWS):
                for row in zip(*(_texts(column) for column in batch.columns), strict=True):
                    number += 1
                    yield number, row
    except _ERRORS:
        raise UnreadableFileError(Refusal.DAMAGED) from None


def _is_text(type_: Any) -> bool:
    return any(is_(type_) for is_ in _TEXTS)


def _texts(column: Any) -> list[str]:
    if pa.types.is_dictionary(column.type):
        if _is_text(column.type.value_type):
            return _words(column)
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        return [_date_text(value) for value in column.cast(pa.string()).to_pylist()]
    exact = _EXACT_BELOW.get(column.type, EXACT_BELOW)
    return [_number_text(value, exact) for value in column.to_pylist()]


def _words(column: Any) -> list[str]:
    """Returns texts, each of which is looked at once however many rows it stands in."""
    longest = pc.max(pc.binary_length(column.dictionary)).as_py() or 0
    if longest > LONGEST_TEXT:
        raise UnreadableFileError(Refusal.LINE_TOO_LONG, characters=LONGEST_TEXT)
    words = [_storable(word or "") for word in column.dictionary.to_pylist()]
    return ["" if place is None else words[place] for place in column.indices.to_pylist()]


def _storable(text: str) -> str:
    """Returns a text that the database can hold; a NUL is a letter that was lost."""
    return text.replace("\0", "\ufffd")


def _date_text(value: str | None) -> str:
    """Returns the day; of moments the time, too, where there is one."""
    if value is None:
        return ""
    day, _, moment = value.partition(" ")
    return value if moment.strip("0:.Z") else day


def _number_text(value: Any, exact_below: float) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else f"{value:f}"
    if isinstance(value, float):
        return text_of_float(value, exact_below)
    return str(value)
