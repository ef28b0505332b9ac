"""Fits and cross-validates: every figure comes from rows the measured model never saw."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool
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
        parameters: of CatBoost.
    """

    name: str
    table: pd.DataFrame
    target: Array
    groups: Array
    monotone: tuple[int, ...]
    parameters: dict[str, Any]

    def pool(self, rows: Array) -> Pool:
        """Returns rows for CatBoost."""
        categories = [name for name in self.table if self.table[name].dtype == object]
        table, target = self.table.iloc[rows], self.target[rows].astype(int)
        return Pool(table, target, cat_features=categories)

    def everything(self) -> Array:
        """Returns the places of all rows."""
        return np.arange(len(self.target))


@dataclass(frozen=True)
class Progress:
    """One bar over all fits of a training."""

    bar: "tqdm[Any]"

    def step(self, name: str) -> None:
        """Says that one more fit is done."""
        self.bar.set_description(name)
        self.bar.update()


def fit(sample: Sample, rows: Array, progress: Progress | None = None) -> CatBoostClassifier:
    """Fits one model on some rows; a row that is named twice counts twice."""
    constraints = {"monotone_constraints": list(sample.monotone)} if any(sample.monotone) else {}
    fitted = CatBoostClassifier(**FIXED, **constraints, **sample.parameters).fit(sample.pool(rows))
    if progress:
        progress.step(sample.name)
    return fitted


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


def out_of_fold(
    sample: Sample, rows: Array, progress: Progress, folds: int = FOLDS
) -> tuple[Array, Array]:
    """Scores each row by a model that was fitted without its group.

    Returns:
        Raw scores and fold numbers of all rows of the sample; NaN and -1 outside of ``rows``.
    """
    raw, fold = np.full(len(sample.target), np.nan), np.full(len(sample.target), -1)
    for number, (chosen, held_out) in enumerate(split(sample, rows, folds)):
        places = np.unique(held_out)
        raw[places] = predict(fit(sample, chosen, progress), sample, places)
        fold[places] = number
    return raw, fold
