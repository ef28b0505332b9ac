"""What one seeded person looks like, whether generated or read from files."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from core.features import QUESTIONNAIRE, build_features
from core.vocabulary import PaymentStatus


class Month(BaseModel):
    """One month of a payment history."""

    months_ago: Annotated[int, Field(ge=0, le=600)]
    status: PaymentStatus


class CreditRecord(BaseModel):
    """The credit of a seeded client."""

    amount_total: Annotated[Decimal, Field(gt=0, le=3_000_000)]
    annual_rate: Annotated[Decimal, Field(ge=0, le=100)]
    issued_at: date
    term_months: Annotated[int, Field(ge=1, le=480)]
    payment_history: list[Month]


class Applicant(BaseModel):
    """A payment history, and the 16 questionnaire answers as further fields."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    payment_history: Annotated[list[Month], Field(min_length=1)]

    def answers(self) -> dict[str, Any]:
        """Returns the questionnaire answers, checked by the one feature builder.

        Raises:
            ImpossibleFeaturesError: they cannot belong to a person.
        """
        return checked_answers(self.model_extra or {})


class Person(BaseModel):
    """A client: name, login, credit, and the 16 questionnaire answers as further fields."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    login: str
    first_name: str
    last_name: str
    credit: CreditRecord

    def answers(self) -> dict[str, Any]:
        """Returns the questionnaire answers, as ``Applicant.answers`` does."""
        return checked_answers(self.model_extra or {})


def checked_answers(given: dict[str, Any]) -> dict[str, Any]:
    """Returns the 16 answers among these fields.

    Raises:
        ImpossibleFeaturesError: they cannot belong to a person.
    """
    build_features(given)
    return {name: given[name] for name in QUESTIONNAIRE}
