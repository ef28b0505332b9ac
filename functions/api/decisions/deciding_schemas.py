"""Decisions over HTTP: what a person says, and what that means."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.applications.draft_schemas import (
    LEAST_AMOUNT_RUB,
    LEAST_MONTHS,
    MOST_AMOUNT_RUB,
    MOST_MONTHS,
    MOST_RATE,
)
from api.clients.profile_fields import ExternalId
from api.decisions.case_examples import (
    ID_EXAMPLE,
    MEANT_EXAMPLE,
    RATIONALE_EXAMPLE,
    SCORE_ID_EXAMPLE,
    SHA256_EXAMPLE,
)
from api.kit.fields import LargeId, PlainDate, amount_between
from core.applications.rules.states import ApplicationState
from core.decisions.case_records import DecisionMade
from core.decisions.rules.assessment import Finding
from core.decisions.rules.declining import MOST_DECLINE_REASONS
from core.decisions.rules.lending import LimitReason
from core.decisions.rules.vocabulary import (
    Outcome,
    OverrideDirection,
    OverrideReason,
    SecondBecause,
)
from core.kit.errors import Fault
from core.kit.patterns import TEXT_PATTERN

Sha256 = Annotated[str, Field(max_length=64, pattern="^[0-9a-f]{64}$")]
Code = Annotated[str, Field(min_length=1, max_length=40, pattern="^[A-Z0-9_]+$")]


class TermsRequest(BaseModel):
    """The terms of a counteroffer; the rate in percent a year."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"amount_rub": "200000.00", "term_months": 36, "annual_rate": "26.00"}
        },
    )

    amount_rub: amount_between(LEAST_AMOUNT_RUB, MOST_AMOUNT_RUB)  # type: ignore[valid-type]
    term_months: Annotated[int, Field(strict=True, ge=LEAST_MONTHS, le=MOST_MONTHS)]
    annual_rate: amount_between(0, MOST_RATE)  # type: ignore[valid-type]


class DecisionRequest(BaseModel):
    """What a person decides, and what that person has looked at.

    Attributes:
        terms: of a counteroffer, and of that alone.
        decline_reasons: of a decline: some of the case's `decline_codes`.
        override_reason: exactly where the outcome contradicts the recommendation.
        rationale: 30 characters or more there, and where a second person gives a case back.
        confirms: the first decision, where a second person decides.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "outcome": "approve",
                "override_reason": "income_confirmed",
                "rationale": RATIONALE_EXAMPLE,
                "score_id": SCORE_ID_EXAMPLE,
                "policy_version": "2026-11-28-4d1e77c0",
                "answers_sha256": SHA256_EXAMPLE,
            }
        },
    )

    outcome: Outcome
    terms: TermsRequest | None = None
    decline_reasons: Annotated[list[Code], Field(max_length=MOST_DECLINE_REASONS)] = []
    override_reason: OverrideReason | None = None
    rationale: Annotated[str | None, Field(max_length=2_000, pattern=TEXT_PATTERN)] = None
    score_id: UUID
    policy_version: Annotated[str, Field(max_length=40, pattern="^[0-9a-z-]+$")]
    answers_sha256: Sha256
    confirms: LargeId | None = None


class TermsAssessed(BaseModel):
    """What the policy says of the terms."""

    payment_rub: Decimal
    payment_to_income: float | None
    burden: float | None
    limit_rub: Decimal
    limit_reason: LimitReason
    expected_loss_rub: Decimal
    findings: list[Finding]


class DecisionMeant(BaseModel):
    """What a decision means.

    Attributes:
        decision: what is written, or in a preview what would be (its id is then of nothing); null
            while there are faults.
        state: of the application afterwards.
        second_because: why a second person signs; empty where one decides alone.
        faults: in a preview, what still keeps it from being written.
        said: what the policy says of the terms.
    """

    model_config = ConfigDict(json_schema_extra={"example": MEANT_EXAMPLE})

    decision: DecisionMade | None
    state: ApplicationState
    agrees: bool
    direction: OverrideDirection | None
    second_because: list[SecondBecause]
    faults: list[Fault]
    said: TermsAssessed


class OfferResponse(BaseModel):
    """The credit that was granted or offered; the rate in percent a year.

    Attributes:
        answer_by: until when a counteroffer may be accepted; null where nothing is waited for.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "outcome": "counteroffer",
                "amount_rub": "200000.00",
                "term_months": 36,
                "annual_rate": "26.00",
                "payment_rub": "8058.31",
                "decided_at": "2026-11-23T09:14:00Z",
                "answer_by": "2026-12-07T09:14:00Z",
            }
        }
    )

    outcome: Outcome
    amount_rub: Decimal
    term_months: int
    annual_rate: Decimal
    payment_rub: Decimal
    decided_at: datetime
    answer_by: datetime | None


class BookingRequest(BaseModel):
    """The credit that is made; without a date it begins today."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"issued_on": "2026-11-24", "external_id": "K-2026-118"}},
    )

    issued_on: PlainDate | None = None
    external_id: Annotated[
        ExternalId | None, Field(description="the lender's own number of the contract")
    ] = None


class BookedResponse(BaseModel):
    """The credit that was made, with the score at its origination."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "credit_id": 2207,
                "application_id": ID_EXAMPLE,
                "score_id": SCORE_ID_EXAMPLE,
                "issued_on": "2026-11-24",
            }
        }
    )

    credit_id: int
    application_id: UUID
    score_id: UUID
    issued_on: date
