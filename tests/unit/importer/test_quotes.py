"""A quotation mark too many swallows rows; the file is refused with the row, and none is lost."""

from pathlib import Path

import pytest

from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.opening import profile_file
from tests.unit.importer.files import read_text

HEADER = "Номер договора;Месяц;Статус;Примечание"
ROW = "{};13.01.2024;0;{}"


def refused(folder: Path, *rows: str, end: str = "\n") -> tuple[Refusal, int | str] | None:
    path = folder / "file.csv"
    path.write_text(end.join([HEADER, *rows]), encoding="utf-8", newline="")
    try:
        profile_file(path)
    except UnreadableFileError as error:
        return error.code, error.limits["row"]
    return None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([ROW.format(1, '"x'), ROW.format(2, "y"), ROW.format(3, "z")], 2),
        ([ROW.format(1, "x"), ROW.format(2, '"y'), ROW.format(3, "z"), ""], 3),
        ([ROW.format(1, "x"), ROW.format('"2', "y"), ROW.format(3, "z")], 3),
        ([ROW.format(1, "x"), ROW.format(2, '"y')], 3),
        # Two of them, rows apart: as many cells as there ought to be, and three rows in one
        ([ROW.format(1, '"x'), ROW.format(2, "y"), ROW.format(3, 'z"')], 2),
        ([ROW.format(1, "a"), ROW.format('"2', "y"), ROW.format('3"', "z")], 3),
    ],
)
def test_that_swallows_rows(tmp_path: Path, rows: list[str], row: int, end: str) -> None:
    assert refused(tmp_path, *rows, end=end) == (Refusal.UNCLOSED_QUOTE, row)


@pytest.mark.parametrize(
    "told",
    [
        '"одна\nдве"',
        '"одна\r\nдве\r\n"',
        '"одна; две; три\nи; ещё\n"',
        '"с ""кавычками"" внутри\nи второй строкой"',
        'ООО "Ромашка"',
        '5" диск',
    ],
)
def test_texts_of_several_lines_are_no_rows(tmp_path: Path, told: str) -> None:
    text = "\n".join([HEADER, ROW.format(1, told), ROW.format(2, "x"), ""])
    found = read_text(tmp_path, text)
    assert found.faults == []
    assert [(one.row, one.credit_external_id) for one in found.records] == [(2, "1"), (3, "2")]


def test_what_follows_the_end_of_a_dos_file_is_no_row(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADER}\n{ROW.format(1, '')}\n\x1a")
    assert (found.faults, len(found.records)) == ([], 1)
