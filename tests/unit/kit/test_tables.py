"""Columns and rules that tables share: made anew here, as they are made when a function starts."""

from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from core.clients.rules.answer_kinds import Category, Number, PastDate
from core.clients.tables import _answer
from core.kit.tables import in_calendar, moment, one_of
from core.monitoring import tables as monitoring
from core.monitoring.rules.handling_states import HandlingState


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


def test_what_is_counted_is_of_a_month_and_cut_by_what_pages_filter_by() -> None:
    month = monitoring._month()
    assert (month.name, type(month.type), month.nullable) == ("month", Date, False)
    assert [(one.name, type(one.type), one.nullable) for one in monitoring._cut_by()] == [
        ("is_active", Boolean, False),
        ("model", Text, True),
        ("issued_year", SmallInteger, True),
    ]


def test_what_is_handled_has_a_state_an_owner_and_a_revision() -> None:
    *columns, one_state, until_a_day = monitoring._handled()
    named = {column.name: column for column in columns if isinstance(column, Column)}
    assert {name: column.nullable for name, column in named.items()} == {
        "state": False,
        "owner_id": True,
        "accepted_until": True,
        "note": True,
        "revision": False,
        "updated_at": False,
    }
    types = {name: type(column.type) for name, column in named.items() if name != "owner_id"}
    assert types == {
        "state": Text,
        "accepted_until": Date,
        "note": Text,
        "revision": Integer,
        "updated_at": TIMESTAMP,
    }
    [key] = named["owner_id"].foreign_keys
    assert key.target_fullname == "users.id"
    assert default_of(named["state"]) == HandlingState.OPEN
    assert default_of(named["revision"]) == "1"
    assert isinstance(one_state, CheckConstraint) and isinstance(until_a_day, CheckConstraint)
    assert str(one_state.sqltext) == str(one_of("state", HandlingState).sqltext)
    assert until_a_day.name == "accepted_until_a_day"
    assert str(until_a_day.sqltext) == ("(state = 'accepted'::text) = (accepted_until IS NOT NULL)")


def default_of(column: Any) -> str:
    return str(column.server_default.arg)
