"""Fits the scorecard: bins by a small tree for each feature, weights of evidence, and one line."""

import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from model.history import STATE_FEATURES
from model.scorecard import Characteristic, Scorecard
from training.calibration_fit import fit_level, fit_non_negative
from training.data import Array
from training.learning import FOLDS, SEED, Sample, split
from training.observations import NEWEST_POINTS, TEST_FROM, TRAIN_BEFORE

COLUMNS = (
    "latest_status",
    "worst_status_12_months",
    "months_since_late_30",
    "months_late_30",
    "months_late_60",
    "months_on_book",
    "share_without_debt",
    "credits_open",
    "credits_paid_off_24_months",
)
# A table of points has to make sense by itself, so that here no feature is free
SIGNS = {**STATE_FEATURES, "credits_open": 1, "credits_paid_off_24_months": -1}
MOST_BINS = 5
SMALLEST_BIN_SHARE = 0.01
DIGITS = 6


def fit_scorecard(table: pd.DataFrame, target: Array, months_ago: Array) -> Scorecard:
    """Fits a scorecard; its level is that of the newest months, as of the models.

    Args:
        table: the behavioural features, n rows.
        target: the event, bool, shape (n,).
        months_ago: observation month of each row, shape (n,).
    """
    binned = [_bin(table[name], target) for name in COLUMNS]
    evidence = np.column_stack([woe[places] for _, woe, places in binned])
    *weights, _ = fit_non_negative(evidence, target)
    added = evidence @ weights
    newest = months_ago < months_ago.min() + NEWEST_POINTS
    level = fit_level(1.0, added[newest], target[newest]).intercept
    return Scorecard(
        intercept=round(level, DIGITS),
        characteristics=[
            Characteristic(
                feature=name, edges=edges, log_odds=[round(float(one), DIGITS) for one in woe * w]
            )
            for name, (edges, woe, _), w in zip(COLUMNS, binned, weights, strict=True)
        ],
    )


def _bin(values: "pd.Series[float]", target: Array) -> tuple[list[float], Array, Array]:
    """Returns the edges of a feature's bins, the weight of evidence of each, and each row's bin."""
    tree = DecisionTreeClassifier(
        max_leaf_nodes=MOST_BINS,
        min_samples_leaf=SMALLEST_BIN_SHARE,
        monotonic_cst=[SIGNS[str(values.name)]],
        random_state=SEED,
    ).fit(values.to_numpy()[:, None], target)
    edges = np.sort(tree.tree_.threshold[tree.tree_.feature >= 0])
    places = np.searchsorted(edges, values.to_numpy(), side="right")
    bad = np.bincount(places[target], minlength=len(edges) + 1) + 0.5
    good = np.bincount(places[~target], minlength=len(edges) + 1) + 0.5
    woe = np.log(bad / good) - np.log(bad.sum() / good.sum())
    return edges.tolist(), woe, places


def measure_scorecard(sample: Sample, months_ago: Array, later: Array) -> tuple[Array, Array]:
    """Returns probabilities of all rows in grouped folds, and of later rows by the past alone."""
    proba = np.empty(len(sample.target))
    for rows, held_out in split(sample, sample.everything(), FOLDS):
        proba[held_out] = _forecast(sample, months_ago, rows, held_out)
    past = np.flatnonzero(months_ago > TRAIN_BEFORE)
    if (months_ago[later] > TEST_FROM).any():
        raise ValueError(f"later rows begin at month -{TEST_FROM}")
    return proba, _forecast(sample, months_ago, past, later)


def _forecast(sample: Sample, months_ago: Array, rows: Array, asked: Array) -> Array:
    card = fit_scorecard(sample.table.iloc[rows], sample.target[rows], months_ago[rows])
    told = [
        {str(name): value for name, value in row.items()}
        for row in sample.table.iloc[asked].to_dict("records")
    ]
    return np.array(card.score(told), dtype=float)
