"""Makes recorded scores again by what lies here now, and judges each step of each.

A score goes from features through the artifact to a raw score, by the calibration to a probability,
and by reason codes, master scale and policy to what people see. Each step is taken from what was
recorded before it, so that one which does not hold does not hide behind another.
"""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from catboost import CatBoostError

from core.decisions.rules.hard_rules import Rule
from core.decisions.rules.policy import Policy
from core.kit.versions import hash_content
from core.monitoring.replay_records import RecordedScore
from core.monitoring.rules.replay_verdicts import Findings, Part, compare_artifacts, compare_code
from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of
from core.scores.rules.vocabulary import ModelName
from model.scoring import ScoredClient, ScoringModel
from monitor.replay_bundles import PresentBundle, find_bundle


def replay_scores(
    scores: Sequence[RecordedScore], present: Sequence[PresentBundle]
) -> dict[UUID, Findings]:
    """Returns what came of each score."""
    found: dict[UUID, Findings] = {}
    chosen = sorted(
        ((find_bundle(score, present), score) for score in scores), key=lambda one: one[0].folder
    )
    for bundle, pairs in groupby(chosen, key=lambda one: one[0]):
        of_bundle = [score for _, score in pairs]
        made = _make_again(bundle.model, of_bundle) if bundle.model else {}
        found |= {score.id: _judge(score, bundle, made.get(score.id)) for score in of_bundle}
    return found


def _make_again(model: ScoringModel, scores: Sequence[RecordedScore]) -> dict[UUID, ScoredClient]:
    """Returns what the model says of the recorded features, where it can read them."""
    made: dict[UUID, ScoredClient] = {}
    for name in ModelName:
        of_model = [score for score in scores if score.model is name]
        made |= _score(model, name, [score for score in of_model if _is_intact(score)])
        for score in of_model:
            if not _is_intact(score):
                made |= _score(model, name, [score])
    return made


def _score(
    model: ScoringModel, name: ModelName, scores: Sequence[RecordedScore]
) -> dict[UUID, ScoredClient]:
    if not scores:
        return {}
    try:
        results = model.score_features(name, [score.features for score in scores])
    except (CatBoostError, KeyError, TypeError, ValueError):  # what was recorded is no row of it
        return {}
    return {score.id: result for score, result in zip(scores, results, strict=True)}


def _is_intact(score: RecordedScore) -> bool:
    """Says whether the features are those whose hash was recorded."""
    return score.features_sha256 in {None, hash_content(score.features)}


def _judge(score: RecordedScore, bundle: PresentBundle, made: ScoredClient | None) -> Findings:
    found = Findings()
    _judge_code(found, score, bundle)
    if not _is_intact(score):
        found.broken.add(Part.FEATURES)
    if score.model is None:
        found.difference = 1 - score.proba  # who has defaulted: a fact, and no model's word
    elif not bundle.is_pinned_by(score):
        _judge_other_bundle(found, score, bundle)
    elif bundle.model is None:
        found.broken.add(Part.ARTIFACT)  # the same to the byte, and its golden rows do not come out
    elif made is None:
        found.broken.add(Part.ARTIFACT if _is_intact(score) else Part.FEATURES)
    else:
        found.difference = made.proba - score.proba
        _judge_model(found, score, bundle.model, made)
    _judge_reasons(found, score)
    _judge_policy(found, score)
    return found


def _judge_code(found: Findings, score: RecordedScore, bundle: PresentBundle) -> None:
    if score.provenance is None:
        found.unchecked |= {Part.FEATURE_CODE, Part.FEATURES, Part.CALIBRATION, Part.REASON_CODES}
    else:
        found.other_code |= compare_code(score.provenance, bundle.provenance)


def _judge_other_bundle(found: Findings, score: RecordedScore, bundle: PresentBundle) -> None:
    """Names what differs: of a bundle of the same name it was changed, else it is not here."""
    parts = {Part.ARTIFACT}
    if score.provenance is not None:
        found.files, differing = compare_artifacts(score.provenance, bundle.provenance)
        parts = differing or parts
    (found.broken if bundle.stands_for(score) else found.missing).update(parts)


def _judge_model(
    found: Findings, score: RecordedScore, model: ScoringModel, made: ScoredClient
) -> None:
    """Judges the steps from features to the probability and its reasons."""
    if _is_intact(score) and not _is_same(score, made):
        found.broken.add(Part.ARTIFACT)
    elif _is_intact(score) and _reasons_of_model(score) != [vars(one) for one in made.reasons]:
        found.broken.add(Part.REASON_CODES)
    if score.raw_score is not None and score.model is not None:
        [proba] = model.calibrate(score.model, [score.raw_score])
        if proba != score.proba:
            found.broken.add(Part.CALIBRATION)


def _is_same(score: RecordedScore, made: ScoredClient) -> bool:
    """Says whether the artifact gives what was recorded, to the last bit."""
    if score.raw_score is None:  # of a segment, or older than replays
        return made.proba == score.proba
    return made.raw_score == score.raw_score and dict(made.contributions) == score.contributions


def _reasons_of_model(score: RecordedScore) -> list[dict[str, object]]:
    return [reason for reason in score.reasons if reason["contribution"] is not None]


def _judge_reasons(found: Findings, score: RecordedScore) -> None:
    if score.reasons_sha256 not in {None, hash_content(score.reasons)}:
        found.broken.add(Part.REASON_CODES)
    known = score.model is not ModelName.SEGMENT
    if score.grade != (grade_of(score.proba) if known else UNKNOWN_GRADE):
        found.broken.add(Part.MASTER_SCALE)


def _judge_policy(found: Findings, score: RecordedScore) -> None:
    """Judges the step from probability and rules to the recommendation."""
    if score.policy_body is None:
        found.missing.add(Part.POLICY)
        return
    try:
        policy = Policy.of(score.policy_body)
        rules = tuple(Rule(one["code"]) for one in score.reasons if one["contribution"] is None)
    except (KeyError, TypeError, ValueError):
        found.broken.add(Part.POLICY)
        return
    if score.policy_sha256 is None:
        found.unchecked.add(Part.POLICY)
    is_pinned = score.policy_sha256 in {None, policy.sha256}
    if not is_pinned or policy.decide(score.proba, rules) != score.decision:
        found.broken.add(Part.POLICY)
