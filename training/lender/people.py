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
from core.decisions.rules.policy import first_policy
from core.decisions.rules.standing import standing_of
from core.kit.errors import ImpossibleFeaturesError
from core.scores.rules.vocabulary import ModelName
from model.history import PAID_OFF, UNKNOWN, Severities
from training.data import Array, features_of
from training.lender.lender_scores import model_for
from training.lender.mapping import ColumnOutcome, Mapping
from training.lender.rows import Rows
from training.observations import defaults_within_a_year, history_at

OBSERVED_ON = date(2000, 1, 1)  # any: months are counted back from the observation month
NOT_YET = "no month recorded by the observation month"
DEFAULTED = "in default already, by the hard rules"
SILENT = "silent for longer than the hard rules allow"
NOTHING_OPEN = "no open credit, so nothing to default on"
NO_ANSWERS = "less than six months of history, and no answers for the thin-file model"


@dataclass(frozen=True)
class People:
    """Persons in observation months, whom a model can score; and how many it cannot.

    Attributes:
        names: the lender's names of persons, n rows; one in several observation months is there
            several times.
        credits: months of each person's credits as of the observation month.
        features: answers of the questionnaire; empty where there are none.
        models: the model that scores each.
        target: whether each defaulted afterwards, bool; None where no outcome is known.
        left_out: reason -> how many rows.
        ended_early: how many of the n have no record after the observation month, and count as
            good; 0 where the lender says who defaulted.
    """

    names: Array
    credits: list[tuple[Months, ...]]
    features: list[Features]
    models: list[ModelName]
    target: Array | None
    left_out: Counter[str]
    ended_early: int

    def defaulted(self) -> int:
        """Returns how many persons default; 0 where no outcome is known."""
        return 0 if self.target is None else len(np.unique(self.names[self.target]))


def observe_people(rows: Rows, mapping: Mapping) -> People:
    """Looks at every person as of each observation month."""
    calendar = rows.calendar(mapping)
    parts = [_observe(rows, mapping, calendar, months_ago) for months_ago in mapping.points]
    return People(
        names=np.concatenate([one.names for one in parts]),
        credits=[credits for one in parts for credits in one.credits],
        features=[features for one in parts for features in one.features],
        models=[model for one in parts for model in one.models],
        target=np.concatenate([one.target for one in parts if one.target is not None])
        if mapping.outcome
        else None,
        left_out=sum((one.left_out for one in parts), Counter()),
        ended_early=sum(one.ended_early for one in parts),
    )


def _observe(rows: Rows, mapping: Mapping, calendar: Severities, months_ago: int) -> People:
    known = history_at(calendar, months_ago)
    persons, owners = np.unique(rows.credits["person"].to_numpy(dtype=str), return_inverse=True)
    credits, features = _by_person(rows, known, owners)
    models = model_for(credits, [one is not None for one in features])
    reasons = [_left_out(own, model) for own, model in zip(credits, models, strict=True)]
    kept = [place for place, reason in enumerate(reasons) if reason is None]
    target = _outcomes(rows, mapping, calendar, known, months_ago)
    lasting = _any(owners, np.asarray((calendar[:, :months_ago] > UNKNOWN).any(axis=1)))
    return People(
        names=persons[kept],
        credits=[credits[place] for place in kept],
        features=[features[place] or {} for place in kept],
        models=[model for place in kept if (model := models[place])],
        target=None if target is None else _any(owners, target)[kept],
        left_out=Counter(reason for reason in reasons if reason),
        ended_early=int((~lasting[kept]).sum()) if months_ago else 0,
    )


def _any(owners: Array, which: Array) -> Array:
    """Says of each person whether something holds for any credit."""
    return np.asarray(np.bincount(owners[which], minlength=int(owners.max()) + 1) > 0)


def _by_person(
    rows: Rows, known: Severities, owners: Array
) -> tuple[list[tuple[Months, ...]], list[Features | None]]:
    order = np.argsort(owners, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(owners[order])) + 1)
    credits = [
        tuple(_months(known[place]) for place in own if _seen(known[place])) for own in members
    ]
    return credits, _features(rows, [int(own[0]) for own in members])


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
    met = first_policy().rules_met(standing_of(credits, OBSERVED_ON))
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
    rows: Rows, mapping: Mapping, calendar: Severities, known: Severities, months_ago: int
) -> Array | None:
    """Says of each credit whether it defaults; None where nobody knows."""
    outcome = mapping.outcome
    if outcome is None:
        return None
    if isinstance(outcome, ColumnOutcome):
        return rows.credits["outcome"].isin(outcome.default).to_numpy()
    opened = known[:, 0] > PAID_OFF
    return np.asarray(opened & defaults_within_a_year(calendar, months_ago))
