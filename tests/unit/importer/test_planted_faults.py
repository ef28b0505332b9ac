"""Every fault that files really have, planted, and what becomes of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.clients.rules.questionnaire import build_features
from core.imports.file_rows import ApplicantRecord, CreditRecord, PaymentRecord
from importer.reading.guessing import missing_fields, open_questions
from importer.reading.mappings import Kind, Target, Unit
from importer.reading.profiles import DateFormat, DecimalMark, Hints
from tests.unit.importer.files import AS_OF, PEOPLE_HEADER, person, read, read_text

PAYMENTS = "Номер договора;Месяц;Статус;Сумма просрочки\n"


def test_a_person_of_a_russian_spreadsheet(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{PEOPLE_HEADER}\r\n{person()}\r\n", Kind.APPLICANTS, "cp1251")
    assert found.faults == []
    assert missing_fields(found.mapping, Kind.APPLICANTS) == []
    (record,) = found.records
    assert isinstance(record, ApplicantRecord)
    assert (record.external_id, record.last_name, record.phone) == (
        "0000000017", "Иванова", "+79161234567",
    )  # fmt: skip
    assert record.answers["amt_income_total"] == Decimal("540000.50")
    assert record.answers["born_on"] == date(1985, 4, 23)
    assert record.answers["name_family_status"] == "Married"
    assert build_features(record.answers, AS_OF)["flag_email"] == 0


class TestEncoding:
    @pytest.mark.parametrize(
        ("encoding", "found_as", "asked"),
        [
            ("utf-8", "utf-8", False),
            ("utf-8-sig", "utf-8", False),
            ("utf-16", "utf-16", False),
            ("cp1251", "cp1251", True),
        ],
    )
    def test_is_found_or_asked(
        self, tmp_path: Path, encoding: str, found_as: str, asked: bool
    ) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}Д1;13.01.2024;0;0\n", encoding=encoding)
        assert found.profile.encoding == found_as
        assert ("ask_encoding" in found.questions) is asked
        assert found.profile.columns[0].name == "Номер договора"
        assert len(found.records) == 1

    def test_is_corrected_by_the_sender(self, tmp_path: Path) -> None:
        hints = Hints(encoding="cp866")
        found = read_text(tmp_path, f"{PAYMENTS}Д1;13.01.2024;0;0\n", encoding="cp866", hints=hints)
        assert found.questions == []
        assert found.records[0].credit_external_id == "Д1"

    def test_a_broken_letter_is_a_fault_of_its_cell(self, tmp_path: Path) -> None:
        path = tmp_path / "file.csv"
        path.write_bytes(f"{PAYMENTS}Д1;13.01.2024;0;0\n".encode() + b"\xd0D;13.01.2024;0;0\n")
        found = read(path, hints=Hints(encoding="utf-8"))
        assert found.faults == [(3, "Номер договора", "broken_text")]


class TestDelimiter:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_gives_equal_numbers_of_fields(self, tmp_path: Path, delimiter: str) -> None:
        text = f"{PAYMENTS}1;13.01.2024;0;0\n".replace(";", delimiter)
        assert read_text(tmp_path, text).profile.delimiter == delimiter

    def test_is_corrected_by_the_sender(self, tmp_path: Path) -> None:
        text = f"{PAYMENTS}1;13.01.2024;0;0\n".replace(";", "|").replace("Номер", "Номер;")
        assert read_text(tmp_path, text, hints=Hints(delimiter=";")).profile.delimiter == ";"
        for wrong in (None, "", "x"):
            assert read_text(tmp_path, text, hints=Hints(delimiter=wrong)).profile.delimiter == "|"

    def test_is_what_the_separator_line_says(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"sep=|\r\n{PAYMENTS}1;13.01.2024;0;0,5\n".replace(";", "|"))
        assert found.profile.delimiter == "|"
        assert [record.row for record in found.records] == [2]  # as Excel numbers it

    def test_needs_95_of_100_lines(self, tmp_path: Path) -> None:
        good = "".join(f"{number:07d};13.01.2024;0;1,5\n" for number in range(97))
        found = read_text(tmp_path, f"{PAYMENTS}{good}short;13.01.2024\n")
        assert found.profile.delimiter == ";"
        assert found.faults == [(99, None, "field_count")]
        assert len(found.records) == 97

    def test_in_quotes_parts_nothing(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f'{PAYMENTS}"a;b";13.01.2024;0;"1 000,5"\n')
        assert found.records[0].credit_external_id == "a;b"


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1234,5", "1234.50"),
            ("1 234,50", "1234.50"),
            ("1\u00a0234,50", "1234.50"),
            ("1\u202f234,50 ₽", "1234.50"),
            ("1\u2009234,50 руб.", "1234.50"),
            ("RUB 1.234,50", "1234.50"),
            ("1'234,50", "1234.50"),
            ("1,5E+3", "1500.00"),
        ],
    )
    def test_are_converted(self, tmp_path: Path, text: str, value: str) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;1;{text}\n2;13.01.2024;1;0,25\n")
        assert found.faults == []
        assert found.records[0].amount_overdue == Decimal(value)

    def test_in_parentheses_are_negative(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;1;(12,50)\n2;13.01.2024;1;0,25\n")
        assert found.faults == [(2, "Сумма просрочки", "out_of_bounds")]

    def test_of_two_kinds_in_a_column_show_both(self, tmp_path: Path) -> None:
        text = f"{PAYMENTS}1;13.01.2024;1;10,50\n2;13.01.2024;1;20,75\n3;13.01.2024;1;1,030.25\n"
        found = read_text(tmp_path, text)
        assert found.faults == [(4, "Сумма просрочки", "mixed_decimals")]
        assert found.issues[0].value == "1,030.25"
        assert found.issues[0].limits == {"usual": "10,50"}
        told = next(one for one in found.profile.notices if one.code == "mixed_decimals")
        assert told.limits == {"usual": "10,50", "other": "1,030.25"}

    def test_that_may_be_thousands_are_asked(self, tmp_path: Path) -> None:
        text = f"{PAYMENTS}1;13.01.2024;1;1,234\n".replace(";", "\t")
        found = read_text(tmp_path, text)
        assert found.questions == ["ask_decimal"]
        hints = Hints(decimals={3: DecimalMark.POINT})
        assert read_text(tmp_path, text, hints=hints).records[0].amount_overdue == 1234
        hints = Hints(decimals={3: DecimalMark.COMMA})
        assert read_text(tmp_path, text, hints=hints).records[0].amount_overdue == Decimal("1.23")

    @pytest.mark.parametrize("minus", "-−–")
    def test_below_nothing_are_numbers_out_of_bounds(self, tmp_path: Path, minus: str) -> None:
        rows = "".join(f"{number};13.01.2024;1;10,5\n" for number in range(12))
        found = read_text(tmp_path, f"{PAYMENTS}{rows}x;13.01.2024;1;{minus}1,5\n")
        assert found.faults == [(14, "Сумма просрочки", "out_of_bounds")]

    def test_that_are_none(self, tmp_path: Path) -> None:
        rows = "".join(f"{number};13.01.2024;1;10,5\n" for number in range(12))
        found = read_text(tmp_path, f"{PAYMENTS}{rows}x;13.01.2024;1;много\n")
        assert found.faults == [(14, "Сумма просрочки", "not_a_number")]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "format_"),
        [
            ("13.01.2024", DateFormat.DAY_FIRST),
            ("01/13/2024", DateFormat.MONTH_FIRST),
            ("2024-01-13", DateFormat.YEAR_FIRST),
            ("2024-01-13 00:00:00", DateFormat.YEAR_FIRST),
            ("20240113", DateFormat.COMPACT),
            ("45304", DateFormat.SERIAL),
            ("01.2024", DateFormat.MONTH),
            ("2024-01", DateFormat.YEAR_AND_MONTH),
            ("янв.24", DateFormat.MONTH_WORD),
            ("январь 2024", DateFormat.MONTH_WORD),
        ],
    )
    def test_of_one_format(self, tmp_path: Path, text: str, format_: DateFormat) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;{text};1;0,5\n")
        assert found.profile.columns[1].date_format == format_
        assert found.questions == []
        assert [record.month for record in found.records] == [date(2024, 1, 1)]

    @pytest.mark.parametrize("text", ["31.02.2024", "скоро"])
    def test_that_are_none(self, tmp_path: Path, text: str) -> None:
        rows = "".join(f"{number};13.01.2024;1;10,5\n" for number in range(12))
        found = read_text(tmp_path, f"{PAYMENTS}{rows}x;{text};1;10,5\n")
        assert found.faults == [(14, "Месяц", "not_a_date")]
        assert found.issues[0].limits == {"usual": "13.01.2024"}

    def test_whose_day_may_be_a_month_are_asked(self, tmp_path: Path) -> None:
        text = f"{PAYMENTS}1;02.01.2024;1;0,5\n2;03.04.2024;1;0,5\n"
        found = read_text(tmp_path, text)
        assert found.questions == ["ask_date_order"]
        assert open_questions(found.profile, found.mapping) == ["ask_date_order"]
        assert open_questions(found.profile, ()) == []  # the column is not used
        hints = Hints(dates={1: DateFormat.MONTH_FIRST})
        answered = read_text(tmp_path, text, hints=hints)
        assert answered.questions == []
        assert [record.month for record in answered.records] == [date(2024, 2, 1), date(2024, 3, 1)]

    @pytest.mark.parametrize(
        ("dates", "months"),
        [
            (["01.02.2024", "01.03.2024"], [2, 3]),
            (["02/01/2024", "03/01/2024"], [2, 3]),
            (["01.04.2024"], [4]),
            (["01.01.2024"], [1]),
        ],
    )
    def test_of_months_are_their_first_days(
        self, tmp_path: Path, dates: list[str], months: list[int]
    ) -> None:
        rows = "".join(f"{place};{text};1;0,5\n" for place, text in enumerate(dates, 1))
        found = read_text(tmp_path, PAYMENTS + rows)
        assert (found.questions, found.faults) == ([], [])
        assert [record.month for record in found.records] == [date(2024, one, 1) for one in months]

    def test_of_people_may_be_any_day(self, tmp_path: Path) -> None:
        told = person(born_on="01.02.1985", employed_since="01.03.2015")
        found = read_text(tmp_path, f"{PEOPLE_HEADER}\n{told}\n", Kind.APPLICANTS)
        assert found.questions == ["ask_date_order", "ask_date_order"]

    def test_of_two_formats_in_a_column_show_both(self, tmp_path: Path) -> None:
        text = f"{PAYMENTS}1;13.01.2024;1;0,5\n2;14.01.2024;1;0,5\n3;2024-01-15;1;0,5\n"
        found = read_text(tmp_path, text)
        assert found.faults == [(4, "Месяц", "mixed_dates")]
        assert found.issues[0].limits == {"usual": "13.01.2024"}

    @pytest.mark.parametrize("empty", ["01.01.1900", "02.01.1900", "", "-", "н/д"])
    def test_that_stand_for_none(self, tmp_path: Path, empty: str) -> None:
        text = f"{PEOPLE_HEADER}\n{person(employed_since=empty, occupation_type='')}\n"
        text += person("0000000018") + "\n"
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert found.faults == []
        assert found.records[0].answers["employed_since"] is None

    def test_compact_that_stand_for_none(self, tmp_path: Path) -> None:
        rows = [
            person("1", born_on="19850423", employed_since="19000102", occupation_type=""),
            person("2", born_on="19850424", employed_since="20150817"),
        ]
        found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
        assert found.faults == []
        assert [one.answers["employed_since"] for one in found.records] == [None, date(2015, 8, 17)]

    def test_out_of_bounds(self, tmp_path: Path) -> None:
        text = f"{PEOPLE_HEADER}\n{person(born_on='23.04.2015')}\n{person('0000000018')}\n"
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert found.faults == [(2, "Дата рождения", "date_out_of_bounds")]

    def test_in_the_future(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;13.07.2024;1;0,5\n")
        assert found.faults == [(2, "Месяц", "month_in_future")]


class TestNumbersOfPeople:
    """What a spreadsheet spoiled is an error and never repaired."""

    @pytest.mark.parametrize(
        ("spoiled", "code"),
        [
            ("1,23457E+15", "id_exponent"),
            ("1.23457E+15", "id_exponent"),
            ("4081781009991000000", "id_rounded"),
            ("1234567890123450", "id_rounded"),
            ("123456", "id_short"),
        ],
    )
    def test_spoiled(self, tmp_path: Path, spoiled: str, code: str) -> None:
        good = "".join(f"00{number:08d};13.01.2024;0;0,5\n" for number in range(20))
        found = read_text(tmp_path, f"{PAYMENTS}{good}{spoiled};13.01.2024;0;0,5\n")
        assert found.faults == [(22, "Номер договора", code)]
        assert found.issues[0].value == spoiled
        assert spoiled not in {record.credit_external_id for record in found.records}

    def test_that_count_up_lost_nothing(self, tmp_path: Path) -> None:
        rows = "".join(f"{number};13.01.2024;0;0,5\n" for number in range(99_995, 100_200))
        assert read_text(tmp_path, f"{PAYMENTS}{rows}").faults == []

    def test_of_all_lengths_lost_nothing(self, tmp_path: Path) -> None:
        rows = "".join(f"{number};13.01.2024;0;0,5\n" for number in range(1, 1500))
        assert read_text(tmp_path, f"{PAYMENTS}{rows}").faults == []

    def test_keep_their_leading_zeros(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}00012345;13.01.2024;0;0,5\n")
        assert found.records[0].credit_external_id == "00012345"


class TestStructure:
    @pytest.mark.parametrize("word", ["Итого", "ИТОГО:", "Всего", "Total", "Итого по файлу"])
    def test_totals_by_a_word(self, tmp_path: Path, word: str) -> None:
        rows = "1;13.01.2024;0;0,5\n2;13.01.2024;0;1,5\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows}{word};;;2,0\n")
        assert [row.number for row in found.profile.totals] == [4]
        assert found.profile.totals[0].cells[3] == "2,0"
        assert (found.profile.rows, len(found.records), found.faults) == (2, 2, [])

    def test_totals_without_a_key(self, tmp_path: Path) -> None:
        rows = "1;13.01.2024;0;0,5\n2;13.01.2024;0;1,5\n3;13.01.2024;0;1,5\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows};;;3,5\n")
        assert [row.number for row in found.profile.totals] == [5]
        assert (len(found.records), found.faults) == (3, [])

    def test_a_row_without_a_key_is_no_totals_in_the_middle(self, tmp_path: Path) -> None:
        rows = "1;13.01.2024;0;0,5\n;13.01.2024;0;1,5\n3;13.01.2024;0;1,5\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows}")
        assert found.faults == [(3, "Номер договора", "required")]

    def test_a_doubled_header(self, tmp_path: Path) -> None:
        text = "Номер договора;Месяц;Статус;Статус\n1;13.01.2024;0;1\n"
        found = read_text(tmp_path, text)
        assert found.notices == ["duplicate_header", "duplicate_header"]
        assert [column.name for column in found.profile.columns][2:] == ["Статус", "Статус (2)"]
        assert "status" in missing_fields(found.mapping, Kind.PAYMENTS)

    def test_a_header_again_further_down(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;0;0,5\n{PAYMENTS}2;13.01.2024;0;0,5\n")
        assert found.faults == [(3, None, "repeated_header")]
        assert (len(found.records), found.profile.rows) == (2, 2)

    def test_blank_rows(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}\n1;13.01.2024;0;0,5\n;;;\n \n2;13.01.2024;0;0,5\n")
        assert [record.row for record in found.records] == [3, 6]
        assert found.notices == ["blank_rows"]
        assert found.profile.notices[0].limits == {"count": 3}

    def test_rows_before_the_header(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"Отчёт на 01.02.2024;;;\n;;;\n{PAYMENTS}1;13.01.2024;0;0,5\n")
        assert found.profile.header_row == 3
        assert [record.row for record in found.records] == [4]

    @pytest.mark.parametrize("name", ["", "Unnamed: 0", "№ п/п", "N"])
    def test_an_index_column(self, tmp_path: Path, name: str) -> None:
        rows = "".join(f"{number};{number}7;13.01.2024;0;0,5\n" for number in range(5))
        found = read_text(tmp_path, f"{name};{PAYMENTS}{rows}")
        assert found.profile.columns[0].ignored == "index_column"
        assert found.notices == ["index_column"]
        assert len(found.records) == 5

    def test_an_unnamed_column_that_counts_nothing(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f";{PAYMENTS}a;7;13.01.2024;0;0,5\n")
        assert found.notices == ["unnamed_column"]
        assert found.profile.columns[0].name == "A"

    def test_trailing_delimiters(self, tmp_path: Path) -> None:
        header = PAYMENTS.strip()
        found = read_text(tmp_path, f"{header};;\n1;13.01.2024;0;0,5;;\n2;13.01.2024;0;0,5;;\n")
        assert [one.ignored for one in found.profile.columns[4:]] == ["trailing_delimiters"] * 2
        assert (len(found.records), found.faults) == (2, [])
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;0;0,5;\n2;13.01.2024;0;0,5;\n")
        assert found.notices == ["trailing_delimiters"]
        assert (len(found.records), found.faults) == (2, [])


class TestDuplicates:
    def test_that_say_the_same_count_once(self, tmp_path: Path) -> None:
        rows = "1;13.01.2024;0;0,5\n2;13.01.2024;0;0,5\n1;14.01.2024;0;0,50\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows}")
        assert found.faults == [(4, None, "repeated_row")]
        assert not found.issues[0].is_error
        assert found.issues[0].limits == {"other": 2}
        assert [record.row for record in found.records] == [2, 3]

    def test_that_differ_are_all_left_out(self, tmp_path: Path) -> None:
        rows = "1;13.01.2024;0;0,5\n2;13.01.2024;0;0,5\n1;13.01.2024;1;0,5\n"
        found = read_text(tmp_path, f"{PAYMENTS}{rows}")
        assert found.faults == [(2, None, "conflicting_rows"), (4, None, "conflicting_rows")]
        assert [record.row for record in found.records] == [3]

    def test_of_one_credit_that_two_clients_have(self, tmp_path: Path) -> None:
        header = "№ клиента;№ договора;Сумма кредита;Ставка, %;Дата выдачи;Срок, мес.\n"
        terms = "150000;16,5;23.01.2023;36\n"
        rows = f"C1;K1;{terms}C2;K1;{terms}C1;K2;{terms}C1;K2;{terms}"
        found = read_text(tmp_path, f"{header}{rows}", Kind.CREDITS)
        assert found.faults == [
            (2, None, "conflicting_rows"),
            (3, None, "conflicting_rows"),
            (5, None, "repeated_row"),
        ]

    def test_of_people(self, tmp_path: Path) -> None:
        rows = [
            person("0000000017"),
            person("0000000017"),
            person("0000000018"),
            person("0000000018", cnt_children="0"),
        ]
        found = read_text(tmp_path, "\n".join([PEOPLE_HEADER, *rows]), Kind.APPLICANTS)
        codes = [(row, code) for row, _, code in found.faults]
        assert codes == [(3, "repeated_row"), (4, "conflicting_rows"), (5, "conflicting_rows")]

    def test_of_people_under_two_numbers(self, tmp_path: Path) -> None:
        """Else the file makes one person twice, and its check says so of nobody."""
        told = [
            ("1", "45 09 123456"),
            ("2", ""),
            ("3", "4509-123456"),
            ("4", "4510 000000"),
            ("5", ""),
        ]
        rows = [f"{person(number)};{document}" for number, document in told]
        text = "\n".join([f"{PEOPLE_HEADER};Паспорт", *rows, rows[3]])
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert [(one.row, one.code, one.limits) for one in found.issues] == [
            (2, "same_document", {"other": 4}),
            (4, "same_document", {"other": 2}),
            (7, "repeated_row", {"other": 5}),
        ]
        assert [one.external_id for one in found.records] == ["2", "4", "5"]


@pytest.mark.parametrize(
    "empty", ["", "-", "—", "н/д", "Н/Д", "NULL", "null", "#N/A", "#Н/Д", "NaN", "n/a", "None", " "]
)
def test_empties(tmp_path: Path, empty: str) -> None:
    found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;1;{empty}\n2;13.01.2024;1;0,5\n")
    assert found.faults == []
    assert found.records[0].amount_overdue is None
    found = read_text(tmp_path, f"{PAYMENTS}{empty};13.01.2024;1;1,5\n2;13.01.2024;1;0,5\n")
    assert found.faults == [(2, "Номер договора", "required")]


class TestDomain:
    @pytest.mark.parametrize(
        ("changes", "column", "code"),
        [
            ({"code_gender": "x"}, "Пол", "not_in_list"),
            ({"name_education_type": "три класса"}, "Образование", "not_in_list"),
            ({"flag_own_car": "может быть"}, "Есть автомобиль", "not_in_list"),
            ({"cnt_children": "21"}, "Количество детей", "out_of_bounds"),
            ({"cnt_children": "1,5"}, "Количество детей", "not_whole"),
            ({"cnt_children": "-1"}, "Количество детей", "out_of_bounds"),
            ({"amt_income_total": "-5"}, "Годовой доход", "out_of_bounds"),
            ({"amt_income_total": ""}, "Годовой доход", "required"),
            ({"last_name": ""}, "Фамилия", "required"),
            ({"last_name": "И" * 101}, "Фамилия", "too_long"),
            ({"phone": "123"}, "Телефон", "not_a_phone"),
            ({"cnt_children": "3"}, "Количество детей", "children_exceed_family"),
            ({"employed_since": "17.08.1990"}, "Дата начала работы", "employed_too_young"),
        ],
    )
    def test_errors_keep_the_row_out(
        self, tmp_path: Path, changes: dict[str, str], column: str, code: str
    ) -> None:
        rows = [person(f"00000001{number}") for number in range(10, 30)]
        text = "\n".join([PEOPLE_HEADER, *rows, person(**changes)])
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert found.faults == [(22, column, code)]
        assert len(found.records) == 20

    def test_doubts_are_warnings(self, tmp_path: Path) -> None:
        text = "\n".join(
            [PEOPLE_HEADER, person(name_income_type="Пенсионер"), person("0000000018")]
        )
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert found.faults == [(2, "Профессия", "pensioner_with_occupation")]
        assert len(found.records) == 2

    def test_credits(self, tmp_path: Path) -> None:
        text = (
            "№ клиента;№ договора;Сумма кредита;Ставка, %;Дата выдачи;Срок, мес.\n"
            "C1;K1;150 000,00;16,5;23.01.2023;36\nC1;K2;0;16,5;23.01.2023;36\n"
            "C1;K3;1000,00;16,5;23.01.2025;36\nC1;K4;1000,00;16,5;23.01.2023;481\n"
        )
        found = read_text(tmp_path, text, Kind.CREDITS)
        assert found.faults == [
            (3, "Сумма кредита", "out_of_bounds"),
            (4, "Дата выдачи", "date_out_of_bounds"),
            (5, "Срок, мес.", "out_of_bounds"),
        ]
        assert found.records == [
            CreditRecord(2, "C1", "K1", Decimal(150_000), Decimal("16.5"), date(2023, 1, 23), 36)
        ]


class TestMeanings:
    def test_income_by_the_month(self, tmp_path: Path) -> None:
        text = f"{PEOPLE_HEADER.replace('Годовой доход', 'Доход в месяц')}\n{person()}\n"
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert found.records[0].answers["amt_income_total"] == Decimal("6480006.00")

    def test_words_of_the_sender(self, tmp_path: Path) -> None:
        mapping = (
            Target(0, "credit_external_id"),
            Target(1, "month"),
            Target(2, "status", values={"плохо": "2"}),
        )
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;Плохо;\n", mapping=mapping)
        assert found.records[0].status == "2"

    def test_days_past_due_say_the_status(self, tmp_path: Path) -> None:
        days = {0: "0", 29: "0", 30: "1", 89: "2", 90: "3", 149: "4", 150: "5", 999: "5"}
        rows = "".join(f"{late + 1000};13.01.2024;{late}\n" for late in days)
        found = read_text(tmp_path, f"Договор;Месяц;Дней просрочки\n{rows}")
        assert [record.status for record in found.records] == list(days.values())

    def test_neither_status_nor_days(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;;1,5\n2;13.01.2024;0;1,5\n")
        assert found.faults == [(2, "Статус", "required")]

    @pytest.mark.parametrize(("unit", "days"), [(Unit.DAYS_BACK, 400), (Unit.YEARS_BACK, 730)])
    def test_employment_counted_back(self, tmp_path: Path, unit: Unit, days: int) -> None:
        header = PEOPLE_HEADER.replace("Дата начала работы", "Стаж, лет")
        told = {Unit.DAYS_BACK: "-400", Unit.YEARS_BACK: "2"}[unit]
        text = f"{header}\n{person(employed_since=told)}\n"
        guessed = read_text(tmp_path, text, Kind.APPLICANTS).mapping
        mapping = tuple(
            Target(one.column, one.field, unit if one.field == "employed_since" else one.unit)
            for one in guessed
        )
        found = read_text(tmp_path, text, Kind.APPLICANTS, mapping=mapping)
        assert (AS_OF - found.records[0].answers["employed_since"]).days == days


class TestFormulas:
    def test_are_text_and_warned_of(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}=1+2;13.01.2024;1;0,5\n")
        assert found.faults == [(2, "Номер договора", "formula")]
        assert found.records[0].credit_external_id == "=1+2"

    def test_that_an_export_made_harmless_are_as_they_were(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, f"{PAYMENTS}'=1+2;13.01.2024;1;0,5\n'-7;13.01.2024;1;0,5\n")
        assert found.faults == []
        assert [one.credit_external_id for one in found.records] == ["=1+2", "-7"]


def test_what_a_payment_is(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{PAYMENTS}1;13.01.2024;Закрыт;-\n")
    assert found.records == [PaymentRecord(2, "1", date(2024, 1, 1), "C", None, None)]
