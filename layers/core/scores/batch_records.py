"""What the scorer reads and writes; it starts without what people see of scores.

A field of ``ScoreRecord`` has the name of its column: the statements are made of them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.clients.rules.history import Months
from core.scores.rules.vocabulary import ScoreStatus


@dataclass(frozen=True)
class PendingScore:
    """A score that waits, with all that a model may look at.

    Attributes:
        was_resent: whether the sweep has sent it again.
        as_of: the date of scoring.
        answers: None where the client is not on record.
    """

    id: UUID
    was_resent: bool
    as_of: date
    answers: dict[str, Any] | None
    credits: tuple[Months, ...]


@dataclass(frozen=True)
class ScoreRecord:
    """What the scorer writes: a finished score, or the error why there is none.

    Attributes:
        features_sha256, reasons_sha256: of the canonical JSON, as PostgreSQL reads bytes.
    """

    id: str
    status: ScoreStatus
    as_of: date
    proba: float | None = None
    grade: str | None = None
    decision: str | None = None
    reasons: list[dict[str, Any]] | None = None
    features: dict[str, Any] | None = None
    contributions: dict[str, float] | None = None
    model: str | None = None
    raw_score: float | None = None
    model_version: str | None = None
    model_sha256: str | None = None
    policy_version: str | None = None
    policy_sha256: str | None = None
    provenance_id: int | None = None
    features_sha256: str | None = None
    reasons_sha256: str | None = None
    error: str | None = None
