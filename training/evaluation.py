"""Honest figures: out of fold, no questionnaire on both sides, intervals by bootstrap."""

from collections.abc import Iterator

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from training.data import Array

FOLDS = 5
BOOTSTRAP_ROUNDS = 300
ECE_BINS = 10


def grouped_folds(target: Array, groups: Array, seed: int) -> Iterator[tuple[Array, Array]]:
    """Yields (training rows, test rows), five times; no group is on both sides."""
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    yield from splitter.split(target, target, groups)


def measure(
    target: Array, proba: Array, groups: Array, seed: int
) -> dict[str, float | list[float]]:
    """Returns the figures of out-of-fold probabilities.

    Args:
        target: whether the event happened, bool, shape (n,).
        proba: probabilities in (0, 1), shape (n,).
        groups: questionnaire of each row, shape (n,); the bootstrap draws whole groups.
    """
    return {
        "rows": len(target),
        "events": int(target.sum()),
        "base_rate": round(float(target.mean()), 6),
        "roc_auc": round(float(roc_auc_score(target, proba)), 4),
        "roc_auc_interval_95": bootstrap_auc(target, proba, groups, seed),
        "average_precision": round(float(average_precision_score(target, proba)), 4),
        "brier": round(float(brier_score_loss(target, proba)), 6),
        "log_loss": round(float(log_loss(target, proba)), 6),
        "expected_calibration_error": round(expected_calibration_error(target, proba), 6),
    }


def bootstrap_auc(target: Array, proba: Array, groups: Array, seed: int) -> list[float]:
    """Returns the 95 % interval of ROC-AUC over resampled groups (percentile bootstrap)."""
    random = np.random.default_rng(seed)
    group_count = int(groups.max()) + 1
    values = []
    for _ in range(BOOTSTRAP_ROUNDS):
        drawn = np.bincount(random.integers(group_count, size=group_count), minlength=group_count)
        values.append(roc_auc_score(target, proba, sample_weight=drawn[groups]))
    return [round(float(value), 4) for value in np.quantile(values, [0.025, 0.975])]


def expected_calibration_error(target: Array, proba: Array) -> float:
    """Returns the mean gap of predicted and observed rate over ten bins of equal size."""
    bins = np.array_split(np.argsort(proba, kind="stable"), ECE_BINS)
    gaps = [abs(proba[rows].mean() - target[rows].mean()) * len(rows) for rows in bins]
    return float(sum(gaps) / len(target))
