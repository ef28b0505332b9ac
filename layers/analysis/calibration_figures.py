"""How well probabilities agree with what was observed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.kit.distributions import normal_above

Array = npt.NDArray[Any]

ECE_BINS = 10
MOST_STEPS = 100
TOLERANCE = 1e-10
LONGEST_STEP = 2.0  # of log-odds, so that Newton's method does not leap over the answer


@dataclass(frozen=True)
class CalibrationLine:
    """Observed log-odds over the predicted: ideally slope 1 and intercept 0.

    Attributes:
        slope_error: the standard error of the slope.
    """

    slope: float
    intercept: float
    slope_error: float

    @property
    def p_value(self) -> float:
        """How likely a slope as far from 1 is where it is 1 (Wald)."""
        return 2 * normal_above(abs(self.slope - 1) / self.slope_error)


def calibration_line(target: Array, proba: Array, times: Array | None = None) -> CalibrationLine:
    """Fits the line by maximum likelihood (Cox 1958), by Newton's method until it stands still.

    Args:
        target: whether the event happened, bool, shape (n,); both outcomes occur.
        proba: probabilities in (0, 1), shape (n,), not all the same.
        times: how often each row counts, shape (n,); once where nothing is said.

    Raises:
        ValueError: the fit does not converge: one outcome, one probability, or full separation.
    """
    design = np.column_stack([np.log(proba / (1 - proba)), np.ones(len(proba))])
    weights = np.array([1.0, 0.0])
    times = np.ones(len(proba)) if times is None else times
    for _ in range(MOST_STEPS):
        fitted = 1 / (1 + np.exp(-np.clip(design @ weights, -500, 500)))
        curvature = (design * (times * fitted * (1 - fitted))[:, None]).T @ design
        try:
            step = np.linalg.solve(curvature, design.T @ (times * (target - fitted)))
        except np.linalg.LinAlgError:
            break
        # A whole step may leap over the answer where the level is far off
        weights = weights + step * min(
            1.0, LONGEST_STEP / max(np.abs(design @ step).max(), TOLERANCE)
        )
        if np.abs(step).max() < TOLERANCE:
            error = float(np.sqrt(np.linalg.inv(curvature)[0, 0]))
            return CalibrationLine(float(weights[0]), float(weights[1]), error)
    raise ValueError("the calibration line does not converge on these outcomes")


def calibration_in_the_large(target: Array, proba: Array) -> float:
    """Returns the shift of all log-odds that would expect as many events as happened; ideally 0.

    Args:
        target: whether the event happened, bool, shape (n,); both outcomes occur.
        proba: probabilities in (0, 1), shape (n,).

    Raises:
        ValueError: only one outcome occurs, which no shift can meet.
    """
    events = int(target.sum())
    if events in (0, len(target)):
        raise ValueError("both outcomes are needed to say how far the level is off")
    log_odds, shift = np.log(proba / (1 - proba)), 0.0
    for _ in range(MOST_STEPS):
        fitted = 1 / (1 + np.exp(-np.clip(log_odds + shift, -500, 500)))
        step = float((events - fitted.sum()) / (fitted * (1 - fitted)).sum())
        shift += float(np.clip(step, -LONGEST_STEP, LONGEST_STEP))
        if abs(step) < TOLERANCE:
            break
    return shift


def expected_calibration_error(target: Array, proba: Array) -> float:
    """Returns the mean gap of predicted and observed rate over ten bins of equal size."""
    bins = np.array_split(np.argsort(proba, kind="stable"), ECE_BINS)
    gaps = [abs(proba[rows].mean() - target[rows].mean()) * len(rows) for rows in bins if len(rows)]
    return float(sum(gaps) / len(target))
