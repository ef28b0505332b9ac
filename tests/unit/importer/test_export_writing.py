"""Files that go out: what a spreadsheet shows of what is stored."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from core.exports.rules.export_vocabulary import ExportKind
from importer.export_writing import write_xlsx


def test_a_moment_in_a_workbook_is_the_bank_s(tmp_path: Path) -> None:
    """Sheets know no time zones: 22:30 of UTC would be read as an hour of the bank's own day."""
    moment = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert str(written(tmp_path, moment)) == "2026-11-24 01:30:00"


def test_no_name_makes_a_workbook_unreadable(tmp_path: Path) -> None:
    assert written(tmp_path, "Иванов\uffff") == "Иванов\ufffd"
    assert written(tmp_path, "=1+2") == "'=1+2"


def written(folder: Path, value: object) -> object:
    path = folder / "a.xlsx"
    assert write_xlsx(path, ExportKind.SCORES, [(["value"], [(value,)])]) == 1
    return openpyxl.load_workbook(path).active["A2"].value
