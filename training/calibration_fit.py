"""Fits the three kinds of calibration, and the level of the newest months."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression

from model.calibration import Beta, Isotonic, Sigmoid
from training.data import Array
from training.observations import NEWEST_POINTS

INTERCEPTS = (-30.0, 30.0)  # far beyond what any log-odds need


def fit_sigmoid(raw: Array, target: Array) -> Sigmoid:
    """Fits slope and intercept by maximum likelihood.

    The slope is kept positive: a model that ranks no better than chance gets the base rate, nearly
    flat, and never a ranking turned round.
    """
    slope, intercept = fit_non_negative(np.column_stack([raw]), target)
    return Sigmoid(slope=max(slope, FLATTEST_SLOPE), intercept=intercept)


def fit_beta(raw: Array, target: Array) -> Beta:
    """Fits the two slopes and the intercept by maximum likelihood; no slope is negative."""
    columns = np.column_stack([-np.logaddexp(0, -raw), np.logaddexp(0, raw)])
    a, b, intercept = fit_non_negative(columns, target)
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


def fit_non_negative(columns: Array, target: Array) -> list[float]:
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


def fit_recent(raw: Array, target: Array, months_ago: Array) -> Sigmoid:
    """Fits the slope on all rows and the level on those of the newest months alone.

    Default rates of a book fall and rise with its age and with the times: the level of years ago
    says little of next year, while the slope wants every default there is.
    """
    everything = fit_sigmoid(raw, target)
    newest = months_ago < months_ago.min() + NEWEST_POINTS
    return fit_level(everything.slope, raw[newest], target[newest])


def fit_level(slope: float, raw: Array, target: Array) -> Sigmoid:
    """Fits the intercept that expects as many defaults as happened; the slope is given."""

    def surplus(intercept: float) -> float:
        return float(expit(slope * raw + intercept).sum() - target.sum())

    return Sigmoid(slope=slope, intercept=float(brentq(surplus, *INTERCEPTS, xtol=1e-12)))


def cross_fit_recent(raw: Array, target: Array, months_ago: Array, fold: Array) -> Array:
    """Returns calibrated probabilities; each fold's calibration saw the other folds only."""
    proba = np.empty(len(raw))
    for number in np.unique(fold):
        held_out = fold == number
        others = ~held_out
        fitted = fit_recent(raw[others], target[others], months_ago[others])
        proba[held_out] = fitted.apply(raw[held_out])
    return proba
