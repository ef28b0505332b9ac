"""What-if over HTTP: what to change, and what the model and the policy say before and after."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.applications.draft_schemas import (
    LEAST_AMOUNT_RUB,
    LEAST_MONTHS,
    MOST_AMOUNT_RUB,
    MOST_MONTHS,
    MOST_RATE,
    AnswersDraft,
)
from api.kit.fields import amount_between
from api.scores.enquiry_schemas import MOST_CREDITS, CreditTold
from api.scores.schemas import ReasonResponse
from core.decisions.rules.assessment import Finding
from core.decisions.rules.lending import LimitReason
from core.decisions.rules.scenarios import MOST_MONTHS as MOST_MONTHS_AHEAD
from core.decisions.rules.scenarios import Scenario
from core.scores.rules.vocabulary import Decision, ModelName

LENDING_EXAMPLE: dict[str, Any] = {
    "amount_rub": "300000.00",
    "term_months": 24,
    "annual_rate": "24.00",
    "payment_rub": "15861.33",
    "payment_to_income": 0.3172,
    "burden": 0.5213,
    "limit_rub": "450000.00",
    "limit_reason": "INCOME_MULTIPLE",
    "approve_below": 0.019937,
    "decline_from": 0.139963,
    "expected_loss_rub": "1282.50",
}
FORECAST_EXAMPLE: dict[str, Any] = {
    "as_of": "2026-11-23",
    "proba": 0.0095,
    "points": 504,
    "grade": "B",
    "model": "behavioural",
    "decision": "approve",
    "reasons": [],
    "findings": [],
    "lending": LENDING_EXAMPLE,
}
WORSE_EXAMPLE: dict[str, Any] = {
    **FORECAST_EXAMPLE,
    "as_of": "2026-12-23",
    "proba": 0.0513,
    "points": 379,
    "grade": "D",
    "decision": "review",
    "reasons": [
        {
            "code": "LATE_30_NOW",
            "direction": "raises_risk",
            "contribution": None,
            "actionable": True,
            "text_ru": "Сейчас есть просрочка от 30 дней",
            "text_en": "A payment is 30 days late or more now",
        }
    ],
    "findings": [{"rule": "LATE_30_NOW", "value": None, "limit": None, "outcome": "review"}],
}


class ScenarioTried(BaseModel):
    """The next months of all open credits.

    `on_time`: each is paid in time; who is late catches nothing up. `late`: nothing is paid, so the
    first month is 30 days late and each further one 30 days more.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Scenario
    months: Annotated[int, Field(strict=True, ge=1, le=MOST_MONTHS_AHEAD)]


class WantedTried(BaseModel):
    """What to change of the credit that is wanted; the rate in percent a year."""

    model_config = ConfigDict(extra="forbid")

    amount_rub: amount_between(LEAST_AMOUNT_RUB, MOST_AMOUNT_RUB) | None = None  # type: ignore[valid-type]
    term_months: Annotated[int, Field(strict=True, ge=LEAST_MONTHS, le=MOST_MONTHS)] | None = None
    annual_rate: amount_between(0, MOST_RATE) | None = None  # type: ignore[valid-type]


class WhatIfRequest(BaseModel):
    """What to change; what is not named stays as it is known.

    Attributes:
        scenario: what the next months are like.
        credits: all credits with their months, in place of those on record.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "answers": {"amt_income_total": "600000.00"},
                "scenario": {"kind": "on_time", "months": 3},
                "wanted": {"amount_rub": "250000.00"},
            }
        },
    )

    answers: AnswersDraft | None = None  # type: ignore[valid-type]
    scenario: ScenarioTried | None = None
    credits: Annotated[list[CreditTold] | None, Field(max_length=MOST_CREDITS)] = None
    wanted: WantedTried | None = None

    @model_validator(mode="after")
    def _one_course(self) -> Self:
        if self.scenario and self.credits is not None:
            raise PydanticCustomError(
                "one_course", "Send either a scenario or the months of all credits"
            )
        return self


class Lending(BaseModel):
    """What the policy says of the credit that is wanted.

    Attributes:
        payment_rub: a month.
        payment_to_income: its share of the monthly income; null without an income.
        burden: the same of all payments.
        limit_rub: the largest amount, for this term and rate, and what keeps it from being larger.
        approve_below, decline_from: the cut-offs for this amount, as probabilities of default.
        expected_loss_rub: PD x LGD x amount.
    """

    model_config = ConfigDict(json_schema_extra={"example": LENDING_EXAMPLE})

    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal
    payment_rub: Decimal
    payment_to_income: float | None
    burden: float | None
    limit_rub: Decimal
    limit_reason: LimitReason
    approve_below: float
    decline_from: float
    expected_loss_rub: Decimal


class Forecast(BaseModel):
    """What the model and the policy say of somebody as of a day that may lie ahead.

    Attributes:
        points: null where the grade is `unknown`.
        model: null where no model is asked, because the person has defaulted.
        findings: the rules that fired with what they saw, the gravest first.
        lending: null where no credit is wanted.
    """

    model_config = ConfigDict(json_schema_extra={"example": FORECAST_EXAMPLE})

    as_of: date
    proba: float
    points: int | None
    grade: str
    model: ModelName | None
    decision: Decision
    reasons: list[ReasonResponse]
    findings: list[Finding]
    lending: Lending | None


class WhatIfResponse(BaseModel):
    """What would be.

    Attributes:
        changed: the fields that the request changes, like `answers.amt_income_total`, `scenario`,
            `credits` or `wanted.amount_rub`; one that says what is known already is not there.
        ignored: those of them that the model in charge does not read. The credit that is wanted is
            never among them: no model reads it, the policy does.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "before": FORECAST_EXAMPLE,
                "after": WORSE_EXAMPLE,
                "changed": ["answers.amt_income_total", "scenario"],
                "ignored": ["answers.amt_income_total"],
                "model_version": "2026-11-23-9f2c41ab",
                "policy_version": "2026-11-23-4d1e77c0",
            }
        }
    )

    before: Forecast
    after: Forecast
    changed: list[str]
    ignored: list[str]
    model_version: str
    policy_version: str
