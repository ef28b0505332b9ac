"""Fits the scorecard: bins by a small tree for each feature, weights of evidence, and one line."""

import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from model.history import STATE_FEATURES
from model.scorecard import Characteristic, Scorecard
from training.calibration_fit import fit_level, fit_non_negative
from training.data import Array
from training.learning import FOLDS, SEED, Sample, split
from training.observations import TEST_FROM
from training.outcomes import Outcomes

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


def fit_scorecard(table: pd.DataFrame, outcomes: Outcomes, now: int = 0) -> Scorecard:
    """Fits a scorecard; its level is that of the newest months, as of the models.

    Args:
        table: the behavioural features, n rows.
        outcomes: what followed them.
        now: so many months ago it is fitted: what became known later is not looked at.
    """
    complete, newest = outcomes.complete(now), outcomes.newest(now)
    target = outcomes.target[complete]
    binned = [_bin(table[name], target, complete) for name in COLUMNS]
    evidence = np.column_stack([woe[places] for _, woe, places in binned])
    *weights, _ = fit_non_negative(evidence[complete], target)
    added = (evidence @ weights)[newest]
    level = fit_level(1.0, added, outcomes.expected_in_newest(now)).intercept
    return Scorecard(
        intercept=round(level, DIGITS),
        characteristics=[
            Characteristic(
                feature=name, edges=edges, log_odds=[round(float(one), DIGITS) for one in woe * w]
            )
            for name, (edges, woe, _), w in zip(COLUMNS, binned, weights, strict=True)
        ],
    )


def _bin(
    values: "pd.Series[float]", target: Array, complete: Array
) -> tuple[list[float], Array, Array]:
    """Returns the edges of a feature's bins, the weight of evidence of each, and each row's bin.

    Args:
        target: of the complete rows (bool, shape (n,)), which bins and weights are fitted on.
    """
    tree = DecisionTreeClassifier(
        max_leaf_nodes=MOST_BINS,
        min_samples_leaf=SMALLEST_BIN_SHARE,
        monotonic_cst=[SIGNS[str(values.name)]],
        random_state=SEED,
    ).fit(values.to_numpy()[complete, None], target)
    edges = np.sort(tree.tree_.threshold[tree.tree_.feature >= 0])
    places = np.searchsorted(edges, values.to_numpy(), side="right")
    of_complete = places[complete]
    bad = np.bincount(of_complete[target], minlength=len(edges) + 1) + 0.5
    good = np.bincount(of_complete[~target], minlength=len(edges) + 1) + 0.5
    woe = np.log(bad / good) - np.log(bad.sum() / good.sum())
    return edges.tolist(), woe, places


def measure_scorecard(sample: Sample, outcomes: Outcomes, later: Array) -> tuple[Array, Array]:
    """Returns probabilities of all rows in grouped folds, and of later rows by the past alone."""
    proba = np.empty(len(sample.target))
    for rows, held_out in split(sample, sample.everything(), FOLDS):
        proba[held_out] = _forecast(sample, outcomes, rows, held_out)
    if (outcomes.months_ago[later] > TEST_FROM).any():
        raise ValueError(f"later rows begin at month -{TEST_FROM}")
    past = np.flatnonzero(outcomes.begun(TEST_FROM))
    return proba, _forecast(sample, outcomes, past, later, TEST_FROM)


def _forecast(sample: Sample, outcomes: Outcomes, rows: Array, asked: Array, now: int = 0) -> Array:
    card = fit_scorecard(sample.table.iloc[rows], outcomes.of(rows), now)
    told = [
        {str(name): value for name, value in row.items()}
        for row in sample.table.iloc[asked].to_dict("records")
    ]
    return np.array(card.score(told), dtype=float)
