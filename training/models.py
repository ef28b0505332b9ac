"""The two models: trained, calibrated and measured under their protocols."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

from core.scores.rules.vocabulary import ModelName
from model.calibration import Sigmoid
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES
from training.business import BENCHMARK, compare, compare_each, rules_of
from training.calibration_fit import cross_fit_recent, fit_recent
from training.data import Applicants, Array
from training.evaluation import measure, rank
from training.learning import FOLDS, INNER_FOLDS, Progress, Sample, fit, out_of_fold, predict, split
from training.new_credits import ANSWER_SIGNS, NewCredits
from training.observations import (
    NEWEST_POINTS,
    TEST_FROM,
    TRAIN_BEFORE,
    Observations,
    panel_of,
)

PROTECTED = ("code_gender", "days_birth", "age_group")
PARAMETERS: dict[str, Any] = {
    "iterations": 400,
    "depth": 4,
    "learning_rate": 0.02,
    "l2_leaf_reg": 30,
    "rsm": 0.3,
}
"""Fixed beforehand: with so few defaults a search follows the noise of its inner folds."""
SIGNS = {
    ModelName.BEHAVIOURAL: tuple(STATE_FEATURES.values()),
    ModelName.THIN_FILE: (*NEW_CREDIT_FEATURES.values(), *ANSWER_SIGNS),
}
"""Of each model, the monotone constraint of every column."""
TARGETS = {
    ModelName.BEHAVIOURAL: "an open credit falls 90 or more days behind within 12 months",
    ModelName.THIN_FILE: "a new credit falls 90 or more days behind within 12 months",
}
GROUPED = (
    "five folds grouped by person; slope of the calibration from the other folds, level from"
    f" their newest {NEWEST_POINTS} months"
)
OWN_BOOK = (
    f"trained and calibrated on observation months before -{TRAIN_BEFORE}, whose outcomes end at"
    f" -{TEST_FROM}; tested from -{TEST_FROM} on, people of the own book"
)
NEW_PEOPLE = "the same months, in five folds of persons: nobody tested was in training"


@dataclass(frozen=True)
class Later:
    """What models of the past alone said of later rows.

    Attributes:
        rows: places of the later rows.
        own_book: calibrated probabilities by a model that had earlier months of these people.
        new_people: by models that never saw these people.
    """

    rows: Array
    own_book: Array
    new_people: Array


@dataclass(frozen=True)
class Fitted:
    """A model fitted on everything, with the figures of its twins that saw less.

    Attributes:
        sample: what it was fitted on.
        months_ago: observation month of each row.
        evaluated: rows that figures are about, bool, shape (n,).
        proba: calibrated probabilities of those rows, out of fold.
        metrics: every figure with its protocol.
    """

    name: ModelName
    sample: Sample
    months_ago: Array
    classifier: CatBoostClassifier
    calibrator: Sigmoid
    evaluated: Array
    proba: Array
    later: Later
    metrics: dict[str, Any]


def fits() -> int:
    """Returns how many steps the progress bar of one model has."""
    own_book, new_people, protected = INNER_FOLDS + 1, FOLDS * (INNER_FOLDS + 1), FOLDS
    return FOLDS + 1 + own_book + new_people + protected


def sample_of(name: ModelName, observations: Observations) -> Sample:
    """Returns what a model is trained on."""
    table, signs = observations.table, SIGNS[name]
    return Sample(name, table, observations.target, observations.people, signs, PARAMETERS)


def train_behavioural(
    applicants: Applicants, observations: Observations, progress: Progress
) -> Fitted:
    """Trains on people with an open credit of six months or more."""
    fitted = _train(ModelName.BEHAVIOURAL, observations, progress)
    sample = fitted.sample
    panel = panel_of(applicants)
    first = panel.rows[np.searchsorted(panel.owners, observations.people)]
    fitted.metrics["protected_attributes"] = _with_protected(applicants, first, fitted, progress)
    later = fitted.later
    rules = {
        name: approved[later.rows] for name, approved in rules_of(applicants, observations).items()
    }
    target, people = sample.target[later.rows], sample.groups[later.rows]
    fitted.metrics["business"] = compare_each(target, later.new_people, rules, people)
    never = ~observations.cured[later.rows]
    fitted.metrics["business_never_in_default"] = compare(
        target[never], later.new_people[never], rules[BENCHMARK][never], people[never]
    )
    fitted.metrics["subsets"] = _subsets(
        fitted, {"never in default before": ~observations.cured, "cured": observations.cured}
    )
    return fitted


def train_thin_file(applicants: Applicants, observations: NewCredits, progress: Progress) -> Fitted:
    """Trains on new credits: own first months, the person's other credits, a few answers."""
    fitted = _train(ModelName.THIN_FILE, observations, progress)
    fitted.metrics["protected_attributes"] = _with_protected(
        applicants, observations.applicants, fitted, progress
    )
    opened, others, served = observations.own_months > 0, observations.others, observations.served
    fitted.metrics["subsets"] = _subsets(
        fitted,
        {
            "1-5 months, with other credits": opened & others,
            "1-5 months, no other credit": opened & ~others,
            "before opening, with other credits": ~opened,
            "whom the service asks it of: no older open credit": served,
        },
    )
    return fitted


def _train(name: ModelName, observations: Observations, progress: Progress) -> Fitted:
    """Cross-validates, looks ahead in time, calibrates, and fits on everything."""
    sample, evaluated = sample_of(name, observations), observations.evaluated
    rows, months = sample.everything(), observations.months_ago
    raw, fold = out_of_fold(sample, rows, progress)
    proba = cross_fit_recent(raw, sample.target, months, fold)[evaluated]
    target, people = sample.target[evaluated], sample.groups[evaluated]
    later = _score_later(sample, months, evaluated, progress)
    of_later = sample.target[later.rows], sample.groups[later.rows]
    return Fitted(
        name=name,
        sample=sample,
        months_ago=months,
        classifier=fit(sample, rows, progress),
        calibrator=fit_recent(raw, sample.target, months),
        evaluated=evaluated,
        proba=proba,
        later=later,
        metrics={
            "grouped": {"protocol": GROUPED, **measure(target, proba, people)},
            "out_of_time": {
                "protocol": OWN_BOOK,
                **measure(of_later[0], later.own_book, of_later[1]),
            },
            "out_of_time_new_people": {
                "protocol": NEW_PEOPLE,
                **measure(of_later[0], later.new_people, of_later[1]),
            },
        },
    )


def _score_later(sample: Sample, months_ago: Array, evaluated: Array, progress: Progress) -> Later:
    """Trains on the past alone, calibration included, and scores what came later."""
    past = months_ago > TRAIN_BEFORE
    later = np.flatnonzero((months_ago <= TEST_FROM) & evaluated)
    own_book = _forecast(sample, months_ago, np.flatnonzero(past), later, progress)
    new_people = np.full(len(sample.target), np.nan)
    for others, held_out in split(sample, sample.everything(), FOLDS):
        tested = np.intersect1d(held_out, later)
        new_people[tested] = _forecast(sample, months_ago, others[past[others]], tested, progress)
    return Later(later, own_book, new_people[later])


def _forecast(
    sample: Sample, months_ago: Array, past: Array, later: Array, progress: Progress
) -> Array:
    """Returns the probabilities of later rows by a model trained and calibrated on past ones."""
    raw, _ = out_of_fold(sample, past, progress, INNER_FOLDS)
    calibrator = fit_recent(raw[past], sample.target[past], months_ago[past])
    return calibrator.apply(predict(fit(sample, past, progress), sample, later))


def _with_protected(
    applicants: Applicants, places: Array, fitted: Fitted, progress: Progress
) -> dict[str, Any]:
    """Measures what gender and age would add, by the same recipe in the same folds."""
    people = applicants.table().iloc[places].reset_index(drop=True)
    sample = fitted.sample
    wider = replace(
        sample,
        table=pd.concat([sample.table, people[list(PROTECTED)]], axis=1),
        monotone=(*sample.monotone, *(0 for _ in PROTECTED)),
    )
    raw, fold = out_of_fold(wider, wider.everything(), progress)
    proba = cross_fit_recent(raw, sample.target, fitted.months_ago, fold)
    evaluated = fitted.evaluated
    target, groups = sample.target[evaluated], sample.groups[evaluated]
    return {
        "protected": list(PROTECTED),
        "with": rank(target, proba[evaluated], groups),
        "without": rank(target, fitted.proba, groups),
    }


def _subsets(fitted: Fitted, chosen: dict[str, Array]) -> list[dict[str, Any]]:
    """Returns the figures of parts of the sample, grouped and out of time on new people."""
    return [
        {"subset": name, "grouped": grouped, "out_of_time_new_people": later}
        for name, grouped, later in _each_subset(fitted, chosen)
    ]


def _each_subset(
    fitted: Fitted, chosen: dict[str, Array]
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    sample, later = fitted.sample, fitted.later
    for name, rows in chosen.items():
        part = rows[fitted.evaluated]
        target = sample.target[fitted.evaluated][part]
        people = sample.groups[fitted.evaluated][part]
        ahead = rows[later.rows]
        yield (
            name,
            _short(target, fitted.proba[part], people),
            _short(
                sample.target[later.rows][ahead],
                later.new_people[ahead],
                sample.groups[later.rows][ahead],
            ),
        )


def _short(target: Array, proba: Array, people: Array) -> dict[str, Any]:
    """Returns how many there are, how they rank, and whether the level is right."""
    return {
        "rows": len(target),
        "events": int(target.sum()),
        "people_in_default": len(np.unique(people[target])),
        **rank(target, proba, people),
        "observed_over_expected": round(float(target.sum() / proba.sum()), 4),
    }
