"""Comparisons of two bundles over HTTP."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from api.kit.fields import LargeId
from api.models.access import VERSION_EXAMPLE
from api.models.schemas import OTHER_VERSION

SIDE_EXAMPLE: dict[str, Any] = {
    "mean_proba": 0.0131,
    "observed_rate": 0.0128,
    "observed_interval": [0.0101, 0.0159],
    "p_high_enough": 0.61,
    "p_low_enough": 0.39,
    "brier": 0.0118,
    "auc": 0.812,
    "auc_interval": [0.781, 0.843],
}
SWAPS_EXAMPLE: list[dict[str, Any]] = [
    {"name": "kept", "people": 3_930, "defaults": 31},
    {"name": "in", "people": 122, "defaults": 2},
    {"name": "out", "people": 97, "defaults": 4},
    {"name": "never", "people": 851, "defaults": 27},
]
COMPARISON_EXAMPLE: dict[str, Any] = {
    "id": 7,
    "champion_id": 1,
    "champion_version": VERSION_EXAMPLE,
    "challenger_id": 2,
    "challenger_version": OTHER_VERSION,
    "policy_sha256": "4d1e77c0" + "0" * 56,
    "asked_by": 5,
    "asked_at": "2026-11-28T08:00:00Z",
    "ended_at": "2026-11-28T08:00:40Z",
    "figures": {
        "as_of": "2026-11-28",
        "policy_version": "2026-11-28-4d1e77c0",
        "conclusion": "tie",
        "outcomes": {
            "people": 5_000,
            "defaults": 64,
            "fewest_defaults": 20,
            "months_more": 0,
            "p_value": 0.41,
            "conclusion": "tie",
            "champion": SIDE_EXAMPLE,
            "challenger": SIDE_EXAMPLE,
            "nii_at_the_same_rate": {
                "approved": 4_027,
                "champion_rub": 61_200_000.0,
                "challenger_rub": 61_900_000.0,
            },
            "swaps": SWAPS_EXAMPLE,
        },
        "changes": {
            "people": 1_510,
            "approve_from_points": 450,
            "decline_below_points": 300,
            "moves": [[1_180, 41, 0], [37, 190, 6], [0, 4, 52]],
            "changed_share": 0.0583,
            "reasons_overlap": 0.91,
            "swaps": [{**one, "defaults": None} for one in SWAPS_EXAMPLE],
            "cells": [[600, 575, 41]],
            "approval_by_group": [
                {"name": "age:25-35", "people": 402, "champion": 0.81, "challenger": 0.83}
            ],
            "movers": [
                {
                    "client_id": 17,
                    "score_id": "01938c5a-7f00-7000-8000-000000000000",
                    "champion_points": 612,
                    "challenger_points": 431,
                    "champion_outcome": 0,
                    "challenger_outcome": 1,
                }
            ],
        },
    },
    "error": None,
}


class ComparisonRequest(BaseModel):
    """By whose cut-offs; without a policy by those in force."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"policy_id": None}})

    policy_id: LargeId | None = None
