"""Writes docs/model-report.md: what the models can do, in figures and plots, for a risk analyst."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from catboost import Pool

from analysis.profit import profit_curve
from core.decisions.rules.policy import active_policy
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, read_bundle
from model.scoring import explain
from training.business import ECONOMICS
from training.data import Applicants, Array, DataError
from training.model_card import limits, model_card
from training.observations import EVALUATION_STEP_MONTHS, TEST_FROM, Observations, observe
from training.plots import plot_bars, plot_curves, plot_profit, plot_reliability
from training.report_checks import fairness, stability
from training.report_figures import (
    business,
    comparison,
    grades,
    introduction,
    table_of_models,
)
from training.reproduce import Result, reproduce, to_row

PREDICTIONS = Path(__file__).parent.parent / ".local" / "training" / "predictions.npz"


def save_predictions(application: Array, behavioural: Array, later: Array) -> None:
    """Keeps what the report draws; it stays on this machine."""
    PREDICTIONS.parent.mkdir(parents=True, exist_ok=True)
    np.savez(PREDICTIONS, application=application, behavioural=behavioural, later=later)


def write_report(applicants: Applicants, docs: Path) -> None:
    """Writes the report and its plots into ``docs``.

    Raises:
        DataError: the models were not trained on this machine, or on other data.
    """
    if not PREDICTIONS.is_file():
        raise DataError("There are no predictions to report. Run make train with the same DATA.")
    kept = np.load(PREDICTIONS)
    observations = observe(applicants)
    evaluated = np.flatnonzero(observations.months_ago % EVALUATION_STEP_MONTHS == 0)
    later = evaluated[observations.months_ago[evaluated] <= TEST_FROM]
    if len(kept["behavioural"]) != len(evaluated) or len(kept["later"]) != len(later):
        raise DataError("The predictions are of other data. Run make train with the same DATA.")
    target = observations.target
    results, twins = reproduce(applicants)
    honest = [
        Result("application", "honest", applicants.defaulted, kept["application"]),
        Result("behavioural, grouped", "behavioural", target[evaluated], kept["behavioural"]),
        Result("behavioural, out of time", "behavioural", target[later], kept["later"]),
    ]
    plots = docs / "model-report"
    plots.mkdir(parents=True, exist_ok=True)
    plot_curves([*results, *honest], plots / "curves.png")
    plot_reliability(target[evaluated], kept["behavioural"], plots / "reliability.png")
    _plot_profit(target[evaluated], kept["behavioural"], plots / "profit.png")
    _plot_reasons(observations, evaluated, plots / "reasons.png")
    card = json.loads((BUNDLE / "card.json").read_text())
    version = read_bundle(BUNDLE).version
    _plotgrades(card, plots / "grades.png")
    sections = [
        introduction(version),
        table_of_models(card),
        comparison([to_row(result) for result in results], twins),
        grades(card),
        business(card),
        stability(observations, evaluated, kept["behavioural"]),
        fairness(applicants, observations, evaluated, kept["behavioural"]),
        limits(card),
    ]
    (docs / "model-report.md").write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    (docs / "model-card.md").write_text(model_card(card, version) + "\n", encoding="utf-8")


def _plot_profit(target: Array, proba: Array, path: Path) -> None:
    cutoffs, profit = profit_curve(target, proba, ECONOMICS)
    policy = active_policy()
    share = np.arange(1, len(cutoffs) + 1) / len(cutoffs)
    chosen = [float((proba < cut).mean()) for cut in (policy.approve_below, policy.decline_from)]
    plot_profit(share, profit, chosen, path)


def _plot_reasons(observations: Observations, evaluated: Array, path: Path) -> None:
    trained = read_bundle(BUNDLE).models[ModelName.BEHAVIOURAL]
    names = list(trained.description.features)
    contributions, _ = explain(trained, Pool(observations.table[names].iloc[evaluated]))
    weights = np.abs(contributions).mean(axis=0)
    order = np.argsort(-weights)
    plot_bars(
        [trained.description.codes[place] for place in order],
        weights[order].tolist(),
        "Mean absolute contribution to the log-odds (SHAP), behavioural model",
        path,
    )


def _plotgrades(card: dict[str, Any], path: Path) -> None:
    figures = card["models"]["behavioural"]["metrics"]["grouped"]
    grades = [one for one in figures["grades"] if one["count"]]
    lift = [one["observed_rate"] / figures["base_rate"] for one in grades]
    plot_bars([one["grade"] for one in grades], lift, "Lift by grade: rate over base rate", path)
