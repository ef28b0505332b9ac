"""Honest figures: of unseen rows, with intervals by bootstrap of whole questionnaires."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from analysis.calibration_figures import calibration_line, expected_calibration_error
from analysis.discrimination import kolmogorov_smirnov
from core.scores.rules.master_scale import grade_of, master_scale
from training.data import Array
from training.learning import SEED

BOOTSTRAP_ROUNDS = 300


def measure(target: Array, proba: Array, groups: Array) -> dict[str, Any]:
    """Returns the figures of probabilities of rows that the model never saw.

    Args:
        target: whether the event happened, bool, shape (n,).
        proba: probabilities in (0, 1), shape (n,).
        groups: questionnaire of each row, shape (n,); the bootstrap draws whole groups.
    """
    line = calibration_line(target, proba)
    return {
        "rows": len(target),
        "events": int(target.sum()),
        "base_rate": round(float(target.mean()), 6),
        "roc_auc": round(float(roc_auc_score(target, proba)), 4),
        "roc_auc_interval_95": bootstrap(
            lambda weights: roc_auc_score(target, proba, sample_weight=weights), groups
        ),
        "gini": round(2 * float(roc_auc_score(target, proba)) - 1, 4),
        "ks": round(kolmogorov_smirnov(target, proba), 4),
        "average_precision": round(float(average_precision_score(target, proba)), 4),
        "average_precision_interval_95": bootstrap(
            lambda weights: average_precision_score(target, proba, sample_weight=weights), groups
        ),
        "brier": round(float(brier_score_loss(target, proba)), 6),
        "log_loss": round(float(log_loss(target, proba)), 6),
        "expected_calibration_error": round(expected_calibration_error(target, proba), 6),
        "calibration_slope": round(line.slope, 4),
        "calibration_intercept": round(line.intercept, 4),
        "grades": measure_grades(target, proba),
    }


def measure_grades(target: Array, proba: Array) -> list[dict[str, Any]]:
    """Returns for each grade how many, how many defaulted, and whether the binomial test agrees."""
    letters = np.array([grade_of(value) for value in proba.tolist()])
    rows = []
    for grade in master_scale():
        chosen = letters == grade.grade
        count, events = int(chosen.sum()), int(target[chosen].sum())
        expected = float(proba[chosen].mean()) if count else 0.0
        rows.append(
            {
                "grade": grade.grade,
                "count": count,
                "events": events,
                "mean_proba": round(expected, 6),
                "observed_rate": round(events / count, 6) if count else None,
                "binomial_p_value": round(float(binomtest(events, count, expected).pvalue), 4)
                if count
                else None,
            }
        )
    return rows


def bootstrap(figure: Callable[[Array], float], groups: Array) -> list[float]:
    """Returns the 95 % interval of a figure over resampled groups (percentile bootstrap).

    Args:
        figure: computes the figure from row weights, shape (n,).
        groups: group of each row, shape (n,).
    """
    random = np.random.default_rng(SEED)
    _, members = np.unique(groups, return_inverse=True)
    count = int(members.max()) + 1
    values = []
    for _ in range(BOOTSTRAP_ROUNDS):
        drawn = np.bincount(random.integers(count, size=count), minlength=count)
        values.append(figure(drawn[members].astype(float)))
    return [round(float(value), 4) for value in np.quantile(values, [0.025, 0.975])]
