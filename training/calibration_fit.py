"""Fits the three kinds of calibration and chooses the one with the lowest log loss out of fold."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss

from model.calibration import Beta, Calibrator, Isotonic, Sigmoid
from training.data import Array


def fit_sigmoid(raw: Array, target: Array) -> Sigmoid:
    """Fits slope and intercept by maximum likelihood.

    The slope is kept positive: a model that ranks no better than chance gets the base rate, nearly
    flat, and never a ranking turned round.
    """
    slope, intercept = _maximise(np.column_stack([raw]), target)
    return Sigmoid(slope=max(slope, FLATTEST_SLOPE), intercept=intercept)


def fit_beta(raw: Array, target: Array) -> Beta:
    """Fits the two slopes and the intercept by maximum likelihood; no slope is negative."""
    columns = np.column_stack([-np.logaddexp(0, -raw), np.logaddexp(0, raw)])
    a, b, intercept = _maximise(columns, target)
    return Beta(a=a, b=b, intercept=intercept)


def fit_isotonic(raw: Array, target: Array) -> Isotonic:
    """Pools adjacent violators; the outer knots are kept away from 0 and 1 by Laplace's rule."""
    edges = 1 / (target.sum() + 2), len(target)
    fitted = IsotonicRegression(y_min=1 / (edges[1] + 2), y_max=1 - edges[0], out_of_bounds="clip")
    fitted.fit(raw, target)
    return Isotonic(raw=fitted.X_thresholds_.tolist(), proba=fitted.y_thresholds_.tolist())


FLATTEST_SLOPE = 1e-3
KINDS: dict[str, Callable[[Array, Array], Sigmoid | Beta | Isotonic]] = {
    "sigmoid": fit_sigmoid,
    "beta": fit_beta,
    "isotonic": fit_isotonic,
}


def _maximise(columns: Array, target: Array) -> list[float]:
    """Fits a logistic regression whose slopes are not negative; the intercept comes last."""
    design = np.column_stack([columns, np.ones(len(columns))])
    signs = np.where(target, -1.0, 1.0)

    def loss(weights: Array) -> tuple[float, Array]:
        margin = signs * (design @ weights)
        slope = signs / (1 + np.exp(-margin))
        return float(np.logaddexp(0, margin).mean()), design.T @ slope / len(target)

    start = np.append(np.ones(columns.shape[1]), 0.0)
    bounds = [(0, None)] * columns.shape[1] + [(None, None)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, tol=1e-12)
    return [float(weight) for weight in found.x]


def cross_fit(kind: str, raw: Array, target: Array, fold: Array) -> Array:
    """Returns calibrated probabilities; each fold's calibration saw the other folds only."""
    proba = np.empty(len(raw))
    for number in np.unique(fold):
        held_out = fold == number
        proba[held_out] = KINDS[kind](raw[~held_out], target[~held_out]).apply(raw[held_out])
    return proba


def choose(raw: Array, target: Array, fold: Array) -> tuple[Calibrator, Array, dict[str, float]]:
    """Chooses the kind of calibration by its log loss out of fold.

    Returns:
        The chosen kind fitted on all rows, the out-of-fold probabilities, and each kind's loss.
    """
    probas = {kind: cross_fit(kind, raw, target, fold) for kind in KINDS}
    losses = {kind: round(float(log_loss(target, proba)), 6) for kind, proba in probas.items()}
    best = min(losses, key=lambda kind: losses[kind])
    return KINDS[best](raw, target), probas[best], losses
