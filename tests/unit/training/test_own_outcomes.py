"""Own outcomes mend what was planted, and are taken of the bundle alone that foretold them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, read_bundle
from model.calibration import Sigmoid
from tests.unit.training.lender.files import small_bundle
from training.__main__ import main
from training.data import Array
from training.files import DataError
from training.own_outcomes import OUTCOMES, read_outcomes, scores_of

COUNT = 6_000
SLOPE, LEVEL = 0.6, 0.5  # of the truth, in what the shipped calibration says


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle")


def write_outcomes(folder: Path, source: Path, **other: object) -> tuple[Array, Array]:
    """Writes outcomes whose log-odds are another line; returns what was foretold, and the truth."""
    bundle, random = read_bundle(source), np.random.default_rng(1)
    trained = bundle.models[ModelName.BEHAVIOURAL]
    contributions = random.normal(2, 1, COUNT)
    foretold = trained.description.calibrator.apply(contributions + trained.description.base)
    truth = expit(SLOPE * np.log(foretold / (1 - foretold)) + LEVEL)
    table = pd.DataFrame(
        {
            "month": "2026-10-01",
            "client_id": np.arange(COUNT),
            "model": ModelName.BEHAVIOURAL.value,
            "model_version": bundle.version,
            "proba": foretold,
            "contributions": contributions.round(6),
            "defaulted": (random.random(COUNT) < truth).astype(int),
            **other,
        }
    )
    folder.mkdir(exist_ok=True)
    table.to_csv(folder / OUTCOMES, index=False)
    return foretold, truth


def recalibrate(folder: Path, source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    arguments = ["--cohorts", str(folder), "--bundle", str(source), "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["training", "recalibrate-own", *arguments])
    return main()


def test_a_planted_miscalibration_is_mended_in_a_new_bundle(
    tmp_path: Path,
    bundle: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "new"
    foretold, truth = write_outcomes(tmp_path / "cohorts", bundle)
    assert abs(np.log(truth / foretold)).mean() > 0.3
    assert recalibrate(tmp_path / "cohorts", bundle, out, monkeypatch) == 0
    before, after = read_bundle(bundle), read_bundle(out)
    assert after.version != before.version
    assert f"make register BUNDLE={out}" in capsys.readouterr().out
    old = before.models[ModelName.BEHAVIOURAL].description
    new = after.models[ModelName.BEHAVIOURAL].description
    assert isinstance(new.calibrator, Sigmoid)
    raw = scores_of(read_outcomes(tmp_path / "cohorts", before.version), before).raw
    assert abs(np.log(new.calibrator.apply(raw) / truth)).mean() < 0.1
    assert (new.base, new.codes) == (old.base, old.codes)
    told = json.loads((out / "card.json").read_text())["recalibrated"]
    assert told["matured"] == ["2026-10-01", "2026-10-01"]
    assert told["models"]["behavioural"]["after_cross_fitted"][
        "calibration_slope"
    ] == pytest.approx(1, abs=0.1)


def test_outcomes_of_another_bundle_are_refused(
    tmp_path: Path,
    bundle: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_outcomes(tmp_path, bundle, model_version="2020.1.1")
    assert recalibrate(tmp_path, bundle, tmp_path / "new", monkeypatch) == 1
    assert "was scored by" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_probabilities_that_the_bundle_does_not_give_are_refused(
    tmp_path: Path, bundle: Path
) -> None:
    foretold, _ = write_outcomes(tmp_path, bundle)
    write_outcomes(tmp_path, bundle, proba=foretold * 1.01)
    read = read_bundle(bundle)
    with pytest.raises(DataError, match="Name the bundle that scored them"):
        scores_of(read_outcomes(tmp_path, read.version), read)


def test_a_folder_without_outcomes_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="make recalibrate"):
        read_outcomes(tmp_path, "any")
    (tmp_path / OUTCOMES).write_text("month,proba\n2026-10-01,much\n")
    with pytest.raises(DataError, match="none that make recalibrate wrote"):
        read_outcomes(tmp_path, "any")


def test_the_bundle_in_force_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recalibrate(tmp_path, BUNDLE, BUNDLE, monkeypatch) == 1
    assert "bundle in force" in capsys.readouterr().err
