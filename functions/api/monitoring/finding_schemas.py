"""What runs have found over HTTP: the newest run of a month, and lines over twelve months."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.monitoring.fairness_records import Fairness
from core.monitoring.outcome_records import Outcomes
from core.monitoring.rules.lights import Light
from core.monitoring.stability_records import Stability
from core.scores.rules.vocabulary import ModelName


@dataclass(frozen=True)
class PsiPoint:
    """The index of one distribution in one month."""

    month: date
    model: ModelName
    model_version: str
    name: str
    psi: float | None
    light: Light | None


@dataclass(frozen=True)
class OutcomePoint:
    """How well one cohort was foretold; the area and the slope are null of too few defaults."""

    month: date
    cohort: date
    model: ModelName
    model_version: str
    count: int
    defaults: int
    expected: float
    auc: float | None
    low: float | None
    high: float | None
    slope: float | None


@dataclass(frozen=True)
class StabilityResponse:
    """The population of a month; ``found`` is null as long as no run has looked at any.

    Attributes:
        months: that were run to the end, the newest first.
        line: of twelve months up to this one.
    """

    months: tuple[date, ...]
    run_id: int | None
    found: Stability | None
    line: tuple[PsiPoint, ...]


@dataclass(frozen=True)
class OutcomesResponse:
    """The cohort that has matured with a month; ``found`` is null as long as there is no run.

    Attributes:
        months: that were run to the end, the newest first.
        line: of the cohorts of twelve months up to this one.
    """

    months: tuple[date, ...]
    run_id: int | None
    found: Outcomes | None
    line: tuple[OutcomePoint, ...]


@dataclass(frozen=True)
class FairnessResponse:
    """Groups of a month; ``found`` is null as long as no run has looked at any.

    Attributes:
        months: that were run to the end, the newest first.
    """

    months: tuple[date, ...]
    run_id: int | None
    found: Fairness | None


STABILITY_EXAMPLE: dict[str, Any] = {
    "months": ["2026-11-01", "2026-10-01"],
    "run_id": 31,
    "found": {
        "month": "2026-11-01",
        "models": [
            {
                "model": "behavioural",
                "model_version": "2026-11-20-1c2d3e4f",
                "count": 4120,
                "sampled": 4120,
                "expected_people": 6434,
                "characteristics": [
                    {
                        "kind": "input",
                        "name": "credits_open",
                        "count": 4120,
                        "missing": 0,
                        "psi": 0.1211,
                        "p_value": 4.1e-9,
                        "critical_psi": 0.0031,
                        "light": "red",
                        "bins": [
                            {
                                "kind": "range",
                                "low": 1,
                                "high": 2,
                                "word": None,
                                "expected": 0.48025,
                                "count": 1402,
                                "share": 0.3403,
                                "contribution": 0.0482,
                            }
                        ],
                    }
                ],
                "log_odds_shift": 0.112,
                "shifts": [{"code": "CREDITS_OPEN", "log_odds": 0.094}],
                "concentration": 0.62,
                "concentration_before": 0.58,
                "concentration_p_value": 0.41,
            }
        ],
        "moved_down": 0.31,
        "moved_up": 0.28,
    },
    "line": [
        {
            "month": "2026-11-01",
            "model": "behavioural",
            "model_version": "2026-11-20-1c2d3e4f",
            "name": "credits_open",
            "psi": 0.1211,
            "light": "red",
        }
    ],
}
_ROW: dict[str, Any] = {
    "grades": ["C", "D"],
    "count": 388,
    "defaults": 41,
    "expected": 31.2,
    "mean_proba": 0.0804,
    "rate": 0.1057,
    "low": 0.0779,
    "high": 0.1393,
    "p_too_low": 0.041,
    "p_too_high": 0.959,
    "p_binomial": 0.048,
    "light": "green",
}
OUTCOMES_EXAMPLE: dict[str, Any] = {
    "months": ["2026-11-01"],
    "run_id": 31,
    "found": {
        "month": "2026-11-01",
        "cohort": "2025-11-01",
        "state": "matured",
        "grades": [
            {"grade": "C", "n": 320, "defaults": 19, "rate": 0.0594, "low": 0.0371, "high": 0.0893}
        ],
        "models": [
            {
                "model": "behavioural",
                "model_version": "2026-11-20-1c2d3e4f",
                "scored": 4310,
                "in_default": 21,
                "without_credit": 112,
                "unknown": 8,
                "overridden": 40,
                "backtest": {
                    "few_defaults": False,
                    "total": {**_ROW, "grades": ["A", "B", "C", "D"], "count": 4169},
                    "rows": [_ROW],
                    "points": [
                        {
                            "count": 417,
                            "defaults": 2,
                            "mean_proba": 0.0021,
                            "rate": 0.0048,
                            "low": 0.0010,
                            "high": 0.0152,
                        }
                    ],
                    "hosmer_lemeshow": {"value": 9.1, "p_value": 0.33, "degrees": 8},
                    "spiegelhalter": {"value": 0.42, "p_value": 0.337, "degrees": None},
                    "brier": 0.0096,
                    "slope": {
                        "slope": 0.97,
                        "intercept": 0.05,
                        "p_value": 0.71,
                        "light": "green",
                    },
                    "separation": {
                        "auc": 0.861,
                        "low": 0.802,
                        "high": 0.92,
                        "gini": 0.722,
                        "ks": 0.58,
                        "information_value": 1.9,
                        "initial": {
                            "auc": 0.8695,
                            "low": 0.8203,
                            "high": 0.916,
                            "protocol": "out_of_time",
                        },
                        "p_value": 0.41,
                        "light": "green",
                    },
                },
                "without_overrides": None,
            }
        ],
    },
    "line": [
        {
            "month": "2026-11-01",
            "cohort": "2025-11-01",
            "model": "behavioural",
            "model_version": "2026-11-20-1c2d3e4f",
            "count": 4169,
            "defaults": 44,
            "expected": 41.3,
            "auc": 0.861,
            "low": 0.802,
            "high": 0.92,
            "slope": 0.97,
        }
    ],
}
_SHARE = {"count": 902, "of": 1210, "share": 0.7455, "low": 0.7202, "high": 0.7692}
_OBSERVED = {"count": 14, "of": 1190, "share": 0.0118, "low": 0.007, "high": 0.0197}
_RATIO = {"value": 0.982, "low": 0.941, "high": 1.024}
FAIRNESS_EXAMPLE: dict[str, Any] = {
    "months": ["2026-11-01"],
    "run_id": 31,
    "found": {
        "month": "2026-11-01",
        "cohort": "2025-11-01",
        "fewest": 30,
        "groups": [
            {
                "attribute": "code_gender",
                "group": "F",
                "recommended": _SHARE,
                "decided": {"count": 61, "of": 80, "share": 0.7625, "low": 0.6586, "high": 0.8424},
                "expected": 12.4,
                "observed": {
                    "count": 14,
                    "of": 1190,
                    "share": 0.0118,
                    "low": 0.007,
                    "high": 0.0197,
                },
                "recommendation_ratio": _RATIO,
                "decision_ratio": {"value": 1.01, "low": 0.9, "high": 1.13},
                "discretion": 0.028,
            }
        ],
        "too_small": 1,
    },
}
