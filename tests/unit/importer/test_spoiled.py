"""What programs make of values on the way: dates, numbers, names; each told where it stands."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from importer.reading.mappings import Kind
from importer.reading.opening import profile_file
from importer.reading.profiles import DateFormat, Hints
from tests.unit.importer.files import PEOPLE_HEADER, person, read, read_text
from tests.unit.importer.test_hostile_files import SHEET, sheet_of, with_part

PAYMENTS = "Договор;Месяц;Статус;Сумма просрочки\n"


class TestDates:
    def test_of_both_orders_in_a_column_are_not_guessed(self, tmp_path: Path) -> None:
        dates = ["25.12.2023", "26.12.2023", "12/27/2023", "03/04/2024", "05.05.2024"]
        rows = "".join(f"{place};{text};0;\n" for place, text in enumerate(dates))
        for hints in (Hints(), Hints(dates={1: DateFormat.DAY_FIRST})):
            found = read_text(tmp_path, PAYMENTS + rows, hints=hints)
            assert found.faults == [(4, "Месяц", "mixed_dates"), (5, "Месяц", "mixed_dates")]
            assert [one.row for one in found.records] == [2, 3, 6]

    @pytest.mark.parametrize(
        ("text", "month"),
        [
            ("2024-01-31T21:00:00Z", 2),  # midnight in Moscow, as programs write it
            ("2024-01-31T23:30:00+03:00", 1),
            ("2024-01-31 22:30:00.000000+0000", 2),
            ("2024-02-01T00:00:00Z", 2),
            ("2024-02-01T00:00:00+12:00", 2),  # a day without a time
            ("2024-01-31T23:30:00", 1),
            ("31.01.2024 23:30", 1),
            ("1/31/2024 12:00:00 AM", 1),
        ],
    )
    def test_with_a_time_are_of_the_bank_s_day(self, tmp_path: Path, text: str, month: int) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;{text};0;\n")
        assert [one.month for one in found.records] == [date(2024, month, 1)]

    def test_with_an_hour_that_is_none(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;2024-01-31T25:00:00Z;0;\n")
        assert found.faults == [(2, "Месяц", "not_a_date")]

    def test_of_no_known_format_show_one_that_is(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;31.12.23;0;\n")
        assert found.faults == [(2, "Месяц", "not_a_date")]
        assert found.issues[0].limits == {"usual": "dd.mm.yyyy"}

    @pytest.mark.parametrize("since", [1900, 1904])
    def test_a_spreadsheet_s_days_count_from_its_own_day(self, tmp_path: Path, since: int) -> None:
        workbook = openpyxl.Workbook()
        if since == 1904:
            workbook.epoch = CALENDAR_MAC_1904
        workbook.active.append(["Договор", "Месяц", "Статус"])
        workbook.active.append(["1", 45322 if since == 1900 else 45322 - 1462, 0])
        workbook.save(tmp_path / "a.xlsx")
        found = read(tmp_path / "a.xlsx")
        assert [one.month for one in found.records] == [date(2024, 1, 1)]

    @pytest.mark.parametrize("typo", ["17.08.0215", "17.08.1015", "17.08.1815"])
    def test_a_year_with_a_slip_is_not_taken_for_none(self, tmp_path: Path, typo: str) -> None:
        rows = [person("1", employed_since=typo, occupation_type=""), person("2")]
        found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
        assert found.faults == [(2, "Дата начала работы", "date_out_of_bounds")]

    def test_that_1c_writes_for_none(self, tmp_path: Path) -> None:
        rows = [person("1", employed_since="01.01.0001", occupation_type=""), person("2")]
        found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
        assert found.faults == []
        assert found.records[0].answers["employed_since"] is None


class TestNumbersOfPeople:
    @pytest.mark.parametrize("text", ["123.0", "123,0", "123.00"])
    def test_that_became_quantities(self, tmp_path: Path, text: str) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}{text};13.01.2024;0;\nК-2;13.01.2024;0;\n")
        assert found.faults == [(2, "Договор", "id_fraction")]

    @pytest.mark.parametrize("text", ['="0017"', "'0017", ' ="0017" '])
    def test_that_were_kept_as_texts(self, tmp_path: Path, text: str) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}{text};13.01.2024;0;\n")
        assert found.faults == []
        assert found.records[0].credit_external_id == "0017"

    def test_of_sixteen_digits_in_a_workbook(self, tmp_path: Path) -> None:
        rows = (
            b'<row r="1"><c t="str"><v>contract</v></c><c t="str"><v>period</v></c></row>'
            b'<row r="2"><c><v>4.27612341234123E+15</v></c><c><v>45304</v></c></row>'
        )
        path = with_part(tmp_path / "a.xlsx", SHEET, sheet_of(rows))
        assert (2, "contract", "id_exponent") in read(path).faults

    def test_of_phones(self, tmp_path: Path) -> None:
        rows = [person("1", phone="8121234567.0"), person("2", phone="9161234567")]
        found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
        assert [one.phone for one in found.records] == ["+78121234567", "+79161234567"]


@pytest.mark.parametrize("error", ["#ИМЯ?", "#VALUE!", "#ДЕЛ/0!", "#NAME?"])
def test_a_spreadsheet_s_error_is_no_name(tmp_path: Path, error: str) -> None:
    rows = [person("1", last_name=error), person("2")]
    found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
    assert found.faults == [(2, "Фамилия", "broken_text")]


class TestStructure:
    def test_names_of_merged_groups_stand_above_those_of_columns(self, tmp_path: Path) -> None:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        for row in (
            ["Кредит", None, "Платёж", None],
            ["Договор", "Месяц", "Статус", "Сумма просрочки"],
            ["1", date(2024, 1, 13), 0, 1.5],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        workbook.save(tmp_path / "a.xlsx")
        found = read(tmp_path / "a.xlsx")
        assert (found.profile.header_row, found.faults) == (2, [])
        assert [one.credit_external_id for one in found.records] == ["1"]

    def test_files_put_together_repeat_header_and_mark(self, tmp_path: Path) -> None:
        one = f"\ufeff{PAYMENTS}{{}};13.01.2024;0;0\n"
        found = read_text(tmp_path, one.format(1) + one.format(2))
        assert found.faults == [(3, None, "repeated_header")]
        assert [one.credit_external_id for one in found.records] == ["1", "2"]

    def test_sums_below_many_sums_of_parts(self, tmp_path: Path) -> None:
        parts = "".join(f"{n};13.01.2024;0;1\nИтого по {n};;;1\n" for n in range(30))
        path = tmp_path / "a.csv"
        path.write_text(f"{PAYMENTS}{parts};;;30\n", "utf-8")
        assert profile_file(path).totals[-1].cells[3] == "30"
        assert read(path).faults == []

    @pytest.mark.parametrize("word", ["Общий итог", "Промежуточный итог", "Subtotal"])
    def test_sums_of_a_pivot_table(self, tmp_path: Path, word: str) -> None:
        rows = "1;13.01.2024;0;0\n2;13.01.2024;0;0\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows}{word};;;0\n")
        assert (len(found.records), found.faults) == (2, [])


class TestContradictions:
    """As single rows are judged: core.clients.rules.payment_rows."""

    HEADER = "Договор;Месяц;Статус;Дней просрочки;Сумма просрочки\n"

    @pytest.mark.parametrize(
        ("told", "fault"),
        [
            ("0;95;", ("Дней просрочки", "status_and_days_differ")),
            ("C;1;", ("Дней просрочки", "status_and_days_differ")),
            ("C;0;500", ("Сумма просрочки", "overdue_on_time")),
            ("X;;500", ("Сумма просрочки", "overdue_on_time")),
            ("3;95;500", None),
            ("C;0;0", None),
            (";95;500", None),
            ("1;;500", None),
        ],
    )
    def test_of_a_month(self, tmp_path: Path, told: str, fault: tuple[str, str] | None) -> None:
        found = read_text(tmp_path, f"{self.HEADER}1;13.01.2024;{told}\n2;13.01.2024;5;999;9,5\n")
        assert found.faults == ([(2, *fault)] if fault else [])
        assert len(found.records) == (1 if fault else 2)
