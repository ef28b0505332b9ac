"""The portfolio over HTTP."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from core.monitoring.portfolio_records import (
    CutOff,
    GradeMove,
    GradeRow,
    MoveSums,
    PastDueBucket,
    PointsBin,
    PortfolioMonth,
    Vintage,
)

_SHARE = {"count": 41, "of": 1_510, "share": 0.0272, "low": 0.0201, "high": 0.0366}
SUMMARY_EXAMPLE: dict[str, Any] = {
    "month": "2026-10-01",
    "months": ["2026-10-01", "2026-09-01"],
    "loss_given_default": 0.45,
    "policy_version": "2026-11-28-3f2a91",
    "cohort": "2025-10-01",
    "history": [
        {
            "month": "2026-10-01",
            "clients": 1_510,
            "outstanding_rub": "214300500.00",
            "rated": 1_502,
            "mean_proba": 0.0061,
            "expected_loss_rub": "588300.12",
            "late_30": 14,
            "late_30_rub": "1804000.00",
            "in_review": 22,
        }
    ],
    "grades": [
        {
            "grade": "A",
            "clients": 722,
            "clients_before": 718,
            "share": 0.4781,
            "outstanding_rub": "98200000.00",
            "mean_proba": 0.0004,
            "expected_loss_rub": "17676.00",
            "observed": {
                "clients": 690,
                "defaulted": 1,
                "rate": 0.0014,
                "low": 0.0002,
                "high": 0.0068,
            },
        }
    ],
    "points": [{"points_from": 650, "model": "behavioural", "clients": 148}],
    "cut_offs": [
        {
            "model": None,
            "amount_from_rub": 0,
            "approve_from_points": 450,
            "decline_below_points": 300,
        }
    ],
    "past_due": [
        {"month": "2026-10-01", "status": "0", "clients": 1_190, "outstanding_rub": "209000000.00"}
    ],
}
MIGRATION_EXAMPLE: dict[str, Any] = {
    "month": "2026-10-01",
    "before": "2026-09-01",
    "sums": {"up": 61, "down": 48, "same": 1_389, "other": 0, "new": 12, "gone": 3},
    "moves": [{"grade_before": "B", "grade": "C", "clients": 17, "row_share": 0.0581}],
}
VINTAGES_EXAMPLE: dict[str, Any] = {
    "month": "2026-10-01",
    "vintages": [
        {
            "issued_half": "2025-01-01",
            "ages": [{"months_on_book": 12, "ever_30": _SHARE, "ever_90": _SHARE}],
        }
    ],
}
CLIENT_EXAMPLE: dict[str, Any] = {
    "client_id": 17,
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "manager_id": 1,
    "is_active": True,
    "issued_year": 2024,
    "status": "0",
    "outstanding_rub": "182400.00",
    "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
    "scored_on": "2026-10-20",
    "proba": 0.0091,
    "points": 507,
    "grade": "D",
    "grade_before": "C",
    "decision": "approve",
    "model": "behavioural",
}


class PortfolioSummary(BaseModel):
    """The portfolio at the end of a month, beside the months before.

    Attributes:
        month: null as long as no month was counted: ask for a run.
        months: all that were counted, the newest first.
        loss_given_default: of the policy in force.
        cohort: the month whose clients the observed defaults are of; null as long as none is old
            enough.
        history: this month and the eleven before it, as far as they were counted; the oldest first.
        grades: from the best to the worst, then `default`, `unknown`, and null for no score.
        points: in bins of 25.
    """

    model_config = ConfigDict(json_schema_extra={"example": SUMMARY_EXAMPLE})

    month: date | None
    months: list[date]
    loss_given_default: float
    policy_version: str
    cohort: date | None
    history: list[PortfolioMonth]
    grades: list[GradeRow]
    points: list[PointsBin]
    cut_offs: list[CutOff]
    past_due: list[PastDueBucket]


class Migration(BaseModel):
    """How many clients went from which grade to which between the month before and this one.

    Attributes:
        month: null as long as no month was counted.
        before: the month before it.
    """

    model_config = ConfigDict(json_schema_extra={"example": MIGRATION_EXAMPLE})

    month: date | None
    before: date | None
    sums: MoveSums
    moves: list[GradeMove]


class Vintages(BaseModel):
    """Credits by half-year of issue: how many were ever 30 and 90 days late, by age."""

    model_config = ConfigDict(json_schema_extra={"example": VINTAGES_EXAMPLE})

    month: date | None
    vintages: list[Vintage]
