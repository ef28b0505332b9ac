"""How far a grade depends on the people who happened to be in the sample."""

from itertools import combinations

import numpy as np

from core.scores.rules.master_scale import grade_of
from training.calibration_fit import fit_recent
from training.data import Array
from training.learning import INNER_FOLDS, SEED, Progress, Sample, fit, out_of_fold, predict

RETRAININGS = 4


def fits_of_retraining() -> int:
    """Returns how many steps the progress bar has."""
    return RETRAININGS * (INNER_FOLDS + 1)


def grade_flips(sample: Sample, months_ago: Array, progress: Progress) -> float:
    """Returns the share of people whose grade differs between two retrainings.

    Each is trained and calibrated anew on persons drawn with replacement; compared are the people
    of the newest observation month, over all pairs of retrainings.
    """
    newest = np.flatnonzero(months_ago == months_ago.min())
    random = np.random.default_rng(SEED)
    grades = []
    for _ in range(RETRAININGS):
        drawn = _draw(sample.groups, random)
        raw, _ = out_of_fold(sample, drawn, progress, INNER_FOLDS)
        calibrator = fit_recent(raw[drawn], sample.target[drawn], months_ago[drawn])
        probas = calibrator.apply(predict(fit(sample, drawn, progress), sample, newest))
        grades.append(np.array([grade_of(proba) for proba in probas.tolist()]))
    return float(np.mean([(one != other).mean() for one, other in combinations(grades, 2)]))


def _draw(people: Array, random: np.random.Generator) -> Array:
    """Returns the rows of persons drawn with replacement; who is drawn twice is there twice."""
    numbers, members = np.unique(people, return_inverse=True)
    times = np.bincount(random.integers(len(numbers), size=len(numbers)), minlength=len(numbers))
    return np.repeat(np.arange(len(people)), times[members])
