"""Writes rows as CSV and as workbooks, so that a spreadsheet shows them and computes nothing."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from core.exports.rules.export_vocabulary import ExportFormat, ExportKind
from core.kit.clock import bank_time_zone
from importer.reading.fields import WORDS
from importer.reading.mappings import Kind

MOST_SHEET_ROWS = 1_048_575  # below the header
_NO_LETTERS = re.compile("[\ufffe\uffff]")  # which no XML may hold: Excel would call it damaged
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
# The words by which the same columns come in again
_KINDS = {ExportKind.CLIENTS: Kind.APPLICANTS, ExportKind.PAYMENTS: Kind.PAYMENTS}

Block = tuple[Sequence[str], Sequence[Sequence[Any]]]


class TooManyRowsError(Exception):
    """A sheet cannot hold so many."""


def harmless(value: Any) -> Any:
    """Returns a text that begins like a formula with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_COMPUTED) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return harmless(value)


def _russian(value: Any) -> Any:
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return _plain(value)


def header_of(kind: ExportKind, names: Sequence[str]) -> list[str]:
    """Returns Russian names of the columns, where there are some."""
    words = WORDS[_KINDS[kind]] if kind in _KINDS else {}
    return [words.get(name, [name])[0] for name in names]


def write_csv(path: Path, _kind: ExportKind, blocks: Iterable[Block]) -> int:
    """Writes UTF-8 with commas and points, for programs; returns the number of rows."""
    return _write_csv(path, blocks, list, _plain, "utf-8", ",")


def write_csv_excel(path: Path, kind: ExportKind, blocks: Iterable[Block]) -> int:
    """Writes what a Russian Excel opens by a double click; returns the number of rows."""
    return _write_csv(
        path, blocks, lambda names: header_of(kind, names), _russian, "utf-8-sig", ";"
    )


def _write_csv(
    path: Path,
    blocks: Iterable[Block],
    name: Callable[[Sequence[str]], list[str]],
    show: Callable[[Any], Any],
    encoding: str,
    delimiter: str,
) -> int:
    written = 0
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        for place, (names, rows) in enumerate(blocks):
            if place == 0:
                writer.writerow(name(names))
            writer.writerows([show(value) for value in row] for row in rows)
            written += len(rows)
    return written


def write_xlsx(path: Path, kind: ExportKind, blocks: Iterable[Block]) -> int:
    """Writes a workbook row by row; returns the number of rows.

    Raises:
        TooManyRowsError: a sheet cannot hold them.
    """
    workbook = Workbook(write_only=True)
    sheet, written = workbook.create_sheet(kind), 0
    for place, (names, rows) in enumerate(blocks):
        if place == 0:
            sheet.append(header_of(kind, names))
        written += len(rows)
        if written > MOST_SHEET_ROWS:
            raise TooManyRowsError
        for row in rows:
            sheet.append([_of_sheet(value) for value in row])
    workbook.save(path)
    return written


def _of_sheet(value: Any) -> Any:
    return value if isinstance(value, int | float | Decimal) else _plain_date(value)


def _plain_date(value: Any) -> Any:
    """Sheets know no time zones and no identifiers: a moment is the bank's."""
    if isinstance(value, datetime):
        return value.astimezone(bank_time_zone()).replace(tzinfo=None)
    if isinstance(value, str):
        return harmless(_NO_LETTERS.sub("\ufffd", value))
    return value if value is None else _day(value)


def _day(value: Any) -> Any:
    return value if hasattr(value, "isoformat") else str(value)


WRITERS: dict[ExportFormat, Callable[[Path, ExportKind, Iterable[Block]], int]] = {
    ExportFormat.CSV: write_csv,
    ExportFormat.CSV_EXCEL: write_csv_excel,
    ExportFormat.XLSX: write_xlsx,
}
"""How each format is written."""
