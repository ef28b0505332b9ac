"""What queries on bundles return; the API shows most as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.models.rules.vocabulary import ModelSource, ModelState, PromotionKind, PromotionState


@dataclass(frozen=True)
class ModelSummary:
    """A bundle as lists show it.

    Attributes:
        sha256: of the hashes of all its files.
        champion_since: when it last became the champion; null of one that never was.
    """

    id: int
    version: str
    sha256: str
    source: ModelSource
    state: ModelState
    registered_at: datetime
    champion_since: datetime | None


@dataclass(frozen=True)
class RegisteredModel(ModelSummary):
    """A bundle with its card and the hash of each file."""

    files: dict[str, str]
    card: dict[str, Any]


@dataclass(frozen=True)
class Promotion:
    """A request for another bundle, or a roll back.

    Attributes:
        model_version: what should score for real; `back_to_version` did before.
        policy_id: the policy that is in force with it; `back_to_policy_id` was before.
        comparison_id: the evidence; null of a roll back.
        decided_by: who approved, confirmed, rejected or withdrew it; null of what time decided.
        confirm_by: of a roll back: without a second person it is taken back then.
    """

    id: int
    kind: PromotionKind
    state: PromotionState
    model_id: int
    model_version: str
    model_sha256: str
    back_to_id: int
    back_to_version: str
    policy_id: int
    policy_version: str
    back_to_policy_id: int
    back_to_policy_version: str
    comparison_id: int | None
    justification: str
    requested_by: int
    requested_by_name: str
    requested_at: datetime
    decided_by: int | None
    decided_by_name: str | None
    decided_at: datetime | None
    rejected_reason: str | None
    effective_at: datetime | None
    confirm_by: datetime | None


@dataclass(frozen=True)
class Comparison:
    """What a challenger would do in the champion's place.

    Attributes:
        ended_at: null while it is computed; then either `figures` or `error` is there.
        policy_sha256: of the policy whose cut-offs it was made with.
    """

    id: int
    champion_id: int
    champion_version: str
    challenger_id: int
    challenger_version: str
    policy_sha256: str
    asked_by: int
    asked_at: datetime
    ended_at: datetime | None
    figures: dict[str, Any] | None
    error: str | None
