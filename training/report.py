"""Writes docs/model-report.md: what the models can do, in figures and plots, for a risk analyst."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from catboost import Pool

from analysis.profit import profit_curve
from core.decisions.rules.policy import first_policy
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, Bundle, read_bundle
from model.scorecard import read_scorecard
from model.scoring import explain
from training.business import ECONOMICS
from training.data import Applicants, Array
from training.files import DataError
from training.model_card import limits, model_card
from training.new_credits import observe_new_credits
from training.observations import TEST_FROM, Observations, observe
from training.plots import plot_bars, plot_curves, plot_profit, plot_reliability
from training.report_checks import fairness, stability
from training.report_figures import (
    calibration,
    comparison,
    gates,
    grades,
    introduction,
    segment,
    table_of_models,
)
from training.report_worth import business, scorecard
from training.reproduce import Result, reproduce, to_row

PREDICTIONS = Path(__file__).parent.parent / ".local" / "training" / "predictions.npz"


def save_predictions(predictions: dict[str, Array]) -> None:
    """Keeps what the report draws; it stays on this machine."""
    PREDICTIONS.parent.mkdir(parents=True, exist_ok=True)
    np.savez(PREDICTIONS, **predictions)  # type: ignore[arg-type]


def write_report(applicants: Applicants, docs: Path) -> None:
    """Writes the report and its plots into ``docs``.

    Raises:
        DataError: the models were not trained on this machine, or on other data.
    """
    if not PREDICTIONS.is_file():
        raise DataError("There are no predictions to report. Run make train with the same DATA.")
    kept = dict(np.load(PREDICTIONS))
    observations = observe(applicants)
    _check(kept, observations)
    card: dict[str, Any] = json.loads((BUNDLE / "card.json").read_text())
    bundle = read_bundle(BUNDLE)
    results, twins = reproduce(applicants)
    plots = docs / "model-report"
    plots.mkdir(parents=True, exist_ok=True)
    _draw(applicants, observations, kept, results, bundle, plots)
    _plot_grades(card, plots / "grades.png")
    evaluated, proba = np.flatnonzero(observations.evaluated), kept["behavioural"]
    sections = [
        introduction(bundle.version, card),
        table_of_models(card),
        calibration(card),
        grades(card),
        gates(card),
        segment(bundle.segment, card),
        business(card),
        scorecard(card, read_scorecard(BUNDLE)),
        stability(observations, evaluated, proba),
        fairness(applicants, observations, evaluated, proba),
        comparison([to_row(result) for result in results], twins),
        limits(card),
    ]
    (docs / "model-report.md").write_text("\n\n".join(sections) + "\n", encoding="utf-8")
    text = model_card(card, bundle.version)
    (docs / "model-card.md").write_text(text + "\n", encoding="utf-8")


def _check(kept: dict[str, Array], observations: Observations) -> None:
    later = observations.evaluated & (observations.months_ago <= TEST_FROM)
    wanted = {"behavioural": observations.evaluated.sum(), "behavioural_later": later.sum()}
    if any(len(kept.get(name, ())) != count for name, count in wanted.items()):
        raise DataError("The predictions are of other data. Run make train with the same DATA.")


def _draw(
    applicants: Applicants,
    observations: Observations,
    kept: dict[str, Array],
    results: list[Result],
    bundle: Bundle,
    plots: Path,
) -> None:
    evaluated = np.flatnonzero(observations.evaluated)
    target, proba = observations.target[evaluated], kept["behavioural"]
    ahead = observations.target[evaluated][observations.months_ago[evaluated] <= TEST_FROM]
    new = observe_new_credits(applicants).target
    honest = [
        Result("behavioural", "out of fold", target, proba),
        Result("scorecard", "out of fold", target, kept["scorecard"]),
        Result("thin file", "out of fold", new, kept["thin_file"]),
        Result("behavioural, own book", "out of time", ahead, kept["behavioural_later"]),
        Result(
            "behavioural, new people", "out of time", ahead, kept["behavioural_later_new_people"]
        ),
    ]
    plot_curves([*honest, *results], plots / "curves.png")
    plot_reliability(target, proba, plots / "reliability.png")
    _plot_profit(target, proba, plots / "profit.png")
    _plot_reasons(bundle, observations, evaluated, plots / "reasons.png")


def _plot_profit(target: Array, proba: Array, path: Path) -> None:
    cutoffs, profit = profit_curve(target, proba, ECONOMICS)
    policy = first_policy()
    share = np.arange(1, len(cutoffs) + 1) / len(cutoffs)
    chosen = [float((proba < cut).mean()) for cut in (policy.approve_below, policy.decline_from)]
    plot_profit(share, profit, chosen, path)


def _plot_reasons(bundle: Bundle, observations: Observations, evaluated: Array, path: Path) -> None:
    trained = bundle.models[ModelName.BEHAVIOURAL]
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


def _plot_grades(card: dict[str, Any], path: Path) -> None:
    figures = card["models"]["behavioural"]["metrics"]["grouped"]
    known = [one for one in figures["grades"] if one["count"]]
    lift = [one["observed_rate"] / figures["base_rate"] for one in known]
    plot_bars([one["grade"] for one in known], lift, "Lift by grade: rate over base rate", path)
