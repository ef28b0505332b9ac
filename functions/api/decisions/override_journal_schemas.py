"""The override journal over HTTP: how often people decide against the recommendation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from core.decisions.override_records import (
    BandRates,
    Funnel,
    LowSideOutcomes,
    MonthRates,
    Ranking,
    Rates,
    ReasonCount,
)


def _share(count: int, of: int, low: float, high: float) -> dict[str, Any]:
    return {"count": count, "of": of, "share": count / of, "low": low, "high": high}


_RATES = {
    "all": _share(31, 620, 0.0354, 0.0701),
    "low_side": _share(18, 240, 0.048, 0.1154),
    "high_side": _share(13, 250, 0.0306, 0.0869),
    "other_reason": _share(4, 31, 0.0513, 0.2885),
}
SUMMARY_EXAMPLE: dict[str, Any] = {
    "since": "2025-12-01",
    "until": "2026-12-01",
    "lines": {"all": 0.05, "low_side_from": 0.03, "low_side_to": 0.1, "high_side": 0.05},
    "total": _RATES,
    "months": [{"month": "2026-11-01", "rates": _RATES}],
    "bands": [{"grade": "B", "rates": _RATES}],
    "reasons": [{"reason": "income_confirmed", "low_side": 11, "high_side": 0}],
    "funnel": {
        "share": 0.05,
        "points": [
            {
                "actor_id": 8,
                "actor_name": "Волкова Ольга",
                "is_own": False,
                "overrides": 31,
                "decided": 620,
                "standing": "within",
            }
        ],
        "limits": [
            {
                "decided": 620,
                "low_95": 0.034,
                "high_95": 0.0682,
                "low_998": 0.0258,
                "high_998": 0.0796,
            }
        ],
    },
    "low_side_outcomes": {
        "matured": 210,
        "defaulted": 41,
        "expected": 30.2,
        "p": 0.018,
        "verdict": "worse",
    },
    "ranking": {
        "matured": 2210,
        "defaulted": 96,
        "moved": 210,
        "model_auc": 0.71,
        "final_auc": 0.695,
        "difference": -0.015,
        "low": -0.031,
        "high": 0.001,
        "verdict": "no_difference",
    },
}
OVERRIDE_EXAMPLE: dict[str, Any] = {
    "id": 71,
    "decided_at": "2026-11-23T09:00:00Z",
    "application_id": "01936d3c-7f5a-7cc0-8a33-0242ac120004",
    "number": 1042,
    "proba": 0.151,
    "grade": "D",
    "recommendation": "decline",
    "outcome": "approve",
    "direction": "low_side",
    "override_reason": "income_confirmed",
    "rationale": "The employer has confirmed a higher salary in writing.",
    "amount_rub": "300000.00",
    "actor_id": 8,
    "actor_name": "Волкова Ольга",
    "second_name": None,
    "course": "too_early",
}


@dataclass(frozen=True)
class Lines:
    """Shares that many lenders look at twice: conventions, and no law."""

    all: float = 0.05
    low_side_from: float = 0.03
    low_side_to: float = 0.1
    high_side: float = 0.05


class OverrideSummary(BaseModel):
    """What people decided against the recommendation in a period, and what became of it.

    Attributes:
        until: the first day that is not in it.
        low_side_outcomes, ranking: of the latest credits that are twelve months old, whatever the
            period. Of who was declined nobody knows an outcome.
    """

    model_config = ConfigDict(json_schema_extra={"example": SUMMARY_EXAMPLE})

    since: date
    until: date
    lines: Lines
    total: Rates
    months: list[MonthRates]
    bands: list[BandRates]
    reasons: list[ReasonCount]
    funnel: Funnel
    low_side_outcomes: LowSideOutcomes
    ranking: Ranking
