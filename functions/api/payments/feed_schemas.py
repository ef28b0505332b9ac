"""A feed of payments over HTTP, and its answers row by row."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import MONTH_PATTERN, amount_between, first_day
from core.clients.payment_feed import Outcome, RowAnswer
from core.clients.rules.payment_rows import (
    FAULT_TEXTS,
    WARNING_TEXTS,
    GivenMonth,
    RowFault,
    RowWarning,
)
from core.kit.patterns import TEXT_PATTERN

ROWS_A_CALL = 1_000
LARGEST_AMOUNT = 999_999_999_999


class PaymentRow(BaseModel):
    """A month of a credit: its status, or the days past due it follows from (0-29 days: 0)."""

    model_config = ConfigDict(extra="forbid")

    contract: Annotated[str, Field(min_length=1, max_length=100, pattern=TEXT_PATTERN)]
    month: Annotated[str, Field(pattern=MONTH_PATTERN, max_length=7)]
    status: Annotated[str, Field(max_length=20, pattern=TEXT_PATTERN)] | None = None
    days_past_due: Annotated[int, Field(strict=True, ge=0, le=32_767)] | None = None
    amount_overdue: amount_between(0, LARGEST_AMOUNT) | None = None  # type: ignore[valid-type]

    def given(self) -> GivenMonth:
        """Returns the row as the rules read it."""
        overdue: Decimal | None = self.amount_overdue
        return GivenMonth(
            self.contract, first_day(self.month), self.status, self.days_past_due, overdue
        )


class PaymentsRequest(BaseModel):
    """Up to 1,000 months of credits; the same once more changes nothing."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "rows": [
                    {"contract": "K-2026-0017", "month": "2026-10", "status": "0"},
                    {
                        "contract": "K-2026-0018",
                        "month": "2026-10",
                        "days_past_due": 34,
                        "amount_overdue": "43772.50",
                    },
                ]
            }
        },
    )

    rows: Annotated[list[PaymentRow], Field(min_length=1, max_length=ROWS_A_CALL)]


class RowResponse(BaseModel):
    """What became of the row at this place; a refused one keeps no other back."""

    row: int
    outcome: Outcome
    code: RowFault | RowWarning | None
    message: str | None
    in_closed_month: bool

    @classmethod
    def of(cls, place: int, answer: RowAnswer, *, in_closed_month: bool) -> "RowResponse":
        """Renders an answer, with its fault or its warning."""
        message = None
        if answer.fault:
            message = FAULT_TEXTS[answer.fault]
        elif answer.warning:
            message = WARNING_TEXTS[answer.warning]
        return cls(
            row=place,
            outcome=answer.outcome,
            code=answer.fault or answer.warning,
            message=message,
            in_closed_month=in_closed_month,
        )


class PaymentsResponse(BaseModel):
    """What became of the rows, in their order, and the rescoring of the clients they touched."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "new": 1,
                "restated": 0,
                "unchanged": 0,
                "refused": 1,
                "rows": [
                    {
                        "row": 0,
                        "outcome": "new",
                        "code": None,
                        "message": None,
                        "in_closed_month": False,
                    },
                    {
                        "row": 1,
                        "outcome": "refused",
                        "code": "unknown_credit",
                        "message": FAULT_TEXTS[RowFault.UNKNOWN_CREDIT],
                        "in_closed_month": False,
                    },
                ],
                "batch_id": "01936d3c-7f5a-7cc0-8a33-0242ac120003",
            }
        }
    )

    new: int
    restated: int
    unchanged: int
    refused: int
    rows: list[RowResponse]
    batch_id: UUID | None
