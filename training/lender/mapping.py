"""The mapping file: what another lender's columns and codes mean, said key by key (TOML).

It is read strictly. A key that is not known, a code with two meanings, a statement that is left
out: each is refused, for a code that is taken for another one spoils every figure silently.
"""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from core.clients.rules.history import PaymentStatus
from core.clients.rules.questionnaire import ANSWERED_FEATURES
from training.files import DataError
from training.observations import OUTCOME_MONTHS

FORMATS = (".csv", ".parquet")


def _text_of_code(value: object) -> object:
    """Takes a whole number for the code that it is written as."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Code = Annotated[str, BeforeValidator(_text_of_code)]
Column = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Strict):
    """The file, in the folder that the command names.

    Attributes:
        separator, encoding: of a CSV file.
    """

    file: str
    separator: str = ","
    encoding: str = "utf-8"

    @field_validator("file")
    @classmethod
    def _format(cls, file: str) -> str:
        if not file.endswith(FORMATS):
            raise ValueError(f"{file} is neither of {', '.join(FORMATS)}; write it as one of them")
        return file


class _Rows(_Strict):
    """What identifies a credit, and whose it is.

    Attributes:
        person: without it every credit is taken for a person of its own.
    """

    credit: Column
    person: Column | None = None


class WideRows(_Rows):
    """One row a credit, one column a month."""

    layout: Literal["wide"]
    months_newest_first: list[Column] = Field(min_length=1)

    @field_validator("months_newest_first")
    @classmethod
    def _once(cls, columns: list[str]) -> list[str]:
        return _each_once(columns, "name every month once")


class LongRows(_Rows):
    """One row a credit and month.

    Attributes:
        month_is: ``months back``: whole numbers, 0 the newest month and -1 the one before;
            ``date``: any day of the month, as YYYY-MM-DD or YYYY-MM.
    """

    layout: Literal["long"]
    month: Column
    status: Column
    month_is: Literal["months back", "date"]


class ColumnOutcome(_Strict):
    """The lender says who defaulted, seen from the newest month.

    Attributes:
        default, good: the values that say so; together they are all there may be.
        horizon_months: within how many months, for the report.
    """

    source: Literal["column"] = Field(alias="from")
    column: Column
    default: list[Code] = Field(min_length=1)
    good: list[Code] = Field(min_length=1)
    horizon_months: int = Field(ge=1)

    @property
    def points(self) -> tuple[int, ...]:
        """The observation months, counted back from the newest: here it is that one."""
        return (0,)

    @model_validator(mode="after")
    def _apart(self) -> "ColumnOutcome":
        _each_once([*self.default, *self.good], "a value means default or good, not both")
        return self


class MonthsOutcome(_Strict):
    """Who falls 90 or more days behind within the 12 months after an observation month.

    Attributes:
        as_of: the observation month, counted back from the newest one of the data: -12 or before;
            or several, where one has too few defaults.
    """

    source: Literal["months"] = Field(alias="from")
    as_of: list[Annotated[int, Field(le=-OUTCOME_MONTHS)]] = Field([-OUTCOME_MONTHS], min_length=1)

    @field_validator("as_of", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return [value] if isinstance(value, int) else value

    @property
    def points(self) -> tuple[int, ...]:
        """The observation months, counted back from the newest."""
        return tuple(sorted({-month for month in self.as_of}))

    @property
    def horizon_months(self) -> int:
        """Within how many months a default counts."""
        return OUTCOME_MONTHS


class Codes(_Strict):
    """The lender's status codes by what they mean; three of them have to be stated, even if empty.

    Attributes:
        closed: the account is closed for good. A card that is merely paid off is not closed.
        no_debt: the account is there, and nothing was owed that month.
        paid_in_full: that month's bill was paid in full, and the account goes on.
        on_time: the least that was due was paid.
        no_record: nothing is known of that month.
    """

    closed: list[Code]
    no_debt: list[Code]
    paid_in_full: list[Code]
    on_time: list[Code] = []
    days_1_29: list[Code] = []
    days_30_59: list[Code] = []
    days_60_89: list[Code] = []
    days_90_119: list[Code] = []
    days_120_149: list[Code] = []
    days_150_or_more: list[Code] = []
    no_record: list[Code] = [""]

    @model_validator(mode="after")
    def _one_meaning(self) -> "Codes":
        codes = [code for name in type(self).model_fields for code in getattr(self, name)]
        _each_once(codes, "a code stands in one list")
        return self

    @property
    def statuses(self) -> dict[str, PaymentStatus]:
        """The lender's code -> the status that it means here."""
        return {
            code: status for name, status in STATUS_OF_LIST.items() for code in getattr(self, name)
        }


STATUS_OF_LIST = {
    "closed": PaymentStatus.PAID_OFF,
    "no_debt": PaymentStatus.NO_LOAN,
    "paid_in_full": PaymentStatus.PAST_DUE_1_29,
    "on_time": PaymentStatus.PAST_DUE_1_29,
    "days_1_29": PaymentStatus.PAST_DUE_1_29,
    "days_30_59": PaymentStatus.PAST_DUE_30_59,
    "days_60_89": PaymentStatus.PAST_DUE_60_89,
    "days_90_119": PaymentStatus.PAST_DUE_90_119,
    "days_120_149": PaymentStatus.PAST_DUE_120_149,
    "days_150_or_more": PaymentStatus.PAST_DUE_150_OR_WRITTEN_OFF,
}
"""What each list of codes becomes: a loan in use and not 30 days late is one status here."""


class Terms(_Strict):
    """What a credit earns and loses within the outcome's horizon, as shares of its exposure."""

    margin: float = Field(gt=0, lt=1)
    loss_given_default: float = Field(gt=0, le=1)


class Mapping(_Strict):
    """All that has to be known of another lender's file.

    Attributes:
        answers: this project's name of an answer -> column; all of them, or none.
    """

    name: str = Field(min_length=1)
    source: Source
    rows: WideRows | LongRows = Field(discriminator="layout")
    codes: Codes
    outcome: ColumnOutcome | MonthsOutcome | None = Field(None, discriminator="source")
    answers: dict[str, Column] = {}
    economics: Terms | None = None

    @field_validator("answers")
    @classmethod
    def _all_answers(cls, answers: dict[str, str]) -> dict[str, str]:
        odd = sorted(set(answers) ^ set(ANSWERED_FEATURES)) if answers else []
        if odd:
            raise ValueError(f"name all answers or none; too many or missing: {', '.join(odd)}")
        return answers

    @property
    def points(self) -> tuple[int, ...]:
        """The observation months, counted back from the newest."""
        return self.outcome.points if self.outcome else (0,)


def read_mapping(path: Path) -> Mapping:
    """Reads a mapping file.

    Raises:
        DataError: it is none; the text names each key and what to do about it.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(f"{path} cannot be read. Name a mapping file: MAPPING=file.toml") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not TOML: {error}.") from error
    try:
        return Mapping.model_validate(content)
    except ValidationError as error:
        faults = "\n".join(f"  {_tell(fault)}" for fault in error.errors())
        raise DataError(
            f"{path.name} cannot be used (see docs/other-lenders.md):\n{faults}"
        ) from None


def _tell(fault: Any) -> str:
    skipped = {"wide", "long", "column", "months"}
    parts = [
        str(part) for place, part in enumerate(fault["loc"]) if not (place == 1 and part in skipped)
    ]
    key = ".".join(parts) or "the file"
    advice = {
        "missing": "is missing: state it, with [] for a list where there is none",
        "extra_forbidden": "is no key of a mapping: take it out, or correct its name",
        "union_tag_not_found": f"needs the key {fault.get('ctx', {}).get('discriminator', '')}",
    }
    return f"{key}: {advice.get(fault['type']) or fault['msg'].removeprefix('Value error, ')}"


def _each_once(values: list[str], rule: str) -> list[str]:
    doubled = [value for value, count in Counter(values).items() if count > 1]
    if doubled:
        raise ValueError(f"{rule}: {', '.join(map(repr, doubled))} is there twice")
    return values
