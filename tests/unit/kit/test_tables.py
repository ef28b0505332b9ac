"""Columns and rules that tables share: made anew here, as they are made when a function starts."""

from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import TIMESTAMP, Date, MetaData, Numeric, SmallInteger, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from core.clients.rules.answer_kinds import Category, Number, PastDate
from core.clients.tables import _answer
from core.kit.tables import in_calendar, moment, one_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def created(*parts: Any) -> str:
    table = Table("things", MetaData(), *parts)
    statement = CreateTable(table).compile(dialect=postgresql.dialect())
    return " ".join(str(statement).split())


def test_a_text_is_held_to_its_words() -> None:
    rule = one_of("colour", Colour)
    assert (rule.name, str(rule.sqltext)) == ("colour", "colour IN ('red', 'blue')")


def test_a_moment_has_its_zone_and_is_now_unless_it_may_be_unknown() -> None:
    assert "made_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL" in created(moment("made_at"))
    assert "ended_at TIMESTAMP WITH TIME ZONE )" in created(moment("ended_at", nullable=True))
    assert isinstance(moment("made_at").type, TIMESTAMP)


def test_a_date_is_held_to_years_that_every_reader_knows() -> None:
    rule = in_calendar("born_on")
    assert rule.name == "born_on"
    assert str(rule.sqltext) == "born_on BETWEEN DATE '1800-01-01' AND DATE '2200-01-01'"
    assert in_calendar("month", "month_in_calendar").name == "month_in_calendar"


@pytest.mark.parametrize(
    ("kind", "type_", "nullable"),
    [
        (Category(("Y", "N")), Text, False),
        (Category(("Y", "N"), nullable=True), Text, True),
        (PastDate("days", 1, 2), Date, False),
        (PastDate("days", 1, 2, none_means=3), Date, True),
        (Number(0, 20), SmallInteger, False),
        (Number(0, 20, whole=False), Numeric, False),
    ],
)
def test_an_answer_has_the_column_that_fits_it(kind: Any, type_: Any, nullable: bool) -> None:
    column = _answer("told", kind)
    assert (column.name, type(column.type), column.nullable) == ("told", type_, nullable)


def test_money_has_two_decimals_of_fourteen_digits() -> None:
    amount = _answer("income", Number(0, 20, whole=False)).type
    assert isinstance(amount, Numeric)
    assert (amount.precision, amount.scale) == (14, 2)
