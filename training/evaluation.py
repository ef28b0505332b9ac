"""Honest figures: of unseen rows, with intervals by bootstrap of whole persons."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.stats import beta
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from analysis.calibration_figures import calibration_in_the_large, calibration_line
from analysis.discrimination import kolmogorov_smirnov
from core.scores.rules.master_scale import grade_of, master_scale
from training.data import Array
from training.learning import SEED

BOOTSTRAP_ROUNDS = 300
CONFIDENCE = 0.95


def measure(target: Array, proba: Array, people: Array) -> dict[str, Any]:
    """Returns the figures of probabilities of rows that the model never saw.

    Args:
        target: whether the event happened, bool, shape (n,).
        proba: probabilities in (0, 1), shape (n,).
        people: person of each row, shape (n,); the bootstrap draws whole persons.
    """
    line = calibration_line(target, proba)
    return {
        "rows": len(target),
        "events": int(target.sum()),
        "people": len(np.unique(people)),
        "people_in_default": len(np.unique(people[target])),
        "base_rate": round(float(target.mean()), 6),
        **rank(target, proba, people),
        "ks": round(kolmogorov_smirnov(target, proba), 4),
        "brier": round(float(brier_score_loss(target, proba)), 6),
        "log_loss": round(float(log_loss(target, proba)), 6),
        "observed_over_expected": round(float(target.sum() / proba.sum()), 4),
        "observed_over_expected_interval_95": bootstrap(
            lambda weights: float((weights * target).sum() / (weights * proba).sum()), people
        ),
        "calibration_in_the_large": round(calibration_in_the_large(target, proba), 4),
        "calibration_slope": round(line.slope, 4),
        "calibration_intercept": round(line.intercept, 4),
        "grades": measure_grades(target, proba, people),
    }


def rank(target: Array, proba: Array, people: Array) -> dict[str, Any]:
    """Returns how well the probabilities rank, without regard to their level."""
    return {
        "roc_auc": round(float(roc_auc_score(target, proba)), 4),
        "roc_auc_interval_95": bootstrap(
            lambda weights: roc_auc_score(target, proba, sample_weight=weights), people
        ),
        "average_precision": round(float(average_precision_score(target, proba)), 4),
        "average_precision_interval_95": bootstrap(
            lambda weights: average_precision_score(target, proba, sample_weight=weights), people
        ),
    }


def measure_grades(target: Array, proba: Array, people: Array) -> list[dict[str, Any]]:
    """Returns for each grade how many, how many defaulted, and Jeffreys' interval by persons.

    The intervals of all grades hold together in 95 of 100 cases (Bonferroni), because they are
    looked at together: one that misses then means something.
    """
    letters = np.array([grade_of(value) for value in proba.tolist()])
    level = 1 - (1 - CONFIDENCE) / len(master_scale())
    rows = []
    for grade in master_scale():
        chosen = letters == grade.grade
        count, events = int(chosen.sum()), int(target[chosen].sum())
        row: dict[str, Any] = {"grade": grade.grade, "count": count, "events": events}
        if count:
            low, high = jeffreys_by_persons(target[chosen], people[chosen], level)
            row |= {
                "people_in_default": len(np.unique(people[chosen & target])),
                "mean_proba": round(float(proba[chosen].mean()), 6),
                "observed_rate": round(events / count, 6),
                "interval": [round(low, 6), round(high, 6)],
            }
        rows.append(row)
    return rows


def jeffreys_by_persons(target: Array, people: Array, level: float) -> tuple[float, float]:
    """Returns Jeffreys' interval of a default rate, with persons as the trials.

    Rows of one person repeat each other. The rate is that of the rows; what is known of it is
    worth as many defaults as persons defaulted, and without any, as many trials as persons.
    """
    events, defaulted = target.sum(), len(np.unique(people[target]))
    trials = len(target) * defaulted / events if events else len(np.unique(people))
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = beta.ppf(tails, defaulted + 0.5, trials - defaulted + 0.5)
    return float(low) if defaulted else 0.0, float(high)


def bootstrap(figure: Callable[[Array], float], people: Array) -> list[float]:
    """Returns the 95 % interval of a figure over resampled persons (percentile bootstrap).

    Args:
        figure: computes the figure from row weights, shape (n,).
        people: person of each row, shape (n,).
    """
    random = np.random.default_rng(SEED)
    _, members = np.unique(people, return_inverse=True)
    count = int(members.max()) + 1
    values = []
    for _ in range(BOOTSTRAP_ROUNDS):
        drawn = np.bincount(random.integers(count, size=count), minlength=count)
        values.append(figure(drawn[members].astype(float)))
    return [round(float(value), 4) for value in np.quantile(values, [0.025, 0.975])]
