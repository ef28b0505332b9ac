"""Fits the level and the slope of the shipped models to another lender's outcomes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedGroupKFold

from model.calibration import Isotonic, Sigmoid
from training.calibration_fit import FLATTEST_SLOPE, cross_fit, fit_isotonic, fit_sigmoid
from training.data import Array
from training.files import DataError
from training.learning import FOLDS, SEED

FEWEST_DEFAULTS = 50  # persons: below, level and slope are mostly chance
ISOTONIC_FROM = 500  # persons in default: below, its steps follow the noise


@dataclass(frozen=True)
class Recalibration:
    """A new calibration on the raw scores of a model, and how it fares on unseen people.

    Attributes:
        calibrator: fitted on all rows.
        proba: cross-fitted: each row's by a calibration that saw the other folds only.
        log_losses: kind -> log loss of its cross-fitted probabilities; the lowest was chosen.
    """

    calibrator: Sigmoid | Isotonic
    proba: Array
    log_losses: dict[str, float]


def recalibrate(raw: Array, target: Array, people: Array) -> Recalibration:
    """Fits slope and intercept, or an isotonic curve where that is better and events allow it.

    Args:
        raw: log-odds of a model before calibration, shape (n,).
        target: whether the event happened, bool, shape (n,).
        people: person of each row; a person is in one fold.

    Raises:
        DataError: too few persons default, or do not; or the model does not rank them.
    """
    _check_enough(target, people)
    fold = _folds(target, people)
    defaults = len(np.unique(people[target]))
    kinds = ("sigmoid", "isotonic") if defaults >= ISOTONIC_FROM else ("sigmoid",)
    probas = {kind: cross_fit(kind, raw, target, fold) for kind in kinds}
    losses = {kind: float(log_loss(target, proba)) for kind, proba in probas.items()}
    line = fit_sigmoid(raw, target)
    if line.slope <= FLATTEST_SLOPE:
        raise DataError(
            "The model does not rank these people: its calibration would be flat. Check codes and"
            " order of months (make inspect), or train a model of your own (make train)."
        )
    chosen = min(losses, key=losses.__getitem__)
    calibrator = line if chosen == "sigmoid" else fit_isotonic(raw, target)
    return Recalibration(calibrator, probas[chosen], losses)


def _check_enough(target: Array, people: Array) -> None:
    defaulted = np.unique(people[target])
    good = np.setdiff1d(people, defaulted)
    for count, what in ((len(defaulted), "in default"), (len(good), "without default")):
        if count < FEWEST_DEFAULTS:
            raise DataError(
                f"{count} persons {what} are too few to recalibrate on; {FEWEST_DEFAULTS} are"
                " needed. Add months or older observation points, or keep the shipped calibration"
                " and leave decisions to people."
            )


def _folds(target: Array, people: Array) -> Array:
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    fold = np.empty(len(target), dtype=int)
    for number, (_, held_out) in enumerate(splitter.split(target, target, people)):
        fold[held_out] = number
    return fold


def to_json(one: Recalibration) -> dict[str, Any]:
    """Returns what the card tells of a calibration."""
    losses = {kind: round(loss, 6) for kind, loss in one.log_losses.items()}
    return {"kind": one.calibrator.kind, "cross_fitted_log_losses": losses}
