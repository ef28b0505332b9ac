"""What the people of training look like to the service: frozen bins, to watch drift against."""

from typing import Any

import numpy as np
import pandas as pd
from catboost import Pool

from core.scores.rules.master_scale import grade_of, master_scale
from model.history import NEW_CREDIT_FEATURES, build_new_credit_features, newest_open
from model.scoring import has_long_open
from training.data import Applicants, Array
from training.models import Fitted
from training.new_credits import ANSWERS
from training.observations import OLDEST_POINT, OUTCOME_MONTHS, in_default, panel_of

SMALLEST_BIN_SHARE = 0.01


def reference_of(table: pd.DataFrame, proba: Array, people: Array) -> dict[str, Any]:
    """Returns frozen bins of inputs and probabilities with their shares, and those of the grades.

    Args:
        table: features of n rows, as the service builds them.
        proba: what the model says of them, shape (n,).
        people: person of each row, shape (n,); rows of one person are alike, so they count as one.
    """
    bins = {str(name): _bins(table[name]) for name in table}
    count = len(np.unique(people))
    return {"inputs": {"people": count, "bins": bins}, "scores": scores_reference(proba, people)}


def scores_reference(proba: Array, people: Array) -> dict[str, Any]:
    """Returns the part of a reference that changes with the calibration, of n rows."""
    letters = pd.Series([grade_of(value) for value in proba.tolist()])
    shares = letters.value_counts(normalize=True)
    grades = {one.grade: round(float(shares.get(one.grade, 0)), 5) for one in master_scale()}
    return {"people": len(np.unique(people)), "grades": grades, "proba": _number_bins(proba)}


def behavioural_reference(fitted: Fitted) -> dict[str, Any]:
    """Returns the reference of the rows that figures are about, which the service would score."""
    rows = np.flatnonzero(fitted.evaluated)
    sample = fitted.sample
    return reference_of(sample.table.iloc[rows], fitted.proba, sample.groups[rows])


def thin_file_reference(applicants: Applicants, fitted: Fitted) -> dict[str, Any]:
    """Returns the reference of the people whom the service would ask the thin-file model about.

    These are not the rows of training: it learns of each new credit, also beside older ones, and
    the service asks it about people of whom no open credit is older, month after month, also after
    all is paid off.
    """
    table, people = thin_files(applicants)
    words = [name for name in table if table[name].dtype == object]
    raw = fitted.classifier.predict(
        Pool(table, cat_features=words), prediction_type="RawFormulaVal"
    )
    return reference_of(table, fitted.calibrator.apply(raw), people)


def thin_files(applicants: Applicants) -> tuple[pd.DataFrame, Array]:
    """Returns the features of each month's people with a thin file, and the person of each row."""
    panel = panel_of(applicants)
    parts, people = [], []
    for months_ago in range(OUTCOME_MONTHS, OLDEST_POINT + 1):
        known = panel.known(months_ago)
        known = known.chosen(known.recorded() > 0)
        on_record = known.count(np.ones(len(known.owners), dtype=bool)) > 0
        asked = on_record & ~has_long_open(known) & ~in_default(known)
        some = known.of_people(asked)
        parts.append(build_new_credit_features(some, newest_open(some)))
        people.append(np.flatnonzero(asked))
    owners = np.concatenate(people)
    places = panel.rows[np.searchsorted(panel.owners, owners)]
    answers = applicants.table()[list(ANSWERS)].iloc[places].reset_index(drop=True)
    built = pd.DataFrame(np.concatenate(parts), columns=list(NEW_CREDIT_FEATURES))
    return pd.concat([built, answers], axis=1), owners


def _bins(values: "pd.Series[Any]") -> dict[str, Any]:
    if values.dtype != object:
        return _number_bins(values.to_numpy(dtype=float))
    shares = values.value_counts(normalize=True).sort_index()
    common = shares[shares >= SMALLEST_BIN_SHARE]
    named = {str(name): round(float(share), 5) for name, share in common.items()}
    return {"shares": named, "others": round(1 - sum(named.values()), 5)}


def _number_bins(values: Array) -> dict[str, Any]:
    """Bins at the deciles; bin i holds the values from edge i-1 on and below edge i."""
    edges = np.unique(np.quantile(values, np.linspace(0.1, 0.9, 9)).round(6))
    counts = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
    shares = counts / counts.sum()
    return {"edges": edges.tolist(), "shares": shares.round(5).tolist()}
