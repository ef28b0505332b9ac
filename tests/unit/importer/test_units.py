"""In what a column counts: taken from what it says, asked where it does not, never assumed."""

from decimal import Decimal
from pathlib import Path

import pytest

from importer.reading.guessing import guess_mapping, is_possible, missing_fields
from importer.reading.mappings import Kind, Target, Unit
from importer.reading.opening import profile_file
from tests.unit.importer.files import AS_OF, PEOPLE_HEADER, person, read_text

CREDITS = "№ клиента;№ договора;{};{};Дата выдачи;Срок\n"
PAYMENTS = "Договор;Месяц;Статус;Сумма просрочки\n"


def read_credits(folder: Path, *cells: str, amount: str = "Сумма", rate: str = "Ставка"):  # type: ignore[no-untyped-def]
    rows = "".join(f"C{place};K{place};{cell};23.01.2023;36\n" for place, cell in enumerate(cells))
    return read_text(folder, CREDITS.format(amount, rate) + rows, Kind.CREDITS)


class TestMoney:
    @pytest.mark.parametrize(
        ("header", "amount"),
        [
            ("Сумма", "150.00"),
            ("Сумма кредита, руб.", "150.00"),
            ("Сумма кредита, тыс. руб.", "150000.00"),
            ("Loan amount, thousands", "150000.00"),
        ],
    )
    def test_in_thousands(self, tmp_path: Path, header: str, amount: str) -> None:
        found = read_credits(tmp_path, "150;12,5", amount=header)
        assert [one.amount_total for one in found.records] == [Decimal(amount)]

    @pytest.mark.parametrize(
        ("header", "income"),
        [
            ("Годовой доход", "540.50"),
            ("Доход в год, тыс. руб.", "540500.00"),
            ("Доход в месяц, тыс. руб.", "6486000.00"),
        ],
    )
    def test_of_incomes(self, tmp_path: Path, header: str, income: str) -> None:
        text = f"{PEOPLE_HEADER.replace('Годовой доход', header)}\n{person(amt_income_total='540,5')}\n"
        found = read_text(tmp_path, text, Kind.APPLICANTS)
        assert [one.answers["amt_income_total"] for one in found.records] == [Decimal(income)]

    @pytest.mark.parametrize(
        "header", ["Сумма, USD", "Сумма кредита, $", "Сумма кредита, млн руб."]
    )
    def test_of_another_currency_or_coarser_is_left_to_people(
        self, tmp_path: Path, header: str
    ) -> None:
        path = tmp_path / "a.csv"
        path.write_text(CREDITS.format(header, "Ставка") + "C;K;150;12,5;23.01.2023;36\n", "utf-8")
        mapping = guess_mapping(profile_file(path), Kind.CREDITS)
        assert missing_fields(mapping, Kind.CREDITS) == ["amount_total"]

    @pytest.mark.parametrize("cell", ["$1500", "1 500 USD", "€1.500,00", "1500 долл.", "1500 евро"])
    def test_another_currency_is_a_fault(self, tmp_path: Path, cell: str) -> None:
        found = read_credits(tmp_path, f"{cell};12,5", "1 500,00 ₽;12,5")
        assert found.faults == [(2, "Сумма", "foreign_currency")]

    @pytest.mark.parametrize("cell", ["12 34", "1 2 3", "1234 567", "1 234 5", "12 345 67,5"])
    def test_spaces_between_other_than_thousands(self, tmp_path: Path, cell: str) -> None:
        found = read_credits(tmp_path, f"{cell};12,5", "1 500,00;12,5")
        assert found.faults == [(2, "Сумма", "not_a_number")]

    def test_a_comma_that_no_sample_showed_is_not_guessed(self, tmp_path: Path) -> None:
        rows = "".join(f"{place};13.01.2024;1;{place}\n" for place in range(2_100))
        found = read_text(tmp_path, f"{PAYMENTS}{rows}x;13.01.2024;1;1,234\n")
        assert found.questions == []
        assert found.faults == [(2_102, "Сумма просрочки", "mixed_decimals")]


class TestRates:
    @pytest.mark.parametrize(
        ("rates", "taken"),
        [
            (["12,5", "9,9"], ["12.50", "9.90"]),
            (["0,125", "0,099"], ["12.50", "9.90"]),  # as a cell holds what it shows in percent
            (["12,5%", "0,5%"], ["12.50", "0.50"]),
            (["0,125", "12,5"], ["0.12", "12.50"]),
            (["0", "0"], ["0.00", "0.00"]),
        ],
    )
    def test_in_percent_or_as_fractions(
        self, tmp_path: Path, rates: list[str], taken: list[str]
    ) -> None:
        found = read_credits(tmp_path, *(f"150;{rate}" for rate in rates))
        assert [one.annual_rate for one in found.records] == list(map(Decimal, taken))


class TestMonths:
    def test_of_a_year_are_left_to_people(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("Договор;Месяц;Год;Статус\n1;1;2024;0\n1;2;2024;0\n", "utf-8")
        mapping = guess_mapping(profile_file(path), Kind.PAYMENTS)
        assert missing_fields(mapping, Kind.PAYMENTS) == ["month"]

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_counted_back_the_other_way_round_lie_ahead(self, tmp_path: Path, sign: str) -> None:
        ahead = "1" if sign else "-1"
        months = ["0", f"{sign}1", f"{sign}2", ahead, f"{sign}2.5"]
        rows = "".join(f"{place};{month};0\n" for place, month in enumerate(months))
        found = read_text(tmp_path, f"ID,MONTHS_BALANCE,STATUS\n{rows}".replace(";", ","))
        assert [str(one.month) for one in found.records] == [
            "2024-06-01",
            "2024-05-01",
            "2024-04-01",
        ]
        assert [(row, code) for row, _, code in found.faults] == [
            (5, "month_in_future"),
            (6, "not_whole"),
        ]

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_days_counted_back_likewise(self, tmp_path: Path, sign: str) -> None:
        """Nor is 12005 taken for a spreadsheet's day, which would be in 1932."""
        header = PEOPLE_HEADER.replace("Дата рождения", "days_birth")
        days = [f"{sign}12005", f"{sign}12006", "12007" if sign else "-12007"]
        rows = [person(str(place), born_on=told) for place, told in enumerate(days)]
        found = read_text(tmp_path, "\n".join([header, *rows]), Kind.APPLICANTS)
        assert found.faults == [(4, "days_birth", "date_out_of_bounds")]
        assert [(AS_OF - one.answers["born_on"]).days for one in found.records] == [12005, 12006]


def test_the_sexes_by_numbers_are_asked(tmp_path: Path) -> None:
    """Some files have 0 for women, some for men."""
    rows = [person("1", code_gender="0"), person("2", code_gender="1")]
    text = "\n".join([PEOPLE_HEADER, *rows])
    found = read_text(tmp_path, text, Kind.APPLICANTS)
    assert found.faults == [(2, "Пол", "not_in_list"), (3, "Пол", "not_in_list")]
    mapping = tuple(
        Target(
            one.column,
            one.field,
            one.unit,
            {"0": "F", "1": "M"} if one.field == "code_gender" else {},
        )
        for one in found.mapping
    )
    told = read_text(tmp_path, text, Kind.APPLICANTS, mapping=mapping)
    assert [one.answers["code_gender"] for one in told.records] == ["F", "M"]


@pytest.mark.parametrize(
    "more",
    [
        (Target(3, "no_such_field"),),
        (Target(3, "amount_overdue", Unit.DAYS_BACK),),
        (Target(3, "status"),),
        (Target(2, "amount_overdue"),),
        (Target(4, "amount_overdue"),),
        (Target(-1, "amount_overdue"),),
    ],
)
def test_a_mapping_that_cannot_be(tmp_path: Path, more: tuple[Target, ...]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{PAYMENTS}1;13.01.2024;0;0\n", "utf-8")
    profile = profile_file(path)
    mapping = (Target(0, "credit_external_id"), Target(1, "month"), Target(2, "status"))
    assert is_possible(
        (*mapping, Target(3, "amount_overdue", Unit.THOUSANDS)), profile, Kind.PAYMENTS
    )
    assert not is_possible((*mapping, *more), profile, Kind.PAYMENTS)
