"""The fields of each kind of file, with the words by which headers call them."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from core.clients.rules.answer_kinds import Category, PastDate
from core.clients.rules.questionnaire import QUESTIONNAIRE
from importer.reading.mappings import Kind, Unit


class Type(StrEnum):
    """How a field's text is read."""

    ID = "id"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    MONEY = "money"
    NUMBER = "number"  # with its fraction, within bounds of the field's own
    WHOLE = "whole"
    DATE = "date"
    MONTH = "month"
    STATUS = "status"
    CHOICE = "choice"  # of a closed list


@dataclass(frozen=True)
class Field:
    """A field of a kind.

    Attributes:
        required: a file without it is not checked.
        units: the first is the usual one; none where there is nothing to choose.
        words: of headers, in lower case; the usual Russian one first.
    """

    name: str
    type: Type
    words: tuple[str, ...]
    required: bool = True
    units: tuple[Unit, ...] = ()


WORDS: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "headers.json").read_text(encoding="utf-8")
)
_UNITS = {
    "amt_income_total": (
        Unit.YEAR, Unit.MONTH, Unit.THOUSANDS_A_YEAR, Unit.THOUSANDS_A_MONTH,
    ),
    "born_on": (Unit.DATE, Unit.DAYS_BACK),
    "employed_since": (Unit.DATE, Unit.DAYS_BACK, Unit.MONTHS_BACK, Unit.YEARS_BACK),
}  # fmt: skip
_ROUBLES = (Unit.ROUBLES, Unit.THOUSANDS)


def _answer(name: str) -> Field:
    kind = QUESTIONNAIRE[name]
    type_ = Type.NUMBER
    if isinstance(kind, PastDate):
        type_ = Type.DATE
    elif isinstance(kind, Category) or name.startswith("flag_"):
        type_ = Type.CHOICE
    return _field(Kind.APPLICANTS, name, type_, units=_UNITS.get(name, ()))


def _field(
    kind: Kind, name: str, type_: Type, *, required: bool = True, units: tuple[Unit, ...] = ()
) -> Field:
    return Field(name, type_, tuple(WORDS[kind][name]), required, units)


_people, _credit, _payment = (partial(_field, kind) for kind in Kind)

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.APPLICANTS: (
        _people("external_id", Type.ID),
        _people("full_name", Type.NAME, required=False),
        _people("last_name", Type.NAME, required=False),
        _people("first_name", Type.NAME, required=False),
        _people("patronymic", Type.NAME, required=False),
        _people("phone", Type.PHONE, required=False),
        _people("email", Type.EMAIL, required=False),
        _people("document", Type.NAME, required=False),
        _people("manager_login", Type.NAME, required=False),
        *(_answer(name) for name in QUESTIONNAIRE),
    ),
    Kind.CREDITS: (
        _credit("client_external_id", Type.ID),
        _credit("external_id", Type.ID),
        _credit("amount_total", Type.MONEY, units=_ROUBLES),
        _credit("annual_rate", Type.NUMBER, units=(Unit.PERCENT, Unit.FRACTION)),
        _credit("issued_on", Type.DATE),
        _credit("term_months", Type.WHOLE),
    ),
    Kind.PAYMENTS: (
        _payment("credit_external_id", Type.ID),
        _payment("month", Type.MONTH, units=(Unit.DATE, Unit.MONTHS_BACK)),
        _payment("status", Type.STATUS, required=False),
        _payment("days_past_due", Type.WHOLE, required=False),
        _payment("amount_overdue", Type.MONEY, required=False, units=_ROUBLES),
    ),
}
"""In the order in which a page shows them."""

DATE_WORDS = tuple("дата date рожд birth месяц month период period выда _on since".split())


MONTH_WORDS = tuple(WORDS[Kind.PAYMENTS]["month"])


def is_named_date(header: str) -> bool:
    """Whether a header says that its column holds dates."""
    return any(word in header.lower() for word in DATE_WORDS)


def is_named_month(header: str) -> bool:
    """Whether a header says that its column holds months, whichever day stands for them."""
    return header.strip().lower().startswith(MONTH_WORDS)
