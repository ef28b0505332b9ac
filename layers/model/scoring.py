"""Scores features: one vectorised call gives probability, decision and reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import Pool

from core.features import CATEGORICAL_FEATURES, FEATURE_NAMES, Features
from core.reasons import reason_codes
from core.vocabulary import Decision, Direction
from model.bundle_files import BUNDLE, Bundle, read_bundle

REASONS_EACH_WAY = 3
Matrix = npt.NDArray[np.float64]
_CATEGORICAL_PLACES = [FEATURE_NAMES.index(name) for name in CATEGORICAL_FEATURES]


@dataclass(frozen=True)
class Reason:
    """What moved a score; the contribution is in log-odds of default before calibration."""

    code: str
    direction: Direction
    contribution: float


@dataclass(frozen=True)
class ScoredClient:
    """A probability of default in (0, 1), the hint, and up to three reasons each way."""

    proba: float
    decision: Decision
    reasons: tuple[Reason, ...]


class ScoringModel:
    """A verified bundle that scores.

    Attributes:
        version: recorded with each score.
        policy: its version is recorded, too.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.version = bundle.version
        self.policy = bundle.policy
        self._bundle = bundle
        self._codes = tuple(reason_codes())
        self._grouping = _grouping_matrix()

    def score(self, rows: Sequence[Features]) -> list[ScoredClient]:
        """Scores n rows of the 18 features at once."""
        contributions, raw = self.explain(rows)
        probas = self.calibrate(raw)
        return [
            ScoredClient(proba, self.policy.decide(proba), self._top_reasons(row))
            for proba, row in zip(probas.tolist(), contributions, strict=True)
        ]

    def explain(self, rows: Sequence[Features]) -> tuple[Matrix, npt.NDArray[np.float64]]:
        """Returns contributions by reason code, shape (n, codes), and raw scores, shape (n,).

        SHAP values add up to the raw score, so one pass over the trees gives both.
        """
        pool = Pool(
            [list(row.values()) for row in rows],
            cat_features=_CATEGORICAL_PLACES,
            feature_names=list(FEATURE_NAMES),
            thread_count=1,  # Lambda refuses what CatBoost's thread pool asks for
        )
        values = self._bundle.classifier.get_feature_importance(
            pool, type="ShapValues", thread_count=1
        )
        return values[:, :-1] @ self._grouping, values.sum(axis=1)

    def calibrate(self, raw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Returns calibrated probabilities for raw scores, shape (n,), rising with them."""
        return 1 / (1 + np.exp(-(self._bundle.slope * raw + self._bundle.intercept)))

    def _top_reasons(self, contributions: npt.NDArray[np.float64]) -> tuple[Reason, ...]:
        order = np.argsort(contributions).tolist()
        values = contributions.tolist()
        raising = [place for place in order[: -REASONS_EACH_WAY - 1 : -1] if values[place] > 0]
        lowering = [place for place in order[:REASONS_EACH_WAY] if values[place] < 0]
        return tuple(
            Reason(self._codes[place], direction, round(values[place], 6))
            for direction, places in (
                (Direction.RAISES_RISK, raising),
                (Direction.LOWERS_RISK, lowering),
            )
            for place in places
        )


def _grouping_matrix() -> Matrix:
    """Returns a 0/1 matrix, shape (features, codes), that sums features by reason code."""
    matrix = np.zeros((len(FEATURE_NAMES), len(reason_codes())))
    for place, code in enumerate(reason_codes().values()):
        for name in code.features:
            matrix[FEATURE_NAMES.index(name), place] = 1
    return matrix


def load_model(folder: Path = BUNDLE) -> ScoringModel:
    """Reads the bundle and makes it ready to score.

    Raises:
        BundleError: the bundle does not belong together or to this code.
    """
    return ScoringModel(read_bundle(folder))
