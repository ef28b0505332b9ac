"""The application model: 18 features, target "ever 90 or more days past due"."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool
from sklearn.linear_model import LogisticRegression

from core.features import CATEGORICAL_FEATURES
from training.data import Applicants, Array
from training.evaluation import FOLDS, grouped_folds, measure

SEED = 42
# Shallow trees and one-hot categories: exact SHAP values stay below 100 us a row, and with 302
# events in 36,457 applicants a richer model finds nothing more (see the model card).
PARAMETERS: dict[str, Any] = {
    "iterations": 300,
    "depth": 4,
    "learning_rate": 0.03,
    "l2_leaf_reg": 20,
    "one_hot_max_size": 255,
    "random_seed": SEED,
    "thread_count": 2,
    "allow_writing_files": False,
    "verbose": False,
}


@dataclass(frozen=True)
class Calibration:
    """Sigmoid calibration: proba = 1 / (1 + exp(-(slope * raw + intercept)))."""

    slope: float
    intercept: float

    def apply(self, raw: Array) -> Array:
        """Returns probabilities for raw scores (log-odds), shape (n,)."""
        return 1 / (1 + np.exp(-(self.slope * raw + self.intercept)))


@dataclass(frozen=True)
class TrainedModel:
    """The model trained on everything, with the figures of its out-of-fold twin."""

    classifier: CatBoostClassifier
    calibration: Calibration
    out_of_fold_proba: Array
    metrics: dict[str, Any]


def train_application_model(applicants: Applicants) -> TrainedModel:
    """Trains on all applicants; every figure comes from rows the measured model never saw."""
    target, groups = applicants.defaulted, applicants.groups
    pool = Pool(applicants.table(), target.astype(int), cat_features=list(CATEGORICAL_FEATURES))
    raw, proba = np.empty(len(target)), np.empty(len(target))
    folds = list(grouped_folds(target, groups, SEED))
    for number, (rows, held_out) in enumerate(folds, start=1):
        print(f"fold {number} of {FOLDS}", flush=True)
        raw[held_out] = _fit(pool.slice(rows)).predict(
            pool.slice(held_out), prediction_type="RawFormulaVal"
        )
    for rows, held_out in folds:
        # A fold's probabilities come from a calibration that saw the other folds only.
        proba[held_out] = fit_calibration(raw[rows], target[rows]).apply(raw[held_out])
    print("final model", flush=True)
    return TrainedModel(
        classifier=_fit(pool),
        calibration=fit_calibration(raw, target),
        out_of_fold_proba=proba,
        metrics=measure(target, proba, groups, SEED),
    )


def _fit(pool: Pool) -> CatBoostClassifier:
    return CatBoostClassifier(**PARAMETERS).fit(pool)


def fit_calibration(raw: Array, target: Array) -> Calibration:
    """Fits the sigmoid; a slope that is not positive would turn the ranking round.

    Raises:
        ValueError: the raw scores do not rise with the observed rate.
    """
    fitted = LogisticRegression(C=1e6).fit(raw.reshape(-1, 1), target)
    calibration = Calibration(float(fitted.coef_[0, 0]), float(fitted.intercept_[0]))
    if calibration.slope <= 0:
        raise ValueError("the model ranks no better than chance: nothing to calibrate")
    return calibration
