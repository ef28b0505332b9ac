"""Observation points: what was known of a person in some month, and what followed within a year.

The unit is a person: everybody who gave the same whole questionnaire, with all credits of theirs.
Whom the policy's hard rules call defaulted is asked no model, and so is in no sample.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.decisions.rules.policy import first_policy
from model.history import (
    LATE_60,
    MONTHS,
    PAID_OFF,
    STATE_FEATURES,
    UNKNOWN,
    Credits,
    Severities,
    build_state_features,
    stay_paid_off,
)
from model.scoring import has_long_open
from training.data import Applicants, Array

DEFAULT = LATE_60 + 1  # 90 or more days past due
OUTCOME_MONTHS = 12
EVALUATION_STEP_MONTHS = 6  # training takes every month; its rows overlap, but teach more
OLDEST_POINT = 54  # six months of history behind it, in 60
# Months ago. Outcomes take a year: those of the first end where the second begins
TRAIN_BEFORE, TEST_FROM = 30, 18
NEWEST_POINTS = 6  # months whose outcomes set the level of the probabilities


@dataclass(frozen=True)
class Observations:
    """Rows of a model.

    Attributes:
        table: features known in the observation month, n rows.
        target: whether 90+ days past due was reached within the 12 months after it, bool.
        people: number of each row's person.
        months_ago: the observation month of each row.
        cured: whether a credit of the person had been 90+ days past due before.
    """

    table: pd.DataFrame
    target: Array
    people: Array
    months_ago: Array
    cured: Array

    @property
    def evaluated(self) -> Array:
        """Which rows figures are about: every sixth month, so that they overlap less."""
        return np.asarray(self.months_ago % EVALUATION_STEP_MONTHS == 0)


@dataclass(frozen=True)
class Panel:
    """The credits of all people, those of one person together.

    Attributes:
        months: severity of each calendar month, the data's latest month first, shape (n, 61).
        owners: number of each credit's person, rising, shape (n,).
        rows: place of each credit in ``Applicants``.
    """

    months: Severities
    owners: Array
    rows: Array

    @property
    def people(self) -> int:
        """How many persons there are."""
        return int(self.owners[-1]) + 1

    def known(self, months_ago: int) -> Credits:
        """Returns what was known in a month, of all credits."""
        return Credits(history_at(self.months, months_ago), self.owners, self.people)


def panel_of(applicants: Applicants) -> Panel:
    """Puts the credits of each person together."""
    order = np.argsort(applicants.groups, kind="stable")
    return Panel(applicants.months[order], applicants.groups[order], order)


def recorded_at(calendar: Severities, months_ago: int) -> Severities:
    """Returns what was recorded ``months_ago``, newest month first, shape (n, 60)."""
    known = np.full((len(calendar), MONTHS), UNKNOWN, dtype=np.int8)
    seen = calendar[:, months_ago:][:, :MONTHS]
    known[:, : seen.shape[1]] = seen
    return known


def history_at(calendar: Severities, months_ago: int) -> Severities:
    """Returns what was known ``months_ago``: as recorded, and what is paid off stays so."""
    return stay_paid_off(recorded_at(calendar, months_ago))


def defaults_within_a_year(calendar: Severities, months_ago: int) -> Array:
    """Says of each credit whether it was 90+ days past due in the year after a month, bool."""
    return np.asarray(
        (calendar[:, months_ago - OUTCOME_MONTHS : months_ago] >= DEFAULT).any(axis=1)
    )


def in_default(known: Credits) -> Array:
    """Says of each person whether the hard rules find a default: now, or not cured yet."""
    now = known.count(known.severities[:, 0] >= DEFAULT) > 0
    unpaid = known.severities[:, 0] != PAID_OFF
    cure_months = first_policy().hard_rules.cure_months
    lately = (known.severities[:, :cure_months] >= DEFAULT).any(axis=1)
    return np.asarray(now | (known.count(unpaid & lately) > 0))


def ever_defaulted(known: Credits) -> Array:
    """Says of each person whether any credit ever was 90+ days past due."""
    ever = np.asarray((known.severities >= DEFAULT).any(axis=1))
    return np.asarray(known.count(ever) > 0)


def observe(applicants: Applicants) -> Observations:
    """Returns every month's view of every person with an open credit of six months or more.

    The target is whether any credit open in that month falls 90+ days behind within the year
    after it. A credit whose records end before counts as good. The last year of the data is no
    observation point, for nobody has seen its outcome.
    """
    panel = panel_of(applicants)
    parts = []
    for months_ago in range(OUTCOME_MONTHS, OLDEST_POINT + 1):
        known = panel.known(months_ago)
        chosen = has_long_open(known) & ~in_default(known)
        falls = known.open() & defaults_within_a_year(panel.months, months_ago)
        parts.append(
            (
                build_state_features(known)[chosen],
                (known.count(falls) > 0)[chosen],
                np.flatnonzero(chosen),
                np.full(chosen.sum(), months_ago),
                ever_defaulted(known)[chosen],
            )
        )
    features, target, people, months, cured = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    table = pd.DataFrame(features, columns=list(STATE_FEATURES))
    return Observations(table, target, people, months, cured)
