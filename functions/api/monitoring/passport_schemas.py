"""Passports of scores over HTTP."""

from dataclasses import asdict
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from core.kit.versions import hash_content
from core.monitoring.passport_records import Passport

PASSPORT_EXAMPLE: dict[str, Any] = {
    "sha256": "5b" + "0" * 62,
    "names": {"3": "Петрова Анна", "7": "Орлов Пётр"},
    "passport": {
        "origin": {
            "score_id": "01936d3c-7f5a-7cc0-8a33-0242ac120002",
            "client_id": 17,
            "enquiry_id": None,
            "requested_by": 3,
            "requested_at": "2026-11-23T09:00:00.000000+00:00",
            "scored_at": "2026-11-23T09:00:00.050000+00:00",
            "as_of": "2026-11-23",
        },
        "inputs": {
            "features": {"code_gender": "F", "latest_status": 1.0},
            "features_sha256": "a1" + "0" * 62,
            "feature_code_sha256": "c4" + "0" * 62,
        },
        "artifact": {
            "model": "behavioural",
            "model_version": "2026-11-23-9f2c41ab",
            "model_sha256": "9f2c41ab" + "0" * 56,
            "files": {"behavioural.cbm": "47" + "0" * 62},
            "calibration": {"kind": "sigmoid", "slope": 0.995, "intercept": -0.224},
            "calibration_code_sha256": "d5" + "0" * 62,
            "reason_code_sha256": "e6" + "0" * 62,
            "packages": {"catboost": "1.2.10", "numpy": "2.2.6"},
        },
        "result": {
            "proba": 0.0031,
            "points": 585,
            "grade": "B",
            "raw_score": -5.576,
            "log_odds": -5.773,
            "base": -5.079,
            "contributions": {"CREDITS_PAID_OFF": -0.31, "DELAYS": -0.187},
            "reasons": [
                {
                    "code": "CREDITS_PAID_OFF",
                    "direction": "lowers_risk",
                    "contribution": -0.31,
                    "text_ru": "Погашено кредитов за два года: 2",
                    "text_en": "Credits paid off in two years: 2",
                }
            ],
            "challengers": {"scorecard": 0.0042},
        },
        "policy": {
            "version": "2026-11-23-4d1e77c0",
            "sha256": "4d1e77c0" + "0" * 56,
            "decision": "approve",
            "approve_below": 0.010069,
            "decline_from": 0.04,
            "to_approve_points": 85,
            "to_decline_points": 187,
            "to_approve_log_odds": 1.185,
            "to_decline_log_odds": 2.595,
            "redecided": None,
            "redecided_by": None,
        },
        "recommendations": [],
        "decisions": [],
        "notices": [],
        "later": [{"month": "2026-12-01", "status": "0"}],
    },
}


class PassportResponse(BaseModel):
    """A passport, and the SHA-256 of its canonical JSON.

    Canonical is: keys sorted, no spaces, UTF-8, numbers as Python's `json` writes them. The names
    of people whom the passport knows by their ids are those of today, and not in the hash.
    """

    model_config = ConfigDict(json_schema_extra={"example": PASSPORT_EXAMPLE})

    sha256: str
    names: dict[str, str]
    passport: Passport

    @classmethod
    def of(cls, passport: Passport, names: dict[str, str]) -> Self:
        """Renders a passport."""
        return cls(sha256=hash_content(asdict(passport)), names=names, passport=passport)
