"""Scores clients: one vectorised call gives probabilities and their reasons, nothing of policy.

A client with six months of payment history or more is scored by the behavioural model, everybody
else by the application model. Reasons are exact SHAP values. Of an oblivious tree they depend on
nothing but the leaf that a row falls into, so training writes them down leaf by leaf, and scoring
only adds them up: a hundredth of the time that computing them anew takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import Pool

from core.clients.rules.history import Months
from core.clients.rules.questionnaire import (
    CATEGORICAL_FEATURES,
    Features,
    answers_of_days,
    build_features,
)
from core.scores.rules.vocabulary import Direction, ModelName
from model.bundle_reader import BUNDLE, Bundle, BundleError, GoldenRow, TrainedModel, read_bundle
from model.history import (
    HISTORY_FEATURES,
    build_history_features,
    is_long_enough,
    to_severities,
)

REASONS_EACH_WAY = 3
GOLDEN_TOLERANCE = 1e-9
Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Applicant:
    """What a model may look at: the 18 features, and the months of all credits together."""

    features: Features
    months: Months = field(default_factory=Months)


@dataclass(frozen=True)
class Reason:
    """What moved a score; the contribution is in log-odds of default before calibration."""

    code: str
    direction: Direction
    contribution: float


@dataclass(frozen=True)
class ScoredClient:
    """A probability of default in (0, 1), and up to three reasons each way.

    Attributes:
        features: what the score was made of, to be recorded with it.
    """

    model: ModelName
    proba: float
    reasons: tuple[Reason, ...]
    features: Features


class ScoringModel:
    """A verified bundle that scores.

    Attributes:
        version, sha256: of the bundle, recorded with each score.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.version, self.sha256 = bundle.version, bundle.sha256
        self._models = bundle.models

    def score(self, applicants: Sequence[Applicant]) -> list[ScoredClient]:
        """Scores n applicants at once, each by the model that its history allows."""
        severities = to_severities([applicant.months for applicant in applicants])
        behavioural = is_long_enough(severities)
        built = [dict(applicant.features) for applicant in applicants]
        places = np.flatnonzero(behavioural).tolist()
        if places:
            history = build_history_features(severities[behavioural]).tolist()
            for place, row in zip(places, history, strict=True):
                built[place].update(zip(HISTORY_FEATURES, row, strict=True))
        scored: dict[int, ScoredClient] = {}
        for name, chosen in (
            (ModelName.APPLICATION, np.flatnonzero(~behavioural).tolist()),
            (ModelName.BEHAVIOURAL, places),
        ):
            if chosen:
                results = self._score_by(name, [built[place] for place in chosen])
                scored.update(zip(chosen, results, strict=True))
        return [scored[place] for place in range(len(applicants))]

    def _score_by(self, name: ModelName, rows: list[Features]) -> list[ScoredClient]:
        model = self._models[name]
        contributions, raw = explain(model, _to_pool(model, rows))
        probas = model.description.calibrator.apply(raw)
        return [
            ScoredClient(name, proba, top_reasons(model.description.codes, row), features)
            for proba, row, features in zip(probas.tolist(), contributions, rows, strict=True)
        ]


def _to_pool(model: TrainedModel, rows: list[Features]) -> Pool:
    names = model.description.features
    return Pool(
        [[row[name] for name in names] for row in rows],
        cat_features=[names.index(name) for name in CATEGORICAL_FEATURES if name in names],
        feature_names=list(names),
        thread_count=1,  # Lambda refuses what CatBoost's thread pool asks for
    )


def explain(model: TrainedModel, pool: Pool) -> tuple[Matrix, Vector]:
    """Returns contributions by reason code, shape (n, codes), and raw scores, shape (n,).

    The contributions of a row and the model's base add up to its raw score.
    """
    leaves = model.classifier.calc_leaf_indexes(pool, thread_count=1)
    trees, leaf_count, codes = model.contributions.shape
    flat = model.contributions.reshape(trees * leaf_count, codes)
    contributions = flat[leaves + np.arange(trees) * leaf_count].sum(axis=1)
    return contributions, contributions.sum(axis=1) + model.description.base


def top_reasons(codes: Sequence[str], contributions: Vector) -> tuple[Reason, ...]:
    """Returns up to three reasons that raise the risk, then up to three that lower it."""
    order = np.argsort(contributions).tolist()
    values = contributions.tolist()
    raising = [place for place in order[: -REASONS_EACH_WAY - 1 : -1] if values[place] > 0]
    lowering = [place for place in order[:REASONS_EACH_WAY] if values[place] < 0]
    return tuple(
        Reason(codes[place], direction, round(values[place], 6))
        for direction, places in (
            (Direction.RAISES_RISK, raising),
            (Direction.LOWERS_RISK, lowering),
        )
        for place in places
    )


def load_model(folder: Path = BUNDLE) -> ScoringModel:
    """Reads the bundle, makes it ready to score, and has it score its golden rows.

    Raises:
        BundleError: the bundle does not belong together or to this code.
    """
    bundle = read_bundle(folder)
    model = ScoringModel(bundle)
    for row, scored in zip(bundle.golden, model.score(to_applicants(bundle.golden)), strict=True):
        if (
            scored.model is not row.model
            or abs(scored.proba - row.proba) > GOLDEN_TOLERANCE
            or [reason.code for reason in scored.reasons] != row.reasons
        ):
            raise BundleError(
                f"{folder.name}: a golden row scores {scored.proba}, not {row.proba}."
                " The model and this code do not belong together."
            )
    return model


def to_applicants(golden: Sequence[GoldenRow]) -> list[Applicant]:
    """Returns what the golden rows let a model look at."""
    return [
        Applicant(
            build_features(answers_of_days(row.answers, row.as_of), row.as_of),
            Months(range(len(row.statuses))[::-1], row.statuses),
        )
        for row in golden
    ]
