"""Observation points: what was known of a credit in some month, and what followed within a year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.history import (
    HISTORY_FEATURES,
    LATE_60,
    MONTHS,
    UNKNOWN,
    Severities,
    build_history_features,
    is_long_enough,
)
from training.data import Applicants, Array

DEFAULT = LATE_60 + 1  # 90 or more days past due
OUTCOME_MONTHS = 12
EVALUATION_STEP_MONTHS = 6  # training takes every month; its rows overlap, but teach more
OLDEST_POINT = 54  # six months of history behind it, in 60
TRAIN_BEFORE, TEST_FROM = 24, 18  # months ago: outcomes of the first end where the second begin


@dataclass(frozen=True)
class Observations:
    """Rows of the behavioural model.

    Attributes:
        table: payment history features known in the observation month, n rows.
        target: whether 90+ days past due was reached within the 12 months after it, bool.
        groups: questionnaire of each row.
        months_ago: the observation month of each row.
        applicants: the place of each row's applicant in ``Applicants``.
    """

    table: pd.DataFrame
    target: Array
    groups: Array
    months_ago: Array
    applicants: Array


def observe(applicants: Applicants) -> Observations:
    """Returns every month's view of every credit that is at risk in it.

    At risk: a record in that month, six months of history or more, and never yet 90+ days past
    due. A credit whose records end within the year without default was closed: it counts as good.
    The last year of the data is no observation point, for nobody has seen its outcome.
    """
    parts = []
    for months_ago in range(OUTCOME_MONTHS, OLDEST_POINT + 1):
        known = history_at(applicants.months, months_ago)
        followed = (applicants.months[:, months_ago - OUTCOME_MONTHS : months_ago] > UNKNOWN).any(
            axis=1
        )
        at_risk = (
            (known[:, 0] > UNKNOWN)
            & is_long_enough(known)
            & (known.max(axis=1) < DEFAULT)
            & followed
        )
        rows = np.flatnonzero(at_risk)
        parts.append((rows, np.full(len(rows), months_ago), build_history_features(known[rows])))
    rows, months, features = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Observations(
        table=pd.DataFrame(features, columns=list(HISTORY_FEATURES)),
        target=defaults_within(applicants.months, rows, months),
        groups=applicants.groups[rows],
        months_ago=months,
        applicants=rows,
    )


def history_at(calendar: Severities, months_ago: int) -> Severities:
    """Returns what was known ``months_ago``, newest month first, shape (n, 60)."""
    known = np.full((len(calendar), MONTHS), UNKNOWN, dtype=np.int8)
    seen = calendar[:, months_ago:][:, :MONTHS]
    known[:, : seen.shape[1]] = seen
    return known


def defaults_within(calendar: Severities, rows: Array, months_ago: Array) -> Array:
    """Says whether 90+ days past due was reached in the year after the month, bool, shape (n,)."""
    ahead = months_ago[:, None] - np.arange(1, OUTCOME_MONTHS + 1)
    return np.asarray((calendar[rows[:, None], ahead] >= DEFAULT).any(axis=1))
