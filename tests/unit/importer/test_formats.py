"""Workbooks, Parquet, the Kaggle pair, Metro 2 and TUTDF: each is read, its mapping is pinned."""

import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import TypeAdapter

from importer.reading import metro2_files, tutdf_files
from importer.reading.guessing import missing_fields
from importer.reading.mappings import Kind, Mapped
from importer.reading.profiles import FileFormat, Hints, Profile
from tests.unit.importer.files import AS_OF, Read, read, read_text, refusal

day = datetime.fromisoformat
HEADER = ["Номер договора", "Месяц", "Дней просрочки", "Сумма просрочки"]


def write_xlsx(
    path: Path, *rows: list[Any], sheets: dict[str, list[list[Any]]] | None = None
) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for title, more in (sheets or {}).items():
        other = workbook.create_sheet(title)
        for row in more:
            other.append(row)
    workbook.save(path)
    return path


class TestWorkbooks:
    def test_values_become_text(self, tmp_path: Path) -> None:
        path = write_xlsx(
            tmp_path / "a.xlsx",
            HEADER,
            ["0017", day("2024-01-31"), 35, 1234.5],
            [],
            [18, date(2024, 1, 1), 0.0, None],
            ["Итого", None, None, 1234.5],
        )
        found = read(path)
        assert found.profile.format is FileFormat.XLSX
        assert found.faults == []
        assert found.records == [
            (2, "0017", date(2024, 1, 1), "1", 35, Decimal("1234.50")),
            (4, "18", date(2024, 1, 1), "0", 0, None),
        ]
        assert [row.number for row in found.profile.totals] == [5]

    def test_a_second_sheet_is_asked(self, tmp_path: Path) -> None:
        rows = [HEADER, ["2", day("2024-01-31"), 35, 1]]
        more = {
            "Февраль": [*rows, ["3", day("2024-02-29"), 35, 1]],
            "пустой": [],
            "шапка": [HEADER],
        }
        path = write_xlsx(tmp_path / "a.xlsx", *rows, sheets=more)
        found = read(path)
        (asked,) = found.profile.questions
        assert (asked.code, asked.choices) == ("ask_sheet", ("Sheet", "Февраль"))
        assert (asked.proposed, len(found.records)) == ("Sheet", 1)
        answered = read(path, hints=Hints(sheet="Февраль"))
        assert (answered.questions, len(answered.records)) == ([], 2)
        assert refusal(path, Hints(sheet="нет такого")) == "file_no_such_sheet"

    def test_the_only_sheet_with_rows_is_not_asked(self, tmp_path: Path) -> None:
        more = {"данные": [HEADER, ["2", day("2024-01-31"), 35, 1]]}
        found = read(write_xlsx(tmp_path / "a.xlsx", ["Титул"], sheets=more))
        assert (found.profile.sheet, found.questions) == ("данные", [])

    def test_formulas_without_a_value(self, tmp_path: Path) -> None:
        path = write_xlsx(
            tmp_path / "a.xlsx",
            HEADER,
            ["1", day("2024-01-31"), 3, "=1+2"],
            ["2", day("2024-01-31"), 3, 1],
        )
        found = read(path)
        assert found.faults == [(2, "Сумма просрочки", "formula_without_value")]
        assert found.notices == ["formulas"]
        assert len(found.records) == 2

    def test_numbers_that_a_spreadsheet_rounded(self, tmp_path: Path) -> None:
        row = [1.23456789012346e18, day("2024-01-31"), 3, 1]
        path = write_xlsx(tmp_path / "b.xlsx", HEADER, row)
        assert read(path).faults == [(2, "Номер договора", "id_exponent")]

    def test_text_beside_dates_in_a_column(self, tmp_path: Path) -> None:
        path = write_xlsx(
            tmp_path / "a.xlsx",
            HEADER,
            ["1", day("2024-01-31"), 3, 1],
            ["2", day("2024-02-29"), 3, 1],
            ["3", "31.01.2024", 3, 1],
        )
        found = read(path)
        assert found.faults == [(4, "Месяц", "mixed_dates")]


class TestParquet:
    @pytest.mark.parametrize(("columns", "fault"), [(500, None), (501, "file_too_many_columns")])
    def test_so_many_columns(self, tmp_path: Path, columns: int, fault: str | None) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({f"c{place}": ["1"] for place in range(columns)}), path)
        assert refusal(path) == fault

    def test_plain_columns(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        table = pa.table(
            {
                "Договор": ["01", "02"],
                "Месяц": pa.array([day("2024-01-31"), day("2024-02-01")], pa.timestamp("ns")),
                "Дней просрочки": pa.array([35.0, None]),
                "Статус": pa.array([None, "0"]),
                "Просрочено": pa.array([Decimal("1.50"), None], pa.decimal128(10, 2)),
            }
        )
        pq.write_table(table, path)
        found = read(path)
        assert found.faults == []
        assert found.records == [
            (2, "01", date(2024, 1, 1), "1", 35, Decimal("1.50")),
            (3, "02", date(2024, 2, 1), "0", None, None),
        ]

    @pytest.mark.parametrize(
        "column",
        [
            pa.array([[1], [2]]),
            pa.array([{"a": 1}, {"a": 2}]),
            pa.array([b"a", b"b"]),
            pa.array([timedelta(1), timedelta(2)]),
        ],
    )
    def test_of_other_columns_are_refused(self, tmp_path: Path, column: pa.Array) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"a": column, "b": [1, 2]}), path)
        assert refusal(path) == "file_nested_columns"

    @pytest.mark.parametrize(
        ("column", "numbers"),
        [
            (pa.array(["К-1", "К-2"]).dictionary_encode(), ["К-1", "К-2"]),
            (pa.array([10, 20]).dictionary_encode(), ["10", "20"]),
            (pa.array(["К-1", "К-2"], pa.string_view()), ["К-1", "К-2"]),
            (pa.array([Decimal("12.00"), Decimal("2.10")], pa.decimal128(10, 2)), ["12", "2.10"]),
        ],
    )
    def test_of_every_plain_kind(
        self, tmp_path: Path, column: pa.Array, numbers: list[str]
    ) -> None:
        found = self._read(tmp_path, column)
        assert found.faults == []
        assert [one.credit_external_id for one in found.records] == numbers

    @pytest.mark.parametrize(
        "column",
        [
            pa.array([12345678901234567890.0, 2.0]),
            pa.array([123456789.0, 2.0], pa.float32()),
            pa.array([4099.0, 2.0], pa.float16()),
        ],
    )
    def test_numbers_that_a_fraction_rounded_are_not_made_up(
        self, tmp_path: Path, column: pa.Array
    ) -> None:
        found = self._read(tmp_path, column)
        assert found.faults == [(2, "Договор", "id_exponent")]
        assert [one.credit_external_id for one in found.records] == ["2"]

    def test_a_text_with_a_nul_is_a_fault_of_its_cell(self, tmp_path: Path) -> None:
        """Neither PostgreSQL's texts nor its JSON hold one: the import would be tried for ever."""
        found = self._read(tmp_path, pa.array(["1\0", "2"]), {"При\0мечание": ["a\0", "b"]})
        assert found.faults == [(2, "Договор", "broken_text")]
        assert "\0" not in repr(found.profile) and "\\x00" not in repr(found.profile)

    @pytest.mark.parametrize("zone", ["UTC", "Europe/Moscow", "+05:00"])
    def test_a_moment_is_of_the_bank_s_day(self, tmp_path: Path, zone: str) -> None:
        told = pa.array([day("2024-01-31T21:30:00+00:00")] * 2, pa.timestamp("us", tz=zone))
        found = self._read(tmp_path, pa.array(["1", "2"]), {"Месяц": told})
        assert [str(one.month) for one in found.records] == ["2024-02-01"] * 2

    def _read(self, folder: Path, numbers: pa.Array, more: dict[str, Any] | None = None) -> Read:
        told = {"Договор": numbers, "Месяц": ["2024-01-31", "2024-02-29"], "Статус": ["0", "0"]}
        pq.write_table(pa.table({**told, **(more or {})}), folder / "a.parquet")
        return read(folder / "a.parquet")

    def test_are_refused_with_a_sentence_where_pyarrow_cannot_be_loaded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"a": [1]}), path)
        monkeypatch.delitem(sys.modules, "importer.reading.parquet_files", raising=False)
        monkeypatch.setitem(sys.modules, "pyarrow", None)  # type: ignore[arg-type]
        assert refusal(path) == "file_no_parquet_here"


class TestKagglePair:
    PEOPLE = (
        "ID,CODE_GENDER,FLAG_OWN_CAR,FLAG_OWN_REALTY,CNT_CHILDREN,AMT_INCOME_TOTAL,NAME_INCOME_TYPE,"
        "NAME_EDUCATION_TYPE,NAME_FAMILY_STATUS,NAME_HOUSING_TYPE,DAYS_BIRTH,DAYS_EMPLOYED,FLAG_MOBIL,"
        "FLAG_WORK_PHONE,FLAG_PHONE,FLAG_EMAIL,OCCUPATION_TYPE,CNT_FAM_MEMBERS\n"
        "5008804,M,Y,Y,0,427500.0,Working,Higher education,Civil marriage,Rented apartment,-12005,"
        "-4542,1,1,0,0,,2.0\n"
        "5008808,F,N,Y,0,270000.0,Pensioner,Secondary / secondary special,Single / not married,"
        "House / apartment,-19110,365243,1,0,1,1,,1.0\n"
    )

    def test_people_with_days_counted_back(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, self.PEOPLE, Kind.APPLICANTS)
        assert (found.faults, found.questions) == ([], [])
        assert missing_fields(found.mapping, Kind.APPLICANTS) == []
        first, second = found.records
        assert (first.external_id, first.last_name) == ("5008804", "5008804")
        assert (AS_OF - first.answers["born_on"]).days == 12005
        assert (AS_OF - first.answers["employed_since"]).days == 4542
        assert second.answers["employed_since"] is None
        assert first.answers["cnt_fam_members"] == 2

    def test_months_counted_back(self, tmp_path: Path) -> None:
        text = "ID,MONTHS_BALANCE,STATUS\n5001711,0,X\n5001711,-1,0\n5001711,-2,C\n5001711,-7,5\n"
        found = read_text(tmp_path, text)
        assert (found.faults, found.questions) == ([], [])
        assert [(record.month, record.status) for record in found.records] == [
            (date(2024, 6, 1), "X"),
            (date(2024, 5, 1), "0"),
            (date(2024, 4, 1), "C"),
            (date(2023, 11, 1), "5"),
        ]


def metro2_segment(
    account: str = "", status: str = "", history: str = "", past_due: str = "", told: str = ""
) -> str:
    segment = [" "] * metro2_files.RECORD_CHARACTERS
    for position, text in (
        (1, "0426"),
        (43, account),
        (124, status),
        (127, history),
        (164, past_due),
        (182, told),
    ):
        segment[position - 1 : position - 1 + len(text)] = text
    return "".join(segment)


class TestMetro2:
    HEAD = "0426HEADER" + " " * 416

    @pytest.mark.parametrize("end", ["\n", "\r\n", ""])
    def test_months_of_a_profile(self, tmp_path: Path, end: str) -> None:
        path = tmp_path / "a.txt"
        account = metro2_segment(
            "ACC-1", "71", "0012EL" + "B" * 10 + "D" * 8, "000000123", "03312024"
        )
        path.write_bytes(f"{self.HEAD}{end}{account}{end}".encode())
        found = read(path)
        assert found.profile.format is FileFormat.METRO2
        assert found.faults == []
        assert [
            (one.row, str(one.month), one.status, one.amount_overdue) for one in found.records
        ] == [
            (2, "2024-03-01", "1", 123),
            (3, "2024-02-01", "0", None),
            (4, "2024-01-01", "0", None),
            (5, "2023-12-01", "1", None),
            (6, "2023-11-01", "2", None),
            (7, "2023-10-01", "X", None),
            (8, "2023-09-01", "5", None),
        ]

    @pytest.mark.parametrize(
        ("code", "status"),
        [
            ("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5"), ("6", "5"),
            ("E", "X"), ("G", "5"), ("H", "5"), ("J", "5"), ("K", "5"), ("L", "5"),
            ("B", None), ("D", None),
        ],
    )  # fmt: skip
    def test_codes_of_a_profile(self, tmp_path: Path, code: str, status: str | None) -> None:
        path = tmp_path / "a.txt"
        path.write_text(metro2_segment("A", "11", code, "", "03312024"))
        assert [one.status for one in read(path).records[1:]] == [status][: status is not None]

    @pytest.mark.parametrize(
        ("code", "status"),
        [("11", "0"), ("71", "1"), ("78", "2"), ("80", "3"), ("82", "4"), ("83", "5"), ("84", "5"),
         ("97", "5"), ("93", "5"), ("13", "C"), ("62", "C"), ("DA", None), ("05", None)],
    )  # fmt: skip
    def test_account_statuses(self, tmp_path: Path, code: str, status: str | None) -> None:
        path = tmp_path / "a.txt"
        path.write_text(metro2_segment("A", code, "0", "", "03312024"))
        assert [one.status for one in read(path).records] == [*([status] if status else []), "0"]

    def test_an_unknown_code_is_a_fault(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(metro2_segment("A", "11", "Z", "", "03312024"))
        assert read(path).faults == [(3, "code", "not_in_list")]

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    @pytest.mark.parametrize("kept", [30, 60, 140, 425])
    def test_a_record_that_is_cut_off_is_a_fault_of_its_row(
        self, tmp_path: Path, end: str, kept: int
    ) -> None:
        path = tmp_path / "a.txt"
        whole = [metro2_segment(account, "11", "", "", "03312024") for account in "ABC"]
        path.write_bytes(end.join([whole[0], whole[1][:kept], whole[2]]).encode())
        found = read(path)
        assert {(row, code) for row, _, code in found.faults} == {(3, "required")}
        assert [one.credit_external_id for one in found.records] == ["A", "C"]

    def test_the_last_record_may_be_cut_off_too(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(metro2_segment("A", "11", "", "", "03312024") + "0426AB")
        found = read(path)
        assert {(row, code) for row, _, code in found.faults} == {(3, "required")}
        assert len(found.records) == 1

    @pytest.mark.parametrize("end", ["\n", ""])
    def test_segments_beside_the_base_one_are_passed_over(self, tmp_path: Path, end: str) -> None:
        path = tmp_path / "a.txt"
        longer = "0526" + metro2_segment("A", "11", "", "", "03312024")[4:] + "J1".ljust(100)
        path.write_text(end.join([self.HEAD, longer, longer.replace("A", "B", 1), ""]))
        found = read(path)
        assert found.faults == []
        assert [one.credit_external_id for one in found.records] == ["A", "B"]

    def test_two_records_of_an_account_keep_their_different_months(self, tmp_path: Path) -> None:
        """Each month is a row of its own, or a month told twice would take the others along."""
        path = tmp_path / "a.txt"
        told = [("11", "00", "02292024"), ("DA", "E00", "03312024")]
        path.write_text("".join(metro2_segment("A", *one[:2], "", one[2]) for one in told))
        found = read(path)
        assert [(row, code) for row, _, code in found.faults] == [
            (2, "conflicting_rows"),
            (5, "conflicting_rows"),
            (6, "repeated_row"),
            (7, "repeated_row"),
        ]
        assert [str(one.month) for one in found.records] == ["2024-01-01", "2023-12-01"]


def tutdf_segment(
    account: str, manner: str, rating: str = "00", reported: str = "20240331", due: str = "50"
) -> str:
    told = {2: account, 7: rating, 9: reported, 12: due, 15: manner, 16: "RUB"}
    return "\t".join(["TR01", *(told.get(place, "") for place in range(1, 20))])


class TestTutdf:
    @pytest.mark.parametrize(
        ("manner", "status"),
        [("1", "0"), ("A", "0"), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "4"), ("7", "0"),
         ("8", "5"), ("9", "5"), ("0", None), ("X", None)],
    )  # fmt: skip
    def test_manners_of_payment(self, tmp_path: Path, manner: str, status: str | None) -> None:
        path = tmp_path / "a.txt"
        name = "NA01\tИванов\tПётр\r\n"
        text = (
            f"TUTDF\t3.0\r\n{name}{tutdf_segment('К-7', manner)}\r\n{tutdf_segment('К-8', '1')}\r\n"
        )
        path.write_bytes(text.encode("cp1251"))
        found = read(path)
        assert (found.profile.format, found.faults) == (FileFormat.TUTDF, [])
        told = [
            (one.row, one.credit_external_id, one.status, one.amount_overdue)
            for one in found.records
        ]
        wanted = [(3, "К-7", status, 50)] if status else []
        assert told == [*wanted, (4, "К-8", "0", 50)]

    def test_a_closed_account(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text(f"TUTDF\t3.0\n{tutdf_segment('7', '1', rating='13', due='0')}\n")
        assert [one.status for one in read(path).records] == ["C"]

    @pytest.mark.parametrize(
        "cut", ["TR01", "TR01\t1", "TR01\t1\t2", "TR01\t1\t2\t3\t4\t5\t6\t13\t8"]
    )
    def test_a_segment_that_is_cut_off_is_a_fault_of_its_row(
        self, tmp_path: Path, cut: str
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text(
            f"TUTDF\t3.0\n{tutdf_segment('7', '1')}\n{cut}\n{tutdf_segment('8', '1')}\n"
        )
        found = read(path)
        assert {row for row, _, _ in found.faults} == {3}
        assert (3, "date reported", "required") in found.faults
        assert [one.credit_external_id for one in found.records] == ["7", "8"]

    @pytest.mark.parametrize("other", ["TRLR\t1\t2", "XX99\t1", "", "TR"])
    def test_other_segments_are_passed_over(self, tmp_path: Path, other: str) -> None:
        path = tmp_path / "a.txt"
        path.write_text(f"TUTDF\t3.0\n{other}\n{tutdf_segment('7', '1')}\n{other}\n")
        found = read(path)
        assert (len(found.records), found.faults) == (1, [])


def test_fixed_mappings_are_whole() -> None:
    for mapping in (metro2_files.MAPPING, tutdf_files.MAPPING):
        assert missing_fields(mapping, Kind.PAYMENTS) == []


@pytest.mark.parametrize("format_", [FileFormat.XLSX, FileFormat.PARQUET, FileFormat.CSV])
def test_a_file_is_read_whatever_its_name(tmp_path: Path, format_: FileFormat) -> None:
    """In the importer every file is named the same, without an ending."""
    path, values = tmp_path / "file", ["0017", "2024-01-31", "35", "1234.50"]
    if format_ is FileFormat.XLSX:
        write_xlsx(tmp_path / "a.xlsx", HEADER, values).rename(path)
    elif format_ is FileFormat.PARQUET:
        columns = dict(zip(HEADER, ([value] for value in values), strict=True))
        pq.write_table(pa.table(columns), path)
    else:
        path.write_text(";".join(HEADER) + "\n" + ";".join(values) + "\n", encoding="utf-8")
    found = read(path)
    assert found.profile.format is format_
    assert found.records == [(2, "0017", date(2024, 1, 1), "1", 35, Decimal("1234.50"))]


def test_a_profile_and_a_mapping_are_plain_data(tmp_path: Path) -> None:
    text = "Договор;Месяц;Статус\n1;02.01.2024;0\n"
    found = read_text(tmp_path, text, encoding="cp1251")
    adapter = TypeAdapter(Profile)
    assert adapter.validate_json(adapter.dump_json(found.profile)) == found.profile
    mapped = TypeAdapter(Mapped)
    assert mapped.validate_json(mapped.dump_json(found.mapping)) == found.mapping
