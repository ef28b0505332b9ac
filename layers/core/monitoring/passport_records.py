"""The passport of a score: all that it came of and all that came of it.

It is plain data (moments, days and money as text), so that its canonical JSON is the same wherever
it is written. It holds ids and no names: who they are may change, the passport does not.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PassportOrigin:
    """Of whom, by whom, when.

    Attributes:
        as_of: the date of scoring, from which days and months were counted back.
    """

    score_id: str
    client_id: int | None
    enquiry_id: str | None
    requested_by: int
    requested_at: str
    scored_at: str
    as_of: str


@dataclass(frozen=True)
class PassportInputs:
    """What the score was made of, as it was recorded with it.

    Attributes:
        features_sha256: of their canonical JSON when they were recorded; null of scores from
            before hashes were recorded.
        feature_code_sha256: of the sources that built them.
    """

    features: dict[str, str | int | float]
    features_sha256: str | None
    feature_code_sha256: str | None


@dataclass(frozen=True)
class PassportArtifact:
    """The model by which it was made.

    Attributes:
        model: null of who has defaulted: no model was asked.
        files: of the bundle, each with its SHA-256.
        calibration: what turns the raw score into the probability.
        reason_code_sha256: of the reason codes with their texts.
    """

    model: str | None
    model_version: str | None
    model_sha256: str | None
    files: dict[str, str]
    calibration: dict[str, Any] | None
    calibration_code_sha256: str | None
    reason_code_sha256: str | None
    packages: dict[str, str]


@dataclass(frozen=True)
class PassportReason:
    """A reason that people were told; null contributions are of rules."""

    code: str
    direction: str
    contribution: float | None
    text_ru: str
    text_en: str


@dataclass(frozen=True)
class PassportResult:
    """What the model said, and why: base and contributions add up to the raw score.

    Attributes:
        raw_score, base, contributions: log-odds before calibration.
        log_odds: of the calibrated probability.
        challengers: what others said in the shadow.
    """

    proba: float
    points: int | None
    grade: str
    raw_score: float | None
    log_odds: float | None
    base: float | None
    contributions: dict[str, float]
    reasons: list[PassportReason]
    challengers: dict[str, float]


@dataclass(frozen=True)
class PassportPolicy:
    """What the policy made of it.

    Attributes:
        to_approve_points, to_decline_points: points above (or, negative, below) each cut-off.
        to_approve_log_odds, to_decline_log_odds: the cut-off's log-odds less those of the score.
        redecided: what a later policy made of the same probability.
    """

    version: str
    sha256: str | None
    decision: str
    approve_below: float | None
    decline_from: float | None
    to_approve_points: int | None
    to_decline_points: int | None
    to_approve_log_odds: float | None
    to_decline_log_odds: float | None
    redecided: str | None
    redecided_by: str | None


@dataclass(frozen=True)
class PassportRecommendation:
    """What was recommended for an application."""

    application_id: str
    policy_version: str
    policy_sha256: str
    decision: str
    approve_below: float
    decline_from: float
    findings: Any
    amount_rub: str
    term_months: int
    annual_rate: str
    made_at: str


@dataclass(frozen=True)
class PassportDecision:
    """What a person decided."""

    id: int
    application_id: str
    sequence: int
    actor_id: int
    recommendation: str
    outcome: str
    amount_rub: str
    term_months: int
    annual_rate: str
    decline_reasons: Any
    override_reason: str | None
    rationale: str | None
    is_final: bool
    decided_at: str


@dataclass(frozen=True)
class PassportNotice:
    """What the applicant was told of a decision; the texts by their hashes."""

    id: int
    decision_id: int
    outcome: str
    reasons: Any
    texts: dict[str, str]
    produced_at: str | None
    sent_at: str | None
    channel: str | None
    delivered_at: str | None


@dataclass(frozen=True)
class PassportMonth:
    """The worst status of all credits in a month after the score."""

    month: str
    status: str


@dataclass(frozen=True)
class Passport:
    """All of it.

    Attributes:
        later: months since the date of scoring, as they are on record now.
    """

    origin: PassportOrigin
    inputs: PassportInputs
    artifact: PassportArtifact
    result: PassportResult
    policy: PassportPolicy
    recommendations: list[PassportRecommendation]
    decisions: list[PassportDecision]
    notices: list[PassportNotice]
    later: list[PassportMonth]
