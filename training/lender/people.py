"""The lender's people at the observation point: whom a model scores, and what followed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from core.clients.rules.history import STATUSES_BY_SEVERITY, Months, PaymentStatus, month_number
from core.clients.rules.questionnaire import Features
from core.decisions.rules.hard_rules import DEFAULT_RULES, Rule
from core.decisions.rules.policy import active_policy
from core.decisions.rules.standing import standing_of
from core.kit.errors import ImpossibleFeaturesError
from core.scores.rules.vocabulary import ModelName
from model.history import UNKNOWN, Severities
from training.data import Array, features_of
from training.lender.mapping import ColumnOutcome, Mapping, MonthsOutcome
from training.lender.rows import Rows
from training.lender.scoring import model_for
from training.observations import defaults_within_a_year, history_at

OBSERVED_ON = date(2000, 1, 1)  # any: months are counted back from the observation month
NOT_YET = "no month recorded by the observation month"
DEFAULTED = "in default already, by the hard rules"
SILENT = "silent for longer than the hard rules allow"
NOTHING_OPEN = "no open credit, so nothing to default on"
NO_ANSWERS = "less than six months of history, and no answers for the thin-file model"


@dataclass(frozen=True)
class People:
    """Those whom a model can score, and how many it cannot.

    Attributes:
        names: the lender's names of n persons.
        credits: months of each person's credits as of the observation month.
        features: answers of the questionnaire; empty where there are none.
        models: the model that scores each.
        target: whether each defaulted afterwards, bool; None where no outcome is known.
        left_out: reason -> how many persons.
        ended_early: how many of the n have no record to the end of the outcome's year, and count
            as good unless they defaulted before.
    """

    names: Array
    credits: list[tuple[Months, ...]]
    features: list[Features]
    models: list[ModelName]
    target: Array | None
    left_out: dict[str, int]
    ended_early: int


def observe_people(rows: Rows, mapping: Mapping) -> People:
    """Looks at every person as of the observation month."""
    calendar = rows.calendar(mapping)
    known = history_at(calendar, mapping.months_ago)
    persons, owners = np.unique(rows.credits["person"].to_numpy(dtype=str), return_inverse=True)
    order = np.argsort(owners, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(owners[order])) + 1)
    credits = [
        tuple(_months(known[place]) for place in own if _seen(known[place])) for own in members
    ]
    features = _features(rows, [int(own[0]) for own in members])
    models = model_for(credits, [one is not None for one in features])
    reasons = [_left_out(own, model) for own, model in zip(credits, models, strict=True)]
    target = _outcomes(rows, mapping, calendar, known, owners)
    kept = [place for place, reason in enumerate(reasons) if reason is None]
    last = (calendar[:, : mapping.months_ago] > UNKNOWN).any(axis=1)
    ended = np.bincount(owners[~last], minlength=len(persons)) == np.bincount(owners)
    return People(
        names=persons[kept],
        credits=[credits[place] for place in kept],
        features=[features[place] or {} for place in kept],
        models=[model for place in kept if (model := models[place])],
        target=None if target is None else target[kept],
        left_out=dict(Counter(reason for reason in reasons if reason)),
        ended_early=int(ended[kept].sum()) if isinstance(mapping.outcome, MonthsOutcome) else 0,
    )


def _seen(severities: Severities) -> bool:
    return bool((severities > UNKNOWN).any())


def _months(severities: Severities) -> Months:
    places = np.flatnonzero(severities > UNKNOWN)
    statuses = "".join(STATUSES_BY_SEVERITY[severity] for severity in severities[places])
    return Months((month_number(OBSERVED_ON) - places).tolist(), statuses)


def _left_out(credits: Sequence[Months], model: ModelName | None) -> str | None:
    """Says why a person is not scored here, or None."""
    if not credits:
        return NOT_YET
    met = active_policy().rules_met(standing_of(credits, OBSERVED_ON))
    if DEFAULT_RULES.intersection(met):
        return DEFAULTED
    if Rule.SILENT in met:
        return SILENT
    if all(credit.statuses[0] == PaymentStatus.PAID_OFF for credit in credits):
        return NOTHING_OPEN
    return None if model else NO_ANSWERS


def _features(rows: Rows, places: Sequence[int]) -> list[Features | None]:
    """Returns the features of the answers beside each person's first credit."""
    names = [name for name in rows.credits if name not in {"credit", "person", "outcome"}]
    if not names:
        return [None] * len(places)
    answers = rows.credits.iloc[list(places)][names].astype(object)
    plain = answers.where(answers.notna() & (answers != ""), None)
    return [
        _build({str(name): value for name, value in row.items()})
        for row in plain.to_dict("records")
    ]


def _build(answers: dict[str, Any]) -> Features | None:
    try:
        return features_of(answers)
    except ImpossibleFeaturesError:
        return None


def _outcomes(
    rows: Rows, mapping: Mapping, calendar: Severities, known: Severities, owners: Array
) -> Array | None:
    """Says of each person whether any credit of theirs defaults."""
    outcome = mapping.outcome
    if outcome is None:
        return None
    if isinstance(outcome, ColumnOutcome):
        falls = rows.credits["outcome"].isin(outcome.default).to_numpy()
    else:
        opened = known[:, 0] > 0
        falls = opened & defaults_within_a_year(calendar, outcome.months_ago)
    return np.asarray(np.bincount(owners[falls], minlength=int(owners.max()) + 1) > 0)
