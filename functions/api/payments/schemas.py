"""Months of payments over HTTP; coverage, signatures and changes are shown as the core has them."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from core.clients.records import CoveredCredit, MonthClosing, MonthCoverage
from core.clients.rules.coverage_states import Hindrance
from core.kit.patterns import TEXT_PATTERN
from core.scores.records import MonthChange

COVERAGE_EXAMPLE: dict[str, Any] = {
    "month": "2026-10-01",
    "state": "counted",
    "counted_at": "2026-11-02T06:00:00Z",
    "expected": 1840,
    "present": 1836,
    "missing": 4,
    "unexpected": 2,
    "restated": 1,
    "after_closing": 0,
    "closing": "open",
}
CLOSING_EXAMPLE: dict[str, Any] = {
    "id": 3,
    "month": "2026-10-01",
    "signed_by": 5,
    "signed_name": "Смирнов Пётр",
    "signed_at": "2026-11-03T08:00:00Z",
    "statement": "The feed was compared with the ledger.",
    "expected": 1840,
    "present": 1836,
    "unexpected": 2,
    "restated": 1,
    "needs_second": False,
    "confirmed_by": None,
    "confirmed_name": None,
    "confirmed_at": None,
    "reopened_by": None,
    "reopened_name": None,
    "reopened_at": None,
    "reason": None,
}
COVERED_EXAMPLE: dict[str, Any] = {
    "credit_id": 17,
    "contract": "K-2026-0017",
    "client_id": 17,
    "first_name": "Анна",
    "last_name": "Иванова",
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "issued_on": "2026-03-14",
    "closed_on": None,
    "status": None,
    "status_before": None,
    "recorded_at": None,
    "after_closing": False,
}
CHANGE_EXAMPLE: dict[str, Any] = {
    "client_id": 17,
    "first_name": "Анна",
    "last_name": "Иванова",
    "status_before": "0",
    "status": "1",
    "points_before": 585,
    "points": 483,
    "grade_before": "B",
    "grade": "C",
    "decision_before": "approve",
    "decision": "review",
}

Sentence = Annotated[str, Field(min_length=1, max_length=500, pattern=TEXT_PATTERN)]
Figure = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class MonthsResponse(BaseModel):
    """Months, the newest first; go on with `before=next_before` unless it is null."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"items": [COVERAGE_EXAMPLE], "next_before": "2026-10-01"}}
    )

    items: list[MonthCoverage]
    next_before: date | None


class MonthResponse(BaseModel):
    """A month with its signatures, the latest first.

    Attributes:
        enough_percent: present of the expected, from which on one signature closes the month.
        needs_second: whether less is present, so that a second person has to confirm.
        hindrance: why it cannot be signed now; null where it can.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "coverage": COVERAGE_EXAMPLE,
                "closings": [CLOSING_EXAMPLE],
                "enough_percent": 99,
                "needs_second": False,
                "hindrance": None,
            }
        }
    )

    coverage: MonthCoverage
    closings: list[MonthClosing]
    enough_percent: float
    needs_second: bool
    hindrance: Hindrance | None


class CreditsResponse(BaseModel):
    """Credits that stand out; a page may be empty and yet not the last.

    Go on with `after=next_after` unless it is null.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"items": [COVERED_EXAMPLE], "next_after": None}}
    )

    items: list[CoveredCredit]
    next_after: int | None


class ClosingRequest(BaseModel):
    """The figures that were seen, and what their signer says."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "expected": 1840,
                "present": 1836,
                "unexpected": 2,
                "restated": 1,
                "statement": "The feed was compared with the ledger.",
            }
        },
    )

    expected: Figure
    present: Figure
    unexpected: Figure
    restated: Figure
    statement: Sentence


class ReopeningRequest(BaseModel):
    """Why a closing is taken back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"reason": "The ledger corrected 40 credits."}},
    )

    reason: Sentence


class MonthChangesResponse(BaseModel):
    """Own clients with whom something changed, the gravest first.

    Go on with `after=next_after` unless it is null.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"month": "2026-10-01", "items": [CHANGE_EXAMPLE], "next_after": None}
        }
    )

    month: date
    items: list[MonthChange]
    next_after: str | None
