"""Builds features again of what was known of people when they were scored, by the present code."""

from collections.abc import Iterable

from core.clients.rules.history import check_months
from core.clients.rules.questionnaire import Features, build_features
from core.kit.errors import ApplicationError
from core.monitoring.replay_records import KnownThen
from core.scores.rules.vocabulary import ModelName
from model.scoring import Applicant, ScoringModel


def rebuild(model: ScoringModel, known: KnownThen, recorded_model: ModelName | None) -> Features:
    """Returns the features that the present code builds; none where it builds none.

    Args:
        recorded_model: that the score was made by; who has defaulted is looked at by none.
    """
    try:
        features = build_features(known.answers or {}, known.as_of)
        credits = tuple(check_months(months, known.as_of) for months in known.credits)
    except ApplicationError:
        return {}
    if recorded_model is None:
        return features
    [scored] = model.score([Applicant(features, credits)])
    return scored.features


def differing(recorded: Features, rebuilt: Features) -> list[str]:
    """Returns the features that are not as recorded, in the order of the record."""
    names: Iterable[str] = dict.fromkeys((*recorded, *rebuilt))
    return [name for name in names if recorded.get(name) != rebuilt.get(name)]
