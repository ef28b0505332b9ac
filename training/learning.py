"""Fits, tunes and cross-validates: every figure comes from rows the measured model never saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import optuna
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedGroupKFold
from tqdm import tqdm

from training.data import Array

SEED = 42
FOLDS, INNER_FOLDS = 5, 3
FIXED: dict[str, Any] = {
    "one_hot_max_size": 255,  # each split looks at one feature: the reasons stay exact
    "random_seed": SEED,
    "thread_count": 2,
    "allow_writing_files": False,
    "verbose": False,
}


@dataclass(frozen=True)
class Sample:
    """What a model is trained on.

    Attributes:
        name: for the progress bar.
        table: features, n rows; categories are text.
        target: the event, bool, shape (n,).
        groups: rows of one group are never on both sides, shape (n,).
        monotone: sign of each column's constraint.
        start: the parameters that the search begins with.
    """

    name: str
    table: pd.DataFrame
    target: Array
    groups: Array
    monotone: tuple[int, ...]
    start: dict[str, Any]

    def pool(self, rows: Array) -> Pool:
        """Returns rows for CatBoost."""
        categories = [name for name in self.table if self.table[name].dtype == object]
        table, target = self.table.iloc[rows], self.target[rows].astype(int)
        return Pool(table, target, cat_features=categories)


@dataclass(frozen=True)
class Progress:
    """One bar over all fits of a training."""

    bar: "tqdm[Any]"

    def step(self, name: str) -> None:
        """Says that one more fit is done."""
        self.bar.set_description(name)
        self.bar.update()


def fit(sample: Sample, rows: Array, parameters: dict[str, Any]) -> CatBoostClassifier:
    """Fits one model on some rows."""
    constraints = {"monotone_constraints": list(sample.monotone)} if any(sample.monotone) else {}
    return CatBoostClassifier(**FIXED, **constraints, **parameters).fit(sample.pool(rows))


def predict(model: CatBoostClassifier, sample: Sample, rows: Array) -> Array:
    """Returns raw scores (log-odds), shape (rows,)."""
    raw: Array = model.predict(sample.pool(rows), prediction_type="RawFormulaVal")
    return raw


def split(sample: Sample, rows: Array, folds: int) -> Iterator[tuple[Array, Array]]:
    """Yields (training rows, held out rows); no group is on both sides."""
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=SEED)
    target = sample.target[rows]
    for chosen, held_out in splitter.split(target, target, sample.groups[rows]):
        yield rows[chosen], rows[held_out]


def tune(sample: Sample, rows: Array, trials: int, progress: Progress) -> dict[str, Any]:
    """Searches parameters by the log loss of inner folds of ``rows``; the others stay unseen."""

    def objective(trial: optuna.Trial) -> float:
        parameters = {
            "iterations": trial.suggest_int("iterations", 100, 300, step=50),
            "depth": trial.suggest_int("depth", 3, 6),
            "learning_rate": trial.suggest_float("learning_rate", 0.02, 0.08, log=True),
            "l2_leaf_reg": trial.suggest_float("l2_leaf_reg", 3, 100, log=True),
            "rsm": trial.suggest_float("rsm", 0.3, 1.0),
        }
        losses = []
        for chosen, held_out in split(sample, rows, INNER_FOLDS):
            raw = predict(fit(sample, chosen, parameters), sample, held_out)
            losses.append(log_loss(sample.target[held_out], to_proba(raw)))
            progress.step(f"{sample.name}: tune")
        return float(np.mean(losses))

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=SEED))
    study.enqueue_trial(sample.start)
    study.optimize(objective, n_trials=trials)
    return dict(study.best_params)


def to_proba(raw: Array) -> Array:
    """Returns the uncalibrated probability of raw scores."""
    proba: Array = np.exp(-np.logaddexp(0, -raw))
    return proba


def out_of_fold(
    sample: Sample, rows: Array, trials: int, progress: Progress, folds: int = FOLDS
) -> tuple[Array, Array]:
    """Scores each row by a model that was tuned and fitted without its group.

    Returns:
        Raw scores and fold numbers of all rows of the sample; NaN and -1 outside of ``rows``.
    """
    raw, fold = np.full(len(sample.target), np.nan), np.full(len(sample.target), -1)
    for number, (chosen, held_out) in enumerate(split(sample, rows, folds)):
        parameters = tune(sample, chosen, trials, progress) if trials else sample.start
        raw[held_out] = predict(fit(sample, chosen, parameters), sample, held_out)
        fold[held_out] = number
        progress.step(f"{sample.name}: fold {number + 1} of {folds}")
    return raw, fold
