"""What statements on replays take and return."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.clients.rules.history import Months
from core.monitoring.rules.replay_verdicts import ReplayVerdict
from core.scores.rules.vocabulary import Decision, ModelName


@dataclass(frozen=True)
class RecordedScore:
    """All that was recorded with a finished score, to be compared with what comes out now.

    Attributes:
        provenance: see ``model.provenance``; None of a score that is older than replays.
        features_sha256, reasons_sha256: in hexadecimal; None likewise.
        policy_body: of the policy it names; None where no such policy is on record.
    """

    id: UUID
    as_of: date
    proba: float
    raw_score: float | None
    grade: str
    decision: Decision
    reasons: list[dict[str, Any]]
    contributions: dict[str, float] | None
    features: dict[str, Any]
    features_sha256: str | None
    reasons_sha256: str | None
    model: ModelName | None
    model_version: str | None
    model_sha256: str | None
    policy_version: str
    policy_sha256: str | None
    policy_body: dict[str, Any] | None
    provenance: dict[str, Any] | None


@dataclass(frozen=True)
class KnownThen:
    """What was known of a person when a score was made.

    Attributes:
        answers: None where they have changed since in a way that nobody can take back.
    """

    score_id: UUID
    as_of: date
    answers: dict[str, Any] | None
    credits: tuple[Months, ...]


@dataclass(frozen=True)
class ReplayDetails:
    """What else a replay found; it holds no value of anybody's.

    Attributes:
        missing: parts that are not here any more.
        unchecked: parts of which too little was recorded.
        files: of the bundle, those that are not as they were.
        rebuilt: features that the present code builds otherwise of what was known then; null where
            nothing was built again.
    """

    missing: list[str]
    unchecked: list[str]
    files: list[str]
    rebuilt: list[str] | None


@dataclass(frozen=True)
class Replay:
    """What came of making a score again.

    Attributes:
        requested_by: null of the nightly sample.
        parts: what is not as it was, in the order of a score's making.
        difference: the probability made again, less the recorded one; null where it cannot be.
    """

    id: int
    score_id: UUID
    client_id: int | None
    replayed_at: datetime
    requested_by: int | None
    verdict: ReplayVerdict
    parts: list[str]
    difference: float | None
    details: ReplayDetails
    is_alarming: bool


@dataclass(frozen=True)
class ReplayNight:
    """What came of the newest sample that the schedule drew.

    Attributes:
        ended_at: null while none was drawn.
        verdicts: how many came out how.
        alarming: how many somebody has to look at.
    """

    ended_at: datetime | None
    verdicts: dict[ReplayVerdict, int]
    alarming: int


@dataclass(frozen=True)
class ReplayFilter:
    """Which replays to list."""

    verdict: ReplayVerdict | None = None
    score_id: UUID | None = None
    alarming: bool = False
