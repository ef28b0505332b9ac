"""What the pages say of the models is what the card of the bundle in force says."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.bundle_reader import BUNDLE, read_bundle
from model.scorecard import read_scorecard
from training import report_figures, report_worth
from training.business import BENCHMARK
from training.model_card import limits, model_card

ROOT = Path(__file__).parents[2]
README = " ".join((ROOT / "README.md").read_text().split())
CARD: dict[str, Any] = json.loads((BUNDLE / "card.json").read_text())
VERSION = read_bundle(BUNDLE).version
METRICS = CARD["models"]["behavioural"]["metrics"]


def test_the_model_card_is_of_the_bundle_in_force():
    assert (ROOT / "docs" / "model-card.md").read_text() == model_card(CARD, VERSION) + "\n"


@pytest.mark.parametrize(
    "section",
    [
        report_figures.introduction(VERSION, CARD),
        report_figures.table_of_models(CARD),
        report_figures.calibration(CARD),
        report_figures.grades(CARD),
        report_figures.gates(CARD),
        report_figures.segment(read_bundle(BUNDLE).segment, CARD),
        report_worth.business(CARD),
        report_worth.scorecard(CARD, read_scorecard(BUNDLE)),
        limits(CARD),
    ],
    ids=lambda section: section.splitlines()[0],
)
def test_the_model_report_is_of_the_bundle_in_force(section):
    assert section in (ROOT / "docs" / "model-report.md").read_text()


def test_figures_of_another_lender_are_of_the_bundle_in_force():
    assert f"with bundle {VERSION}," in (ROOT / "docs" / "other-lenders.md").read_text()


def test_the_readme_tells_the_figures_of_the_bundle_in_force():
    ahead, worth = METRICS["out_of_time_new_people"], METRICS["business"][BENCHMARK]
    ranks = [_told(one, "roc_auc") for one in (METRICS["grouped"], ahead)]
    assert "ROC-AUC {} in folds by person, {} later in time on new people".format(*ranks) in README
    level = _told(METRICS["out_of_time"], "observed_over_expected")
    assert f"observed defaults were {level} of the expected" in README
    low, high = (f"{bound:.0%}".replace("%", " %") for bound in worth["loss_reduction_interval_95"])
    assert f"it loses {100 * worth['loss_reduction']:.0f} % less ({low} to {high})" in README


def _told(figures: dict[str, Any], name: str) -> str:
    low, high = figures[f"{name}_interval_95"]
    return f"{figures[name]:.2f} ({low:.2f} to {high:.2f})"
