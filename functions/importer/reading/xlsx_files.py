"""Workbooks, read row by row by openpyxl; what it does not bound is looked at before."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from importer.reading.codes import Notice, Question, Refusal, UnreadableFileError
from importer.reading.numbers import text_of_float
from importer.reading.profiles import Asked, FileFormat, Hints, Told
from importer.reading.sourced import Record, Source
from importer.reading.structure import MOST_COLUMNS, MOST_ROWS
from importer.reading.workbook_guard import Formulas, guard_workbook

BLOCK_ROWS = 1_000
EXACT_BELOW = 1e15  # a spreadsheet keeps 15 digits; further ones would be invented


@dataclass(frozen=True)
class _Sheet:
    title: str
    part: str
    visible: bool


def open_xlsx(path: Path, hints: Hints) -> Source:
    """Opens the sheet that holds something; asks where several do.

    Raises:
        UnreadableFileError: it is refused.
    """
    formulas = guard_workbook(path)
    filled, since_1904 = _filled_sheets(path)
    if not filled:
        raise UnreadableFileError(Refusal.EMPTY)
    chosen = _choose(filled, hints.sheet)
    found = formulas.get(chosen.part, Formulas())
    titles = tuple(sheet.title for sheet in filled)
    asks = len(titles) > 1 and hints.sheet is None
    notices = [Told(Notice.OTHER_SHEETS, limits={"count": len(titles) - 1})] * (len(titles) > 1)
    notices += [Told(Notice.FORMULAS, limits={"count": found.count})] * bool(found.count)
    return Source(
        FileFormat.XLSX,
        partial(_records, path, chosen.title),
        sheet=chosen.title,
        padded=True,
        notices=tuple(notices),
        questions=(Asked(Question.SHEET, titles, chosen.title),) * asks,
        formulas=frozenset(found.without_value),
        since_1904=since_1904,
    )


def _choose(filled: Sequence[_Sheet], said: str | None) -> _Sheet:
    if said is None:
        return next((sheet for sheet in filled if sheet.visible), filled[0])
    for sheet in filled:
        if sheet.title == said:
            return sheet
    raise UnreadableFileError(Refusal.NO_SUCH_SHEET)


@contextmanager
def _loaded(path: Path) -> Iterator[Any]:
    """Gives the workbook of an open file: of a path openpyxl looks at how its name ends."""
    with path.open("rb") as file, closing(_load(file)) as workbook:
        yield workbook


def _load(file: BinaryIO) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that nobody needs here
        try:
            return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception:  # noqa: BLE001 - it raises whatever a damaged part makes of it
            raise UnreadableFileError(Refusal.DAMAGED) from None


def _filled_sheets(path: Path) -> tuple[list[_Sheet], bool]:
    """Opens the workbook once for all sheets: its texts are read each time.

    Returns:
        The sheets that hold something, and whether the workbook's days count from 1904.
    """
    with _loaded(path) as workbook:
        filled = [
            _Sheet(sheet.title, sheet._worksheet_path, sheet.sheet_state == "visible")
            for sheet in workbook.worksheets
            if _holds_rows(sheet)
        ]
        return filled, workbook.epoch == CALENDAR_MAC_1904


def _holds_rows(sheet: Any) -> bool:
    """Whether there is more than a header."""
    filled = (True for _, cells in islice(_rows_of(sheet), 100) if any(cells))
    return len(list(islice(filled, 2))) == 2


def _records(path: Path, title: str) -> Iterator[Record]:
    """Gives the rows with their numbers, missing cells as empty ones."""
    with _loaded(path) as workbook:
        yield from _rows_of(workbook[title])


def _rows_of(sheet: Any) -> Iterator[Record]:
    sheet.reset_dimensions()  # those told may be wrong
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    while block := _read_block(rows):
        for number, values in block:
            yield number, [_text(value) for value in values]


def _read_block(rows: Iterator[tuple[int, Sequence[Any]]]) -> list[tuple[int, Sequence[Any]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            block = list(islice(rows, BLOCK_ROWS))
        except Exception:  # noqa: BLE001 - it raises whatever a damaged part makes of it
            raise UnreadableFileError(Refusal.DAMAGED) from None
    if block and block[-1][0] > MOST_ROWS:
        raise UnreadableFileError(Refusal.TOO_MANY_ROWS, most=MOST_ROWS)
    if any(len(values) > MOST_COLUMNS for _, values in block):
        return [(number, _within_columns(values)) for number, values in block]
    return block


def _within_columns(values: Sequence[Any]) -> Sequence[Any]:
    """Leaves out styled cells without content to the right."""
    if any(value is not None for value in values[MOST_COLUMNS:]):
        raise UnreadableFileError(Refusal.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    return values[:MOST_COLUMNS]


def _text(value: Any) -> str:
    """Returns a value as text: numbers without an exponent, dates as yyyy-mm-dd."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return text_of_float(value, EXACT_BELOW)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else _other(value)


def _other(value: Any) -> str:
    return str(value.days) if isinstance(value, timedelta) else str(value)
