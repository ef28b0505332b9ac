"""Files that people hand in: what can be read is read alike, what cannot ends in one sentence."""

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from core.clients.rules.questionnaire import ANSWERED_FEATURES
from tests.unit.training.makers import write_files
from training.data import load_applicants
from training.files import DataError
from training.tables import load_credits, load_questionnaires

APPLICATIONS, CREDITS = "application_record.csv", "credit_record.csv"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
Change = Callable[[bytes], bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both tables of a few people, in a folder whose name has a space."""
    made = tmp_path / "my data"
    made.mkdir()
    write_files(made)
    return made


def zipped(content: bytes) -> bytes:
    told = BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        archive.writestr("one.csv", content)
        archive.writestr("two.csv", content)
    return told.getvalue()


UNREADABLE: dict[str, tuple[Change, str]] = {
    "cp1251": (lambda text: text + "Служащий".encode("cp1251"), "encoding"),
    "utf-16": (lambda text: text.decode().encode("utf-16"), "encoding"),
    "utf-16 without its mark": (lambda text: text.decode().encode("utf-16-le"), "encoding"),
    "nothing but zeros": (lambda _: bytes(500), "it is no text"),
    "zeros instead of its end": (lambda text: text + bytes(500), "it is no text"),
    "rounded ids": (lambda text: text.replace(b"\n1,", b"\n5.01E+06,"), "rounded"),
    "empty": (lambda _: b"", "is empty"),
    "only a header": (lambda text: text.splitlines()[0] + b"\n", "has no rows"),
    "only empty rows": (lambda text: text.splitlines()[0] + b"\n,,\n,,\n", "no rows in which"),
    "gzip": (gzip.compress, "gzip: unpack it"),
    "several in a zip": (zipped, "ZIP archive: unpack it"),
    "an old workbook": (lambda text: b"\xd0\xcf\x11\xe0" + text, "save it as CSV"),
    "parquet": (lambda text: b"PAR1" + text, "name it .parquet"),
    "pointer": (lambda _: POINTER, "git lfs pull"),
    "an open quote at the end": (lambda text: text + b'"M,Y', "about that row"),
    "an open quote": (lambda text: text.replace(b"\n", b'\n"', 1) + b'9,"', "not closed"),
    "a value too many": (lambda text: text.rstrip() + b",1\n", "Expected"),
    "a value too many everywhere": (
        lambda text: text.replace(b"\n", b",1\n").replace(b",1", b"", 1),
        "more values than",
    ),
    "semicolons": (lambda text: text.replace(b",", b";"), "has no column ID"),
    "tabs": (lambda text: text.replace(b",", b"\t"), "has no column ID"),
    "names in lower case": (lambda text: text.replace(b"ID,", b"id,", 1), "has no column ID"),
    "a column twice": (lambda text: text.replace(b"ID,", b"ID,ID,", 1), "ID twice"),
}


@pytest.mark.parametrize("name", [APPLICATIONS, CREDITS])
@pytest.mark.parametrize(("change", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_in_one_sentence(
    folder: Path, name: str, change: Change, reason: str
) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DataError, match=reason) as caught:
        load_applicants(folder)
    assert "\n" not in str(caught.value)
    assert name.removesuffix(".csv") in str(caught.value)


ALIKE: dict[str, Change] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "line ends of Windows": lambda text: text.replace(b"\n", b"\r\n"),
    "line ends of both kinds": lambda text: text.replace(b"\n", b"\r\n", 3),
    "empty lines at the end": lambda text: text + b"\n\n \n",
    "an empty row at the end": lambda text: text + b"," * text.splitlines()[0].count(b",") + b"\n",
    "quotation marks": lambda text: b"\n".join(
        b",".join(b'"' + value + b'"' for value in line.split(b",")) for line in text.splitlines()
    ),
    "spaces around values": lambda text: b"\n".join(
        line.replace(b",", b" , ") if place else line
        for place, line in enumerate(text.splitlines())
    ),
    "no line end at the end": lambda text: text.rstrip(b"\n"),
    "decimals": lambda text: b"\n".join(
        line.replace(b",", b".0,", 2) if place and line.count(b",") == 2 else line
        for place, line in enumerate(text.splitlines())
    ),
    "another column": lambda text: text.replace(b"ID,", b"Unnamed: 0,ID,", 1).replace(
        b"\n", b"\n7,"
    )[: -len(b"7,")],
}


@pytest.mark.parametrize("change", ALIKE.values(), ids=ALIKE)
def test_what_says_the_same_is_read_alike(folder: Path, change: Change) -> None:
    expected = load_applicants(folder)
    for name in (APPLICATIONS, CREDITS):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))
    found = load_applicants(folder)
    assert found.ids.tolist() == expected.ids.tolist()
    assert found.features == expected.features
    assert found.months.tolist() == expected.months.tolist()
    assert found.groups.tolist() == expected.groups.tolist()


@pytest.mark.parametrize(
    "to_type",
    [
        lambda values: values.astype(float),
        lambda values: values.astype(str),
        lambda values: values.astype(float).astype(str),
        lambda values: values.astype(object),
    ],
    ids=["floats", "texts", "decimals", "objects"],
)
def test_ids_and_numbers_of_any_type_in_parquet_are_read_alike(
    folder: Path, to_type: Callable[["pd.Series[int]"], "pd.Series[int]"]
) -> None:
    expected = load_applicants(folder)
    for name, columns in (
        (APPLICATIONS, ["ID", "DAYS_BIRTH"]),
        (CREDITS, ["ID", "MONTHS_BALANCE"]),
    ):
        table = pd.read_csv(folder / name, dtype={"STATUS": "category"})
        changed = {column: to_type(table[column]) for column in columns}
        table.assign(**changed).to_parquet((folder / name).with_suffix(".parquet"))
        (folder / name).unlink()
    found = load_applicants(folder)
    assert found.ids.tolist() == expected.ids.tolist()
    assert found.features == expected.features
    assert found.months.tolist() == expected.months.tolist()


def test_a_csv_file_is_read_beside_a_pointer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = load_applicants(folder).features
    (folder / "application_record.parquet").write_bytes(POINTER)
    assert load_applicants(folder).features == expected
    assert "is a Git LFS pointer: application_record.csv is read" in capsys.readouterr().err
    (folder / APPLICATIONS).unlink()
    with pytest.raises(DataError, match="git lfs pull"):
        load_applicants(folder)


def test_a_broken_parquet_file_is_told(folder: Path) -> None:
    (folder / "credit_record.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match=r"credit_record\.parquet cannot be read: .* a part of one"):
        load_applicants(folder)


@pytest.mark.parametrize("value", [["a"], {"a": 1}], ids=["lists", "records"])
def test_lists_and_records_in_parquet_are_told(folder: Path, value: object) -> None:
    table = pd.read_csv(folder / APPLICATIONS)
    table["CODE_GENDER"] = [value] * len(table)
    table.to_parquet(folder / "application_record.parquet")
    with pytest.raises(DataError, match="CODE_GENDER holds lists or records"):
        load_applicants(folder)


def test_what_has_the_name_and_is_no_file_is_told(folder: Path) -> None:
    (folder / APPLICATIONS).unlink()
    (folder / APPLICATIONS).symlink_to(folder / "nowhere")
    with pytest.raises(DataError, match=r"application_record\.csv is no file"):
        load_applicants(folder)


@pytest.mark.parametrize(
    "name", ["application_record (1).csv", "application_record.csv.gz", "Application_Record.CSV"]
)
def test_a_file_of_nearly_the_name_is_told(folder: Path, name: str) -> None:
    (folder / APPLICATIONS).rename(folder / name)
    with pytest.raises(DataError) as caught:
        load_questionnaires(folder)
    assert f"holds {name}" in str(caught.value)


def test_a_folder_that_is_none_is_told(folder: Path) -> None:
    for path in (folder / "nowhere", folder / CREDITS):
        with pytest.raises(DataError, match="is no folder"):
            load_applicants(path)


ODD_MONTHS = {
    "a positive month": ("MONTHS_BALANCE", "3", "-60 to 0"),
    "a month too far back": ("MONTHS_BALANCE", "-61", "-60 to 0"),
    "half a month": ("MONTHS_BALANCE", "-0.5", "-60 to 0"),
    "a huge month": ("MONTHS_BALANCE", "-" + "9" * 400, "-60 to 0"),
    "no month": ("MONTHS_BALANCE", "", "-60 to 0"),
    "a month in words": ("MONTHS_BALANCE", "last", "-60 to 0"),
    "a strange status": ("STATUS", "7", "STATUS holds 7"),
    "a status in lower case": ("STATUS", "x", "STATUS holds x"),
    "no status": ("STATUS", "", "STATUS holds nothing"),
    "no id": ("ID", "", "ID is empty"),
}


@pytest.mark.parametrize(("column", "value", "reason"), ODD_MONTHS.values(), ids=ODD_MONTHS)
def test_odd_months_are_counted_and_whose_they_are_is_told(
    folder: Path, column: str, value: str, reason: str
) -> None:
    table = pd.read_csv(folder / CREDITS, dtype=str)
    table.loc[table["ID"] == "2", column] = value
    table.to_csv(folder / CREDITS, index=False)
    with pytest.raises(DataError, match=reason) as caught:
        load_credits(folder)
    assert f"in 6 of {len(table)} rows" in str(caught.value)
    assert ("ID 2" if value and column != "ID" else "ID") in str(caught.value)


@pytest.mark.parametrize("column", [name.upper() for name in ANSWERED_FEATURES])
@pytest.mark.parametrize("value", ["", "NaN", "no such answer", "1e400", "9" * 30])
def test_an_impossible_answer_names_its_column_and_ids(
    folder: Path, column: str, value: str
) -> None:
    table = pd.read_csv(folder / APPLICATIONS, dtype=str, keep_default_na=False)
    table.loc[table["ID"].isin(["1", "3"]), column] = value
    table.to_csv(folder / APPLICATIONS, index=False)
    if column == "OCCUPATION_TYPE" and value in ("", "NaN"):
        assert load_applicants(folder).features[0]["occupation_type"] == "Unknown"
        return
    with pytest.raises(DataError, match=rf"2 of \d+ questionnaires .*{column} is .*: ID 1, 3\)"):
        load_applicants(folder)


def test_an_unknown_job_is_one_that_is_not_told(folder: Path) -> None:
    table = pd.read_csv(folder / APPLICATIONS).assign(OCCUPATION_TYPE=" Unknown")
    table.to_csv(folder / APPLICATIONS, index=False)
    jobs = {features["occupation_type"] for features in load_applicants(folder).features}
    assert jobs == {"Unknown"}


def test_ids_told_again_are_named_where_the_answers_differ(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pd.read_csv(folder / APPLICATIONS)
    again = table[table["ID"] <= 2]
    pd.concat([table, again]).to_csv(folder / APPLICATIONS, index=False)
    load_applicants(folder)
    assert capsys.readouterr().err == ""
    changed = again.assign(AMT_INCOME_TOTAL=[1, 2])
    pd.concat([table, changed]).to_csv(folder / APPLICATIONS, index=False)
    incomes = [one["amt_income_total"] for one in load_applicants(folder).features]
    assert incomes[:2] == [1.0, 2.0]
    assert "the same ID in rows that differ" in capsys.readouterr().err


def test_a_row_of_totals_changes_nobody(folder: Path) -> None:
    expected = load_applicants(folder)
    with (folder / APPLICATIONS).open("a") as file:
        file.write("Total" + "," * 16 + "\n")
    assert load_applicants(folder).ids.tolist() == expected.ids.tolist()


@pytest.mark.parametrize("kind", ["float32", "Float32"])
def test_ids_that_a_column_of_fractions_rounded_are_refused(tmp_path: Path, kind: str) -> None:
    """Else two people of nine digits may have one ID, and one of them gets the other's months."""
    table = pd.DataFrame({"ID": [123456789, 2], "MONTHS_BALANCE": [0, 0], "STATUS": ["0", "0"]})
    table.astype({"ID": kind}).to_parquet(tmp_path / "credit_record.parquet")
    with pytest.raises(DataError, match=r"rounded \(1: ID 123456"):
        load_credits(tmp_path)
    table.astype({"ID": "float64"}).to_parquet(tmp_path / "credit_record.parquet")
    assert load_credits(tmp_path)["ID"].tolist() == ["123456789", "2"]
