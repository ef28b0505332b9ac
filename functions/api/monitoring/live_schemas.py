"""The live panel over HTTP."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from core.monitoring.live_records import Discrimination, LiveEconomics, LiveRow
from core.monitoring.rules.vocabulary import LiveBy


def _figure(value: float | None, n: int, *interval: float, missing: str | None = None) -> Any:
    low, high = interval or (None, None)
    return {"value": value, "n": n, "low": low, "high": high, "missing": missing}


LIVE_EXAMPLE: dict[str, Any] = {
    "month": "2026-10-01",
    "is_present": False,
    "months": ["2026-10-01", "2026-09-01"],
    "by": "month",
    "economics": {"loss_given_default": 0.45, "interest_rate": 0.16, "funding_rate": 0.08},
    "discrimination": [
        {
            "cohort": "2025-10-01",
            "model": "behavioural",
            "model_version": "2026-11-20-1f0c3a",
            "clients": 1_402,
            "defaulted": 31,
            "auc": 0.861,
            "low": 0.802,
            "high": 0.92,
            "gini": 0.722,
        }
    ],
    "rows": [
        {
            "month": "2026-10-01",
            "grade": None,
            "manager_id": None,
            "manager_name": None,
            "approved_by_people": _figure(0.71, 240, 0.65, 0.763),
            "approved_by_policy": _figure(0.68, 240, 0.6184, 0.7355),
            "overrides": _figure(0.05, 240, 0.0288, 0.0853),
            "case_minutes": _figure(11.5, 240),
            "expected_loss_rub": _figure(588300.12, 1_510),
            "cost_of_risk": _figure(0.0027, 1_510),
            "realised_cost_of_risk": _figure(0.0034, 1_498),
            "net_interest_income_rub": _figure(17100000.0, 1_502),
            "score_seconds": _figure(0.41, 812),
            "with_reasons": _figure(1.0, 812, 0.9953, 1.0),
            "out_of_date": _figure(None, 0, missing="not_counted"),
        }
    ],
    "next": None,
}


class LivePanel(BaseModel):
    """What the business looks at: each figure with what it was counted of.

    Attributes:
        month: the newest in the rows; it is the present one as long as `is_present`.
        months: that can be asked for, the newest first: the present one and all that were counted.
        discrimination: by version of a model; empty as long as no cohort is old enough.
        next: goes into `after`, where there are more managers.
    """

    model_config = ConfigDict(json_schema_extra={"example": LIVE_EXAMPLE})

    month: date
    is_present: bool
    months: list[date]
    by: LiveBy
    economics: LiveEconomics
    discrimination: list[Discrimination]
    rows: list[LiveRow]
    next: str | None
