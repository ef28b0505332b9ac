"""Examples of cases and decisions, for the OpenAPI document."""

from typing import Any

from api.applications.schemas import APPLICATION_EXAMPLE, LIKE_EXAMPLE
from api.clients.schemas import CREDIT_EXAMPLE
from api.scores.schemas import SCORE_EXAMPLE

SHA256_EXAMPLE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ID_EXAMPLE = "01936d3c-7f5a-7cc0-8a33-0242ac120004"
SCORE_ID_EXAMPLE = "01936d3c-8f5a-7cc0-8a33-0242ac120005"
RATIONALE_EXAMPLE = "The employer has confirmed the income in writing."
MADE_EXAMPLE: dict[str, Any] = {
    "id": 71,
    "application_id": ID_EXAMPLE,
    "sequence": 1,
    "score_id": SCORE_ID_EXAMPLE,
    "model": "behavioural",
    "model_version": "2026-11-20-1b2c3d4e",
    "policy_version": "2026-11-28-4d1e77c0",
    "policy_sha256": SHA256_EXAMPLE,
    "approve_below": 0.019937,
    "decline_from": 0.139963,
    "proba": 0.021,
    "recommendation": "decline",
    "outcome": "approve",
    "amount_rub": "300000.00",
    "term_months": 24,
    "annual_rate": "24.00",
    "decline_reasons": [],
    "override_reason": "income_confirmed",
    "rationale": RATIONALE_EXAMPLE,
    "actor_id": 8,
    "actor_name": "Волкова Ольга",
    "needs_second": True,
    "confirms": None,
    "first_actor_id": None,
    "is_final": False,
    "answers_sha256": SHA256_EXAMPLE,
    "seconds_spent": 540,
    "decided_at": "2026-11-23T09:14:00Z",
    "agrees": False,
    "direction": "low_side",
}
MEANT_EXAMPLE: dict[str, Any] = {
    "decision": MADE_EXAMPLE,
    "state": "second_review",
    "agrees": False,
    "direction": "low_side",
    "second_because": ["knock_out"],
    "faults": [],
    "said": {
        "payment_rub": "15861.36",
        "payment_to_income": 0.21,
        "burden": 0.87,
        "limit_rub": "0.00",
        "limit_reason": "DECLINED",
        "expected_loss_rub": "2835.00",
        "findings": [
            {"rule": "BURDEN_TOO_HIGH", "value": 0.87, "limit": 0.8, "outcome": "decline"}
        ],
    },
}
OWN_EXAMPLE: dict[str, Any] = {
    "id": 71,
    "application_id": ID_EXAMPLE,
    "number": 1042,
    "last_name": "Иванова",
    "first_name": "Анна",
    "decided_at": "2026-11-23T09:14:00Z",
    "recommendation": "decline",
    "outcome": "approve",
    "amount_rub": "300000.00",
    "agrees": False,
    "direction": "low_side",
    "override_reason": "income_confirmed",
    "needs_second": True,
    "confirms": None,
    "returned": False,
    "seconds_spent": 540,
}
FIGURES_EXAMPLE: dict[str, Any] = {
    "since": "2026-10-24T00:00:00+03:00",
    "decided": 120,
    "approved": 80,
    "counteroffers": 12,
    "declined": 28,
    "second": 9,
    "overrides": 6,
    "override_share": 0.08,
    "returned": 1,
    "median_seconds": 480,
}
SUMMARY_EXAMPLE: dict[str, Any] = {
    "application_id": ID_EXAMPLE,
    "number": 1042,
    "state": "in_review",
    "last_name": "Иванова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "amount_rub": "300000.00",
    "term_months": 24,
    "purpose": "consumer",
    "proba": 0.031,
    "points": 417,
    "grade": "D",
    "model": "thin_file",
    "recommendation": "review",
    "distance_points": -35,
    "reason": "MODEL_TELLS_LITTLE",
    "expected_loss_rub": "4185.00",
    "opened_at": "2026-11-23T09:00:00Z",
    "due_at": "2026-11-23T13:00:00Z",
    "is_late": False,
    "waiting_since": None,
    "closed_at": None,
    "manager_id": 3,
    "manager_name": "Смирнов Пётр",
    "assignee_id": 8,
    "assignee_name": "Волкова Ольга",
    "leased_until": "2026-11-23T09:20:00Z",
    "is_objection": False,
    "outcome": None,
}
CASE_EXAMPLE: dict[str, Any] = {
    "application_id": ID_EXAMPLE,
    "opened_at": "2026-11-23T09:00:00Z",
    "due_at": "2026-11-23T13:00:00Z",
    "is_late": False,
    "waiting_since": None,
    "assignee_id": 8,
    "assignee_name": "Волкова Ольга",
    "leased_until": "2026-11-23T09:20:00Z",
    "held": True,
    "taken_at": "2026-11-23T09:05:00Z",
    "not_for_id": None,
    "is_objection": False,
    "needs_second": False,
    "first_actor_id": None,
    "closed_at": None,
    "answer_by": None,
}
COUNTS_EXAMPLE: dict[str, Any] = {
    "most": 1000,
    "mine": 4,
    "unassigned": 31,
    "late": 6,
    "waiting": 3,
    "second": 2,
    "decided_today": 18,
    "median_seconds": 540,
}
RECOMMENDATION_EXAMPLE: dict[str, Any] = {
    "application_id": ID_EXAMPLE,
    "score_id": SCORE_ID_EXAMPLE,
    "policy_version": "2026-11-28-4d1e77c0",
    "policy_sha256": SHA256_EXAMPLE,
    "decision": "decline",
    "by_cut_offs": "review",
    "approve_below": 0.019937,
    "decline_from": 0.139963,
    "findings": MEANT_EXAMPLE["said"]["findings"],
    "amount_rub": "300000.00",
    "term_months": 24,
    "annual_rate": "24.00",
    "payment_rub": "15861.36",
    "payment_to_income": 0.21,
    "burden": 0.87,
    "limit_rub": "0.00",
    "limit_reason": "DECLINED",
    "expected_loss_rub": "2835.00",
    "answers_sha256": SHA256_EXAMPLE,
    "made_at": "2026-11-23T09:00:00Z",
    "approve_from_points": 450,
    "decline_below_points": 300,
}
_SOME = {"count": 41, "of": 52, "share": 0.788, "low": 0.66, "high": 0.877}
_NONE = {"count": 0, "of": 0, "share": None, "low": None, "high": None}
PRECEDENTS_EXAMPLE: dict[str, Any] = {
    "least": 30,
    "band": {"grade": "D", "agreed": _SOME, "defaulted": _NONE, "enough": True},
    "similar": {
        "points_from": 392,
        "points_to": 442,
        "approved": _SOME,
        "defaulted": _NONE,
        "enough": True,
    },
}
CARD_EXAMPLE: dict[str, Any] = {
    "case": CASE_EXAMPLE,
    "hindrance": None,
    "application": {**APPLICATION_EXAMPLE, "state": "in_review", "client_id": 17},
    "changed": [
        {
            "field": "amt_income_total",
            "before": "720000.00",
            "now": "1140000.00",
            "changed_at": "2026-11-23T08:59:00Z",
            "changed_by": "Смирнов Пётр",
        }
    ],
    "duplicates": [LIKE_EXAMPLE],
    "earlier": [
        {
            "id": "01936d3c-1f5a-7cc0-8a33-0242ac120001",
            "number": 871,
            "state": "declined",
            "amount_rub": "150000.00",
            "term_months": 12,
            "created_at": "2026-05-14T10:00:00Z",
            "decided_at": "2026-05-14T12:20:00Z",
        }
    ],
    "credits": [CREDIT_EXAMPLE],
    "score": SCORE_EXAMPLE,
    "recommendation": RECOMMENDATION_EXAMPLE,
    "precedents": PRECEDENTS_EXAMPLE,
    "declined_by": "knock_out",
    "decline_codes": ["BURDEN_TOO_HIGH"],
    "authorities": {
        "alone_up_to_rub": 1000000,
        "alone_up_to_expected_loss_rub": 50000,
        "second_against_knock_out": True,
        "never_overridden": ["IN_DEFAULT", "TOO_YOUNG"],
        "score_age_hours": 24,
    },
    "decisions": [],
    "first": None,
    "timeline": [
        {
            "at": "2026-11-23T09:00:00Z",
            "kind": "step",
            "actor_name": "Иванова Анна",
            "from_state": "scored",
            "to_state": "in_review",
            "note": "The score is there.",
            "points": None,
            "grade": None,
            "outcome": None,
        }
    ],
}
