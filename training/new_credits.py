"""Observation points of credits that are new: before their opening, and in their first months."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.clients.rules.history import SHORTEST_HISTORY_MONTHS
from model.bundle_reader import Segment
from model.history import (
    NEW_CREDIT_FEATURES,
    UNKNOWN,
    Credits,
    build_new_credit_features,
)
from model.scoring import has_long_open
from training.data import Applicants, Array
from training.observations import (
    DEFAULT,
    OUTCOME_MONTHS,
    Observations,
    Panel,
    defaults_within_a_year,
    ever_defaulted,
    in_default,
    panel_of,
)

ANSWERS = ("days_employed", "amt_income_total", "name_income_type")
"""What the thin-file model reads of the questionnaire."""
ANSWER_SIGNS = (1, -1, 0)  # a longer employment and a higher income never raise the probability


@dataclass(frozen=True)
class NewCredits(Observations):
    """Rows of the thin-file model.

    Attributes:
        own_months: recorded months of the new credit, 0 before its opening.
        others: whether the person has other credits on record.
        served: whether the service would ask this model: no open credit is older.
        applicants: place of the credit in ``Applicants``.
    """

    own_months: Array
    others: Array
    served: Array
    applicants: Array

    @property
    def evaluated(self) -> Array:
        """Which rows figures are about: all, for a credit is new for a few months only."""
        return np.ones(len(self.target), dtype=bool)


def observe_new_credits(applicants: Applicants) -> NewCredits:
    """Returns every credit's view in the month before its opening and in its first five months.

    The target is whether the new credit falls 90+ days behind within the year after that month. A
    first credit before its opening is no row: of its person nothing is known (``measure_segment``).
    """
    panel = panel_of(applicants)
    parts = [
        _observe(panel, months_ago)
        for months_ago in range(OUTCOME_MONTHS, panel.months.shape[1] - 1)
    ]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    features, target, people, months, cured, own_months, others, served, rows = columns
    places = panel.rows[rows]
    answers = applicants.table()[list(ANSWERS)].iloc[places].reset_index(drop=True)
    table = pd.concat([pd.DataFrame(features, columns=list(NEW_CREDIT_FEATURES)), answers], axis=1)
    return NewCredits(table, target, people, months, cured, own_months, others, served, places)


def _observe(panel: Panel, months_ago: int) -> tuple[Array, ...]:
    """Returns the columns of one month: each row is a new credit beside its person's others."""
    known = panel.known(months_ago)
    own_months = _opened(panel) - months_ago + 1
    new = (own_months >= 0) & (own_months < SHORTEST_HISTORY_MONTHS) & _opening_seen(panel)
    alive = known.open() | (own_months == 0)
    rows = np.flatnonzero(new & alive & ~in_default(known)[panel.owners])
    people, own = _beside_others(known, rows)
    others = people.count(~own) > 0
    kept = others | (own_months[rows] > 0)
    features = build_new_credit_features(people, own)
    served = ~has_long_open(people.chosen(~own))
    target = defaults_within_a_year(panel.months, months_ago)[rows]
    owners = panel.owners[rows]
    return tuple(
        column[kept]
        for column in (
            features,
            target,
            owners,
            np.full(len(rows), months_ago),
            ever_defaulted(known)[owners],
            own_months[rows],
            others,
            served,
            rows,
        )
    )


def _beside_others(known: Credits, rows: Array) -> tuple[Credits, Array]:
    """Returns for each new credit a person of its own, with all credits on record, and which is it.

    Two new credits of one person are two rows, and so two persons here.
    """
    starts = np.searchsorted(known.owners, known.owners[rows])
    sizes = np.searchsorted(known.owners, known.owners[rows], side="right") - starts
    owners = np.repeat(np.arange(len(rows)), sizes)
    first = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) - np.repeat(first - starts, sizes)
    own = places == np.repeat(rows, sizes)
    recorded = (known.severities[places] > UNKNOWN).any(axis=1)
    kept = own | recorded
    return Credits(known.severities[places[kept]], owners[kept], len(rows)), own[kept]


def _opened(panel: Panel) -> Array:
    """Returns how many months ago each credit has its first record."""
    recorded = panel.months > UNKNOWN
    return np.asarray(panel.months.shape[1] - 1 - recorded[:, ::-1].argmax(axis=1))


def _opening_seen(panel: Panel) -> Array:
    """Says of each credit whether its first record is its opening, and not the data's."""
    return np.asarray(_opened(panel) < panel.months.shape[1] - 1)


def measure_segment(applicants: Applicants) -> Segment:
    """Returns how first credits fare within 12 months of their opening, one row a person.

    Of several credits opened in one month, the person's worst counts.
    """
    panel = panel_of(applicants)
    opened = _opened(panel)
    oldest = np.zeros(panel.people, dtype=np.int64)
    np.maximum.at(oldest, panel.owners, opened)
    seen = (oldest < panel.months.shape[1] - 1) & (oldest >= OUTCOME_MONTHS - 1)
    first = opened == oldest[panel.owners]
    ahead = opened[:, None] - np.arange(OUTCOME_MONTHS)
    status = np.take_along_axis(panel.months, np.maximum(ahead, 0), axis=1)
    falls = first & (np.where(ahead >= 0, status, UNKNOWN) >= DEFAULT).any(axis=1)
    defaults = int((np.bincount(panel.owners[falls], minlength=panel.people) > 0)[seen].sum())
    people = int(seen.sum())
    return Segment(proba=round(defaults / people, 6), people=people, defaults=defaults)
