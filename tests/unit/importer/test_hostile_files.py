"""Whatever the bytes are, a file is read or refused with a code; memory and time stay bounded."""

import os
import subprocess
import sys
import time
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.reading.codes import Refusal, UnreadableFileError
from importer.reading.converting import Conversion
from importer.reading.guessing import guess_mapping
from importer.reading.mappings import Kind
from importer.reading.opening import NO_HINTS, profile_file, read_rows
from importer.reading.profiles import Hints
from importer.reading.text_files import ENCODINGS
from importer.reading.xlsx_files import open_xlsx
from tests.unit.importer.files import AS_OF, ZONE, refusal

SHEET = "xl/worksheets/sheet1.xml"


@cache
def workbook_bytes() -> bytes:
    """The same each time: a workbook holds when it was made, and so its length varies."""
    workbook = openpyxl.Workbook()
    for row in (["Договор", "Месяц", "Статус"], ["1", "13.01.2024", "0"]):
        workbook.active.append(row)
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_part(path: Path, name: str, content: bytes) -> Path:
    """A workbook of which one part is another."""
    with (
        zipfile.ZipFile(BytesIO(workbook_bytes())) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return path


def sheet_of(rows: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


ROW = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\r\n \n", "file_empty"),
        (b"\x00\x01\x02" * 100, "file_binary"),
        (b"a;b\n1;\x00\n", "file_binary"),
        (bytes(range(256)) * 50, "file_binary"),
        (b"%PDF-1.7\n1 0 obj", "file_binary"),
        (b"\x1f\x8b\x08\x00abc", "file_compressed"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "file_html"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><table>", "file_html"),
        (b'<?xml version="1.0"?><Workbook><Table>', "file_xml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_old_xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (b"PK\x03\x04 nothing more", "file_damaged"),
        (b"PAR1 nothing more PAR1", "file_damaged"),
        (b"just a line\nand another one\n", "file_no_delimiter"),
        (b"1;2;3\n4;5;6\n", "file_no_header"),
        (b"a;b;c\n", "file_no_rows"),
        (b"a;b;c\n;;\n", "file_no_rows"),
        (b'a;b;c\n1;"2;3\n' + b"4;5;6\n" * 40_000, "file_unclosed_quote"),
        (";".join(f"column {place}" for place in range(501)).encode() + b"\n", "file_too_many_columns"),
        (b"a;b\n" + b"x;" * 600_000, "file_line_too_long"),
        (b";".join(b"c%d" % place for place in range(1_000_000)), "file_line_too_long"),
        (b"0426" + b" " * 422 + b"no record", "file_damaged"),
        ("a;b;c\n1;2;\0\n".encode("utf-16"), "file_binary"),
        ("a;b;c\n1;2;3\n".encode("utf-32"), "file_binary"),
        ("a;b;c\n1;2;3\n".encode("utf-16-le"), "file_binary"),
    ],
)  # fmt: skip
def test_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert refusal(path) == code


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_wrong_word_on_the_encoding_is_no_crash(tmp_path: Path, encoding: str) -> None:
    for written in ("cp1251", "utf-8", "utf-16"):
        path = tmp_path / written
        path.write_bytes("Договор;Месяц;Статус\n1;13.01.2024;0\n".encode(written))
        assert refusal(path, Hints(encoding=encoding)) in {
            None,
            "file_encoding_broken",
            "file_binary",
            "file_no_delimiter",
            "file_no_header",
        }


def test_ten_gigabytes_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with path.open("wb") as file:
        file.write(b"a;b\n")
        for _ in range(4):
            file.write(b"x" * (1 << 20))
        file.seek(10 << 30)  # a hole, which takes no room
        file.write(b"x")
    started = time.monotonic()
    assert refusal(path) in {"file_line_too_long", "file_binary"}
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("xl/vbaProject.bin", b"macro", "file_macros"),
        ("xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 300_000, "file_zip_bomb"),
        ("xl/styles.bin", b"<styleSheet><cellXfs>" + b"<xf/>" * 300_000, "file_zip_bomb"),
        ("xl/worksheets/sheet9.dat", sheet_of(b'<row r="1">' + b"<c/>" * (2 << 20) + b"</row>"), "file_zip_bomb"),
        (SHEET, '<!DOCTYPE a [<!ENTITY b "cc">]><worksheet/>'.encode("utf-16"), "file_damaged"),
        ("xl/bomb.xml", b"<a>" + b" " * (17 << 20), "file_zip_bomb"),
        ("xl/sharedStrings.xml", b"<a>" + b"<si/>" * (20 << 20), "file_zip_bomb"),
        (SHEET, sheet_of(b'<row r="1">' + b"<c/>" * (2 << 20) + b"</row>"), "file_zip_bomb"),
        (SHEET, sheet_of(b'<row r="1"><c t="inlineStr"><is><t>' + b"x" * (5 << 20) + b"</t></is></c></row>"), "file_damaged"),
        (SHEET, sheet_of(b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), "file_damaged"),
        (SHEET, sheet_of(b'<row r="99999999999"><c><v>1</v></c></row>'), "file_damaged"),
        (SHEET, sheet_of(ROW + ROW.replace(b'1"', b'2"') + b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>'), "file_too_many_rows"),
        (SHEET, sheet_of(ROW + b'<row r="2"><c r="XFD2"><v>1</v></c></row>'), "file_too_many_columns"),
        (SHEET, b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'">]><worksheet/>', "file_damaged"),
        (SHEET, b"<worksheet><sheetData><row", "file_damaged"),
        ("xl/workbook.xml", b"<workbook/>", "file_empty"),
    ],
)  # fmt: skip
def test_a_workbook_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = with_part(tmp_path / "a.xlsx", name, content)
    assert refusal(path) == code


@pytest.mark.parametrize(
    "part", ["content.xml", "xl/workbook.bin", "word/document.xml", "Index/Document.iwa"]
)
def test_a_document_of_another_program_is_no_archive(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert refusal(path) == "file_other_document"


def test_the_texts_of_a_workbook_are_read_once_for_all_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a hundred sheets read a hundred times what fills the memory once."""
    workbook = openpyxl.Workbook()
    for place in range(20):
        workbook.create_sheet(f"{place}").append(["a", "b"])
    workbook.active.append(["a", "b"])
    workbook.active.append(["1", "2"])
    workbook.save(tmp_path / "a.xlsx")
    loads: list[object] = []
    load = openpyxl.load_workbook
    monkeypatch.setattr(
        openpyxl, "load_workbook", lambda *a, **k: (loads.append(a), load(*a, **k))[1]
    )
    open_xlsx(tmp_path / "a.xlsx", NO_HINTS)
    assert len(loads) == 1


def test_a_huge_cell_is_stored_cut_off(tmp_path: Path) -> None:
    """A profile lies in the database and goes to the page as a whole."""
    path = tmp_path / "a.csv"
    huge = "я" * 120_000
    rows = "".join(f"{number};13.01.2024;0;{huge}{number}\n" for number in range(30))
    path.write_text(f"Договор;Месяц;Статус;{huge}\n{rows}Итого;;;{huge}\n", encoding="utf-8")
    profile = profile_file(path)
    assert profile.rows == 30
    assert len(repr(profile)) < 20_000


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a;b")
    assert refusal(path) == "file_compressed"


def test_a_text_repeated_in_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"a": ["x" * (1 << 20)] * 2_000, "b": ["y"] * 2_000}), path, compression="zstd"
    )
    assert path.stat().st_size < (1 << 20) * 3
    assert refusal(path) in {"file_line_too_long", "file_zip_bomb"}


def test_a_million_rows_take_flat_memory(tmp_path: Path) -> None:
    """Measured in a process of its own: 200,000 rows, of which a part would already show."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Договор;Месяц;Статус;Сумма просрочки\n")
        for number in range(200_000):
            file.write(f"{number:09d};13.01.2024;0;{number % 999},25\n")
    script = f"""
import resource
from datetime import UTC, date
from pathlib import Path
from importer.reading.converting import Conversion
from importer.reading.guessing import guess_mapping
from importer.reading.mappings import Kind
from importer.reading.opening import profile_file, read_rows
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
path = Path({str(path)!r})
profile = profile_file(path)
mapping = guess_mapping(profile, Kind.PAYMENTS)
conversion = Conversion(profile, mapping, Kind.PAYMENTS, date(2024, 6, 1), UTC)
rows = sum(len(conversion.convert(chunk).records) for chunk in read_rows(path, profile))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["functions", "layers"])}
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    rows, kilobytes = map(int, told.stdout.split())
    assert rows == 200_000
    assert kilobytes < 40_000


def read_all(content: bytes, path: Path) -> None:
    """Reads and converts a file of any bytes; only the refusal may come of it."""
    path.write_bytes(content)
    try:
        profile = profile_file(path)
        for kind in Kind:
            mapping = guess_mapping(profile, kind)
            if kind is Kind.PAYMENTS and {"credit_external_id", "month"} <= {
                one.field for one in mapping
            }:
                conversion = Conversion(profile, mapping, kind, AS_OF, ZONE)
                for chunk in read_rows(path, profile):
                    conversion.convert(chunk)
        for _ in read_rows(path, profile):
            pass
    except UnreadableFileError as error:
        assert isinstance(error.code, Refusal)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "file"


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes(place: Path, content: bytes) -> None:
    read_all(content, place)


CELLS = st.text(st.sampled_from("0123456789.,-/ eE+()'\"=;\t\nаЯxX₽\u00a0итого"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=4), min_size=1, max_size=8))
def test_any_cells(place: Path, rows: list[list[str]]) -> None:
    text = "\n".join(
        [";".join(["Договор", "Месяц", "Дней просрочки"]), *(";".join(row) for row in rows)]
    )
    read_all(text.encode(), place)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_workbook_with_any_byte_changed(place: Path, data: st.DataObject) -> None:
    _change_and_read(data, _one_workbook(), place)


@cache  # it holds the time of its making, which would make each draw another one
def _one_workbook() -> bytes:
    return workbook_bytes()


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_parquet_with_any_byte_changed(place: Path, data: st.DataObject) -> None:
    stream = BytesIO()
    pq.write_table(
        pa.table({"Договор": ["1", "2"], "Месяц": ["13.01.2024"] * 2, "Статус": ["0", "1"]}), stream
    )
    _change_and_read(data, stream.getvalue(), place)


def _change_and_read(data: st.DataObject, content: bytes, place: Path) -> None:
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(4, len(changed) - 1))] = data.draw(st.integers(0, 255))
    read_all(bytes(changed), place)
