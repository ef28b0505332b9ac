"""Files as a lender's accounting saves them: cp1251 with `;`, decimal commas, and ten faults in them."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from core.clients.rules.questionnaire import NOT_EMPLOYED_DAYS, QUESTIONNAIRE
from importer.reading import values
from maintenance.demo.population import generate_client

PEOPLE = 1_510
FIRST_INDEX = 40_000  # beyond whom the demo takes
FIRST_ROW = 2  # under the header
WORDS: dict[str, dict[str, list[str]]] = json.loads(
    (Path(values.__file__).parent / "answers.json").read_text(encoding="utf-8")
)
HEADER = (
    "№", "Номер клиента", "Фамилия", "Имя", "Отчество", "Телефон", "Пол", "Есть автомобиль",
    "Есть недвижимость", "Количество детей", "Годовой доход", "Вид дохода", "Образование",
    "Семейное положение", "Жилищные условия", "Дата рождения", "Дата начала работы",
    "Указан рабочий телефон", "Указан домашний телефон", "Указан e-mail", "Профессия",
    "Членов семьи",
)  # fmt: skip
INCOME = HEADER.index("Годовой доход")


@dataclass(frozen=True)
class Planted:
    """A fault: in which row of the file, what stands there, and what the page calls it."""

    row: int
    column: str
    text: str
    code: str
    name: str


FAULTS = (
    Planted(17, "Номер клиента", "1,23457E+15", "id_exponent", "Номер, сокращённый Excel (1,23E+15)"),
    Planted(155, "Номер клиента", "4321765", "id_short", "Номер, потерявший нули в начале"),
    Planted(298, "Телефон", "спросить у жены", "not_a_phone", "Не номер телефона"),
    Planted(444, "Пол", "", "required", "Нет обязательного значения"),
    Planted(590, "Количество детей", "119", "out_of_bounds", "Число вне допустимых границ"),
    Planted(731, "Годовой доход", "по договорённости", "not_a_number", "Не число"),
    Planted(
        902, "Годовой доход", "310500.75", "mixed_decimals",
        "Десятичный знак не такой, как в остальном столбце",
    ),
    Planted(1_103, "Образование", "курсы", "not_in_list", "Неизвестное значение"),
    Planted(1_270, "Дата рождения", "31.02.1985", "not_a_date", "Не дата"),
    Planted(1_500, "Дата рождения", "1985-02-28", "mixed_dates", "Дата записана не так, как остальной столбец"),
)  # fmt: skip


@dataclass(frozen=True)
class Lender:
    """Whose files these are; nobody else's people have these numbers, names and phones.

    Attributes:
        run: four digits.
    """

    run: str
    last_name: str
    today: date

    def number(self, place: int) -> str:
        return f"00{self.run}{place:04}"

    def contract(self, place: int) -> str:
        return f"Д-{self.run}-{place}"

    def people(self, faults: tuple[Planted, ...] = ()) -> bytes:
        """A row a person, with an index before and sums behind."""
        rows = [self._person(place) for place in range(1, PEOPLE + 1)]
        income = sum(Decimal(row[INCOME].replace(" ", "").replace(",", ".")) for row in rows)
        for fault in faults:
            rows[fault.row - FIRST_ROW][HEADER.index(fault.column)] = fault.text
        totals = ["Итого", *[""] * (len(HEADER) - 1)]
        totals[INCOME] = written(income)
        return saved(HEADER, *rows, totals)

    def credits(self, places: tuple[int, ...]) -> bytes:
        """A credit for each of these people, of the month before last."""
        issued = (month_before(month_before(self.today)) + timedelta(days=14)).strftime("%d.%m.%Y")
        header = ("Номер клиента", "Номер договора", "Сумма кредита", "Ставка, %", "Дата выдачи",
                  "Срок, мес")  # fmt: skip
        rows = [
            (self.number(place), self.contract(place), "180 000,00", "19,5", issued, "24")
            for place in places
        ]
        return saved(header, *rows)

    def payments(self, places: tuple[int, ...], month: date) -> bytes:
        """A month of these credits, told by its first day."""
        header = ("Номер договора", "Месяц", "Дней просрочки", "Сумма просрочки")
        rows = [(self.contract(place), month.strftime("%d.%m.%Y"), "0", "0,00") for place in places]
        return saved(header, *rows)

    def _person(self, place: int) -> list[str]:
        told = generate_client(FIRST_INDEX + place)
        answers = {name: self._answer(name, told) for name in QUESTIONNAIRE}
        answers["amt_income_total"] = written(Decimal(told["amt_income_total"]))
        names = (f"{told['last_name']}-{self.last_name}", told["first_name"], told["patronymic"])
        phone = f"8 (000) {self.run[:3]}-{place // 100:02}-{place % 100:02}"
        return [str(place), self.number(place), *names, phone, *answers.values()]

    def _answer(self, name: str, told: dict[str, Any]) -> str:
        if name == "born_on":
            return self._day(told["days_birth"])
        if name == "employed_since":
            days = told["days_employed"]
            return "" if days == NOT_EMPLOYED_DAYS else self._day(days)
        if told[name] is None:
            return ""
        if name.startswith("flag_"):
            return "да" if told[name] in ("Y", 1) else "нет"
        return WORDS[name][told[name]][0] if name in WORDS else str(told[name])

    def _day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).strftime("%d.%m.%Y")


def new_lender(last_name: str, today: date) -> Lender:
    """A lender whose numbers follow from a name that nobody else has."""
    return Lender(str(Random(last_name).randint(1_000, 9_999)), last_name, today)


def month_before(day: date) -> date:
    """The first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def written(amount: Decimal) -> str:
    """An amount as a Russian Excel shows it."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")


def saved(*rows: tuple[str, ...] | list[str]) -> bytes:
    """Rows as a Russian Excel saves them."""
    return "".join(";".join(row) + "\r\n" for row in rows).encode("cp1251")
