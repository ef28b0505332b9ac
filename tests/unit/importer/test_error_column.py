"""The file that goes back to its sender: as it was, with what is wrong; nothing in it computes."""

import csv
from datetime import date
from pathlib import Path

import openpyxl

from core.imports.records import NewIssue
from importer.error_column import Marks, write_marked
from importer.reading.guessing import guess_mapping
from importer.reading.mappings import Kind
from importer.reading.opening import profile_file
from importer.walking import Reading
from tests.unit.importer.files import AS_OF

HEADER = ["Договор", "Месяц", "Статус", "=Примечание"]


def marked(path: Path, *issues: NewIssue) -> list[list[str]]:
    profile = profile_file(path)
    reading = Reading(profile, guess_mapping(profile, Kind.PAYMENTS), Kind.PAYMENTS, AS_OF)
    marks = Marks(path.with_name("marks"))
    marks.add(issues)
    with write_marked(path, reading, marks, {}).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_a_workbook_s_texts_do_not_become_formulas(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER)
    workbook.active.append(["К-1", date(2024, 1, 13), "0", "=1+2"])
    workbook.active.append(["К-2", date(2024, 1, 13), "0", "@SUM(A1)"])
    workbook.active.append(["К-3", date(2024, 1, 13), "0", -12005])
    for cell in ("D1", "D2", "D3"):
        workbook.active[cell].data_type = "s"
    workbook.save(tmp_path / "a.xlsx")
    issue = NewIssue("required", is_error=True, row=2, column_name="=Примечание")
    rows = marked(tmp_path / "a.xlsx", issue)
    assert [row[3] for row in rows] == ["'=Примечание", "'=1+2", "'@SUM(A1)", "-12005"]
    assert [row[4] for row in rows] == ["Ошибки", "'=Примечание: не заполнено", "", ""]


def test_a_text_file_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = [HEADER, ["К-1", "13.01.2024", "0", "=1+2"], ["К-2", "13.01.2024", "0", '"a"']]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    found = marked(tmp_path / "a.csv", NewIssue("formula", is_error=False, row=2))
    assert [row[:4] for row in found] == rows
    assert [row[4] for row in found] == ["Ошибки", "формула прочитана как текст", ""]
