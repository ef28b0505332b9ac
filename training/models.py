"""The two models: trained, calibrated and measured under their protocols."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier

from core.clients.rules.questionnaire import FEATURE_NAMES
from core.scores.rules.vocabulary import ModelName
from model.calibration import Calibrator
from model.history import HISTORY_FEATURES
from training.business import approve_by_rules, compare
from training.calibration_fit import choose, cross_fit
from training.data import Applicants, Array
from training.evaluation import measure
from training.learning import FOLDS, INNER_FOLDS, Progress, Sample, fit, out_of_fold, predict, tune
from training.observations import (
    EVALUATION_STEP_MONTHS,
    TEST_FROM,
    TRAIN_BEFORE,
    Observations,
    observe,
)

PROTECTED = ("code_gender", "days_birth", "age_group")
START: dict[ModelName, dict[str, Any]] = {
    ModelName.APPLICATION: {
        "iterations": 300,
        "depth": 4,
        "learning_rate": 0.03,
        "l2_leaf_reg": 20,
        "rsm": 1.0,
    },
    ModelName.BEHAVIOURAL: {
        "iterations": 200,
        "depth": 5,
        "learning_rate": 0.04,
        "l2_leaf_reg": 30,
        "rsm": 0.3,
    },
}
TARGETS = {
    ModelName.APPLICATION: "ever 90 or more days past due",
    ModelName.BEHAVIOURAL: "90 or more days past due within the next 12 months",
}
GROUPED = "five folds grouped by the whole questionnaire"
TUNED = "; tuned inside the training folds only"
OUT_OF_TIME = (
    f"trained on observation months before -{TRAIN_BEFORE}, whose outcomes end at -{TEST_FROM};"
    f" tested from -{TEST_FROM} on"
)


@dataclass(frozen=True)
class Later:
    """What a model of the past alone said of later rows: their places and probabilities."""

    rows: Array
    proba: Array


@dataclass(frozen=True)
class Fitted:
    """A model fitted on everything, with the figures of its twins that saw less.

    Attributes:
        sample: what it was fitted on.
        evaluated: rows that figures are about, bool, shape (n,).
        proba: calibrated probabilities of those rows, out of fold.
        metrics: every figure with its protocol.
    """

    name: ModelName
    sample: Sample
    classifier: CatBoostClassifier
    calibrator: Calibrator
    parameters: dict[str, Any]
    evaluated: Array
    proba: Array
    metrics: dict[str, Any]


def fits(trials: int) -> int:
    """Returns how many steps the progress bar has."""
    tuned = FOLDS + 1
    application = 3 * FOLDS
    behavioural = 2 * FOLDS + INNER_FOLDS + trials * INNER_FOLDS * (tuned + 1)
    return application + behavioural


def train_application(applicants: Applicants, progress: Progress) -> Fitted:
    """Trains on the questionnaire; without gender and age where that costs nothing measurable.

    Its parameters are fixed: with so weak a signal a search follows the noise of the inner folds,
    and the models it found were worse out of fold in ranking and in calibration.
    """
    everything = _application_sample(applicants, FEATURE_NAMES)
    fairer = _application_sample(
        applicants, tuple(name for name in FEATURE_NAMES if name not in PROTECTED)
    )
    rows = np.arange(len(applicants.ids))
    cost: dict[str, Any] = {
        "with": _quick_figures(everything, rows, progress),
        "without": _quick_figures(fairer, rows, progress),
        "protected": list(PROTECTED),
    }
    affordable = cost["without"]["roc_auc"] >= cost["with"]["roc_auc_interval_95"][0]
    sample = fairer if affordable else everything
    fitted = _finish(ModelName.APPLICATION, sample, np.ones(len(rows), bool), 0, progress)
    fitted.metrics["protected_attributes"] = {**cost, "shipped_without": affordable}
    return fitted


def train_behavioural(
    applicants: Applicants, trials: int, progress: Progress
) -> tuple[Fitted, Later]:
    """Trains on payment history; measured out of fold and out of time."""
    observations = observe(applicants)
    name = ModelName.BEHAVIOURAL
    sample = Sample(
        name,
        observations.table,
        observations.target,
        observations.groups,
        tuple(HISTORY_FEATURES.values()),
        START[name],
    )
    evaluated = observations.months_ago % EVALUATION_STEP_MONTHS == 0
    fitted = _finish(name, sample, evaluated, trials, progress)
    fitted.metrics["protected_attributes"] = _with_protected(
        applicants, observations, sample, evaluated, progress
    )
    later = _score_later(observations, sample, evaluated, trials, progress)
    fitted.metrics["out_of_time"] = _measure_later(applicants, observations, later)
    return fitted, later


def _application_sample(applicants: Applicants, names: tuple[str, ...]) -> Sample:
    return Sample(
        ModelName.APPLICATION,
        applicants.table()[list(names)],
        applicants.defaulted,
        applicants.groups,
        (0,) * len(names),
        START[ModelName.APPLICATION],
    )


def _quick_figures(sample: Sample, rows: Array, progress: Progress) -> dict[str, Any]:
    """Returns the figures of an untuned model, for comparing two sets of features."""
    raw, fold = out_of_fold(sample, rows, 0, progress)
    proba = cross_fit("sigmoid", raw, sample.target, fold)
    figures = measure(sample.target, proba, sample.groups)
    return {name: figures[name] for name in ("roc_auc", "roc_auc_interval_95", "log_loss")}


def _finish(
    name: ModelName, sample: Sample, evaluated: Array, trials: int, progress: Progress
) -> Fitted:
    """Tunes, cross-validates, calibrates and fits on everything."""
    rows = np.arange(len(sample.target))
    raw, fold = out_of_fold(sample, rows, trials, progress)
    target, groups = sample.target[evaluated], sample.groups[evaluated]
    calibrator, proba, losses = choose(raw[evaluated], target, fold[evaluated])
    parameters = tune(sample, rows, trials, progress) if trials else sample.start
    return Fitted(
        name=name,
        sample=sample,
        classifier=fit(sample, rows, parameters),
        calibrator=calibrator,
        parameters=parameters,
        evaluated=evaluated,
        proba=proba,
        metrics={
            "grouped": {
                "protocol": f"{GROUPED}; tuned inside the training folds only"
                if trials
                else GROUPED,
                **measure(target, proba, groups),
                "calibration_log_losses": losses,
            }
        },
    )


def _with_protected(
    applicants: Applicants,
    observations: Observations,
    sample: Sample,
    evaluated: Array,
    progress: Progress,
) -> dict[str, Any]:
    """Measures what gender and age would add to the behavioural model, which has neither."""
    people = applicants.table().iloc[observations.applicants].reset_index(drop=True)
    wider = Sample(
        sample.name,
        pd.concat([sample.table, people[list(PROTECTED)]], axis=1),
        sample.target,
        sample.groups,
        (*sample.monotone, *(0 for _ in PROTECTED)),
        sample.start,
    )
    rows = np.arange(len(sample.target))
    raw, fold = out_of_fold(wider, rows, 0, progress)
    target = sample.target[evaluated]
    proba = cross_fit("sigmoid", raw[evaluated], target, fold[evaluated])
    figures = measure(target, proba, sample.groups[evaluated])
    return {
        "with": {name: figures[name] for name in ("roc_auc", "roc_auc_interval_95", "log_loss")},
        "protected": list(PROTECTED),
        "shipped_without": True,
    }


def _score_later(
    observations: Observations, sample: Sample, evaluated: Array, trials: int, progress: Progress
) -> Later:
    """Trains on the past alone, calibration included, and scores what came later."""
    months = observations.months_ago
    past = np.flatnonzero(months > TRAIN_BEFORE)
    later = np.flatnonzero((months <= TEST_FROM) & evaluated)
    parameters = tune(sample, past, trials, progress)
    tuned = Sample(**{**vars(sample), "start": parameters})
    raw, fold = out_of_fold(tuned, past, 0, progress, INNER_FOLDS)
    calibrator, _, _ = choose(raw[past], sample.target[past], fold[past])
    return Later(later, calibrator.apply(predict(fit(sample, past, parameters), sample, later)))


def _measure_later(
    applicants: Applicants, observations: Observations, later: Later
) -> dict[str, Any]:
    """Measures on later rows, on those of people never seen, and against rules."""
    target, groups = observations.target[later.rows], observations.groups[later.rows]
    past = observations.groups[observations.months_ago > TRAIN_BEFORE]
    unseen = ~np.isin(groups, past)
    rules = approve_by_rules(applicants, observations)[later.rows]
    return {
        "protocol": OUT_OF_TIME,
        **measure(target, later.proba, groups),
        "applicants_never_seen": measure(target[unseen], later.proba[unseen], groups[unseen]),
        "business": compare(target, later.proba, rules, groups),
    }
