"""Fields that requests of every noun have: each bounded, and nothing that only looks like one."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from core.kit.patterns import NAME_PATTERN, TEXT_PATTERN

LARGEST_ID = 2**63 - 1
PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")
PLAIN_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
AMOUNT_PATTERN = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$"


def _plain_integer(value: object) -> object:
    """Refuses what `int` would read though nobody writes it so: `1_0`, `+1`, ` 1`, `01`, `1.0`."""
    if isinstance(value, str) and not PLAIN_INTEGER.fullmatch(value):
        raise PydanticCustomError("plain_integer", "Write a whole number in digits only")
    return value


def _plain_amount(value: object) -> object:
    """Refuses what `Decimal` would read though nobody writes it so: `1_0`, ` 5 `, `1e3`, `True`."""
    plain = not isinstance(value, bool) and (
        not isinstance(value, str) or re.fullmatch(AMOUNT_PATTERN, value)
    )
    if not plain:
        raise PydanticCustomError("plain_amount", "Write an amount like 180000 or 180000.50")
    return value


def _plain_date(value: object) -> object:
    """Refuses what `date` would read though nobody writes it so: 0 as 1970, a day with its time."""
    if not (isinstance(value, str) and PLAIN_DATE.fullmatch(value)):
        raise PydanticCustomError("plain_date", "Write a date like 1991-04-20")
    return value


def one_line(name: str) -> str:
    """Returns a name in one spelling: single spaces, letters composed."""
    return normalize("NFC", " ".join(name.split()))


PlainInteger = BeforeValidator(_plain_integer)
PlainDate = Annotated[date, BeforeValidator(_plain_date)]
LargeId = Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)]
Text = Annotated[str, Field(max_length=200, pattern=TEXT_PATTERN)]
PersonName = Annotated[
    str, Field(min_length=1, max_length=100, pattern=NAME_PATTERN), AfterValidator(one_line)
]


def first_day(month: str) -> date:
    """Returns the first day of a month that is written as ``MONTH_PATTERN`` says."""
    return date.fromisoformat(f"{month}-01")


def amount_between(minimum: int, maximum: int) -> Any:
    """Returns the type of an amount of money: a number, or better its decimal text."""
    number = {"type": "number", "minimum": minimum, "maximum": maximum}
    text = {"type": "string", "pattern": AMOUNT_PATTERN, "maxLength": 15}
    return Annotated[
        Decimal,
        Field(ge=minimum, le=maximum, max_digits=14, decimal_places=2),
        BeforeValidator(_plain_amount),
        WithJsonSchema({"anyOf": [number, text]}),
    ]
