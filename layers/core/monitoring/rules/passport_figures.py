"""What a passport tells of a score: how it adds up, and how far it is from the cut-offs."""

from collections.abc import Mapping
from math import log

from core.decisions.rules.policy import Policy
from core.monitoring.passport_records import PassportPolicy, PassportReason, PassportResult
from core.monitoring.replay_records import RecordedScore
from core.scores.rules.points import edge_points
from core.scores.rules.reasons import Reader, tell
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Direction


def log_odds_of(proba: float) -> float | None:
    """Returns the log-odds of a probability; None of a certainty."""
    return log(proba / (1 - proba)) if proba < 1 else None


def result_of(score: RecordedScore, challengers: Mapping[str, float]) -> PassportResult:
    """Returns what the model said, with the sum that it is."""
    described = (score.provenance or {}).get("models", {}).get(score.model, {})
    return PassportResult(
        proba=score.proba,
        points=shown(score.proba, score.grade).points,
        grade=score.grade,
        raw_score=score.raw_score,
        log_odds=log_odds_of(score.proba),
        base=described.get("base"),
        contributions=score.contributions or {},
        reasons=_reasons_of(score),
        challengers=dict(challengers),
    )


def _reasons_of(score: RecordedScore) -> list[PassportReason]:
    """Returns the recorded reasons in the words of today; a code without words keeps its name."""
    reasons = []
    for one in score.reasons:
        told = tell(one["code"], Direction(one["direction"]), score.features)
        text = told.text(Reader.MANAGER, score.features) if told else None
        reasons.append(
            PassportReason(
                code=one["code"],
                direction=one["direction"],
                contribution=one["contribution"],
                text_ru=text.ru if text else one["code"],
                text_en=text.en if text else one["code"],
            )
        )
    return reasons


def policy_of(
    score: RecordedScore, redecided: str | None, redecided_by: str | None
) -> PassportPolicy:
    """Returns what the policy made of it, and the margins to both of its cut-offs."""
    policy = Policy.of(score.policy_body) if score.policy_body else None
    approve_below = policy.approve_below if policy else None
    decline_from = policy.decline_from if policy else None
    return PassportPolicy(
        version=score.policy_version,
        sha256=score.policy_sha256,
        decision=score.decision,
        approve_below=approve_below,
        decline_from=decline_from,
        to_approve_points=_points_above(score, approve_below),
        to_decline_points=_points_above(score, decline_from),
        to_approve_log_odds=_log_odds_below(score, approve_below),
        to_decline_log_odds=_log_odds_below(score, decline_from),
        redecided=redecided,
        redecided_by=redecided_by,
    )


def _points_above(score: RecordedScore, cut_off: float | None) -> int | None:
    points = shown(score.proba, score.grade).points
    return None if points is None or cut_off is None else points - edge_points(cut_off)


def _log_odds_below(score: RecordedScore, cut_off: float | None) -> float | None:
    own = log_odds_of(score.proba)
    edge = None if cut_off is None else log_odds_of(cut_off)
    return None if own is None or edge is None else edge - own
