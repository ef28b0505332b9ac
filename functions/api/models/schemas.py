"""Bundles of models over HTTP."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.kit.fields import LargeId
from api.models.access import VERSION_EXAMPLE
from core.kit.patterns import NAME_PATTERN
from core.models.rules.vocabulary import ModelSource, ModelState

OTHER_VERSION = "2026-11-28-5b2e0d11"
SHA256_EXAMPLE = "a0fd6581" + "0" * 56
SUMMARY_EXAMPLE: dict[str, Any] = {
    "id": 2,
    "version": OTHER_VERSION,
    "sha256": "5b2e0d11" + "0" * 56,
    "source": "registered",
    "state": "challenger",
    "registered_at": "2026-11-28T08:00:00Z",
    "champion_since": None,
}
PROMOTION_EXAMPLE: dict[str, Any] = {
    "id": 1,
    "kind": "promotion",
    "state": "requested",
    "model_id": 2,
    "model_version": OTHER_VERSION,
    "model_sha256": "5b2e0d11" + "0" * 56,
    "back_to_id": 1,
    "back_to_version": VERSION_EXAMPLE,
    "policy_id": 1,
    "policy_version": "2026-11-28-4d1e77c0",
    "back_to_policy_id": 1,
    "back_to_policy_version": "2026-11-28-4d1e77c0",
    "comparison_id": 7,
    "justification": "Its level fits what came of the last two years.",
    "requested_by": 5,
    "requested_by_name": "Орлова Вера",
    "requested_at": "2026-11-28T09:00:00Z",
    "decided_by": None,
    "decided_by_name": None,
    "decided_at": None,
    "rejected_reason": None,
    "effective_at": None,
    "confirm_by": None,
}
Reason = Annotated[
    str,
    Field(min_length=1, max_length=1_000, pattern=NAME_PATTERN),
]


class ModelResponse(BaseModel):
    """A bundle with its card and the hash of each file.

    Attributes:
        sha256: of the hashes of all its files.
        card: what it was trained on, with which figures and limits of use.
    """

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "example": {
                **SUMMARY_EXAMPLE,
                "files": {"behavioural.cbm": SHA256_EXAMPLE},
                "card": {"limits_of_use": ["A decision is a hint."]},
            }
        },
    )

    id: int
    version: str
    sha256: str
    source: ModelSource
    state: ModelState
    registered_at: datetime
    champion_since: datetime | None
    files: dict[str, str]
    card: dict[str, Any]


class PromotionRequest(BaseModel):
    """Why a challenger should be in force, on which evidence, and with which policy.

    Attributes:
        policy_id: an approved version that comes into force with it; without one that in force
            stays.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "comparison_id": 7,
                "policy_id": None,
                "justification": PROMOTION_EXAMPLE["justification"],
            }
        },
    )

    comparison_id: LargeId
    policy_id: LargeId | None = None
    justification: Reason


class ReasonRequest(BaseModel):
    """Why."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"reason": "Twice as many are declined."}}
    )

    reason: Reason


class SeenBundleRequest(BaseModel):
    """The hash of the bundle that was seen: nothing else is approved by it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"sha256": SHA256_EXAMPLE}}
    )

    sha256: Annotated[str, Field(min_length=64, max_length=64, pattern="^[0-9a-f]{64}$")]
