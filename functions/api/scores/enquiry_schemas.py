"""An enquiry over HTTP: the answers and the months of somebody who is not stored."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.clients.schemas import ANSWERS_EXAMPLE, QuestionnaireRequest
from api.kit.fields import PlainDate
from api.scores.schemas import SCORE_EXAMPLE
from core.clients.rules.contradictions import Doubt
from core.clients.rules.history import LONGEST_HISTORY_MONTHS, Months, PaymentStatus, month_number

MOST_CREDITS = 50
ENQUIRY_SCORE_EXAMPLE: dict[str, Any] = {
    **SCORE_EXAMPLE,
    "client_id": None,
    "enquiry_id": "01936d3c-7f5a-7cc0-8a33-0242ac120004",
}


def _first_of_month(day: date) -> date:
    if day.day != 1:
        raise PydanticCustomError("first_of_month", "Write the first day of the month")
    return day


class MonthTold(BaseModel):
    """A month of a credit: X no loan, C paid off, 0 = 1-29 days past due ... 5 = 150 or more."""

    model_config = ConfigDict(extra="forbid")

    month: Annotated[PlainDate, AfterValidator(_first_of_month), Field(description="its first day")]
    status: PaymentStatus


class CreditTold(BaseModel):
    """The payments of one credit by month, in any order, none twice and none in the future."""

    model_config = ConfigDict(extra="forbid")

    months: Annotated[list[MonthTold], Field(max_length=LONGEST_HISTORY_MONTHS)]

    def in_order(self) -> Months:
        """Returns the months newest first, as the models read them."""
        told = sorted(self.months, key=lambda one: one.month, reverse=True)
        return Months(
            [month_number(one.month) for one in told], "".join(one.status for one in told)
        )


class EnquiryRequest(BaseModel):
    """Somebody who is not stored: the questionnaire, and other credits as far as they are known.

    Without any month there is not enough to tell: the grade is `unknown` then.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "answers": ANSWERS_EXAMPLE,
                "credits": [
                    {
                        "months": [
                            {"month": "2026-11-01", "status": "0"},
                            {"month": "2026-10-01", "status": "C"},
                        ]
                    }
                ],
            }
        },
    )

    answers: QuestionnaireRequest  # type: ignore[valid-type]
    credits: Annotated[list[CreditTold], Field(max_length=MOST_CREDITS)] = []
    confirm: Annotated[
        list[Doubt],
        Field(
            max_length=len(Doubt),
            description="codes of `unconfirmed_answers` that were looked at and are so",
        ),
    ] = []
