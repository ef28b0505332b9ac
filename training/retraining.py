"""How far grades and reasons depend on the people who happened to be in the sample."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from catboost import CatBoostClassifier

from core.scores.rules.master_scale import grade_of
from training.calibration_fit import fit_recent
from training.contributions import centre, tabulate
from training.data import Array
from training.learning import INNER_FOLDS, SEED, Progress, Sample, fit, out_of_fold, predict

RETRAININGS = 4
TOP_REASONS = 4


@dataclass(frozen=True)
class Retraining:
    """What differs between two retrainings, on average over all pairs of them.

    Attributes:
        grade_flips: share of people whose grade is another one.
        reasons_overlap: share of a person's largest reasons that both have.
    """

    grade_flips: float
    reasons_overlap: float


def fits_of_retraining() -> int:
    """Returns how many steps the progress bar has."""
    return RETRAININGS * (INNER_FOLDS + 1)


def retrain(sample: Sample, months_ago: Array, progress: Progress) -> Retraining:
    """Returns what differs between retrainings.

    Each is trained and calibrated anew on persons drawn with replacement; compared are the people
    of the newest observation month, over all pairs of retrainings.
    """
    newest = np.flatnonzero(months_ago == months_ago.min())
    random = np.random.default_rng(SEED)
    grades, reasons = [], []
    for _ in range(RETRAININGS):
        drawn = _draw(sample.groups, random)
        raw, _ = out_of_fold(sample, drawn, progress, INNER_FOLDS)
        calibrator = fit_recent(raw[drawn], sample.target[drawn], months_ago[drawn])
        fitted = fit(sample, drawn, progress)
        probas = calibrator.apply(predict(fitted, sample, newest))
        grades.append(np.array([grade_of(proba) for proba in probas.tolist()]))
        reasons.append(top_reasons(fitted, sample, drawn, newest))
    return Retraining(
        grade_flips=float(
            np.mean([(one != other).mean() for one, other in combinations(grades, 2)])
        ),
        reasons_overlap=float(
            np.mean([overlap(one, other) for one, other in combinations(reasons, 2)])
        ),
    )


def top_reasons(fitted: CatBoostClassifier, sample: Sample, drawn: Array, rows: Array) -> Array:
    """Returns which reason codes are each row's largest, bool, shape (rows, codes)."""
    table, base, _ = tabulate(fitted, sample.pool(drawn))
    table, _ = centre(table, base, fitted.calc_leaf_indexes(sample.pool(drawn)))
    leaves = fitted.calc_leaf_indexes(sample.pool(rows))
    weights = np.abs(sum(tree[of_tree] for tree, of_tree in zip(table, leaves.T, strict=True)))
    chosen = np.argsort(-weights, axis=1, kind="stable")[:, :TOP_REASONS]
    largest = np.zeros(weights.shape, dtype=bool)
    np.put_along_axis(largest, chosen, True, axis=1)
    return largest


def overlap(one: Array, other: Array) -> float:
    """Returns the mean share of each row's largest reasons that another model has, too."""
    return float(((one & other).sum(axis=1) / one.sum(axis=1)).mean())


def _draw(people: Array, random: np.random.Generator) -> Array:
    """Returns the rows of persons drawn with replacement; who is drawn twice is there twice."""
    numbers, members = np.unique(people, return_inverse=True)
    times = np.bincount(random.integers(len(numbers), size=len(numbers)), minlength=len(numbers))
    return np.repeat(np.arange(len(people)), times[members])
