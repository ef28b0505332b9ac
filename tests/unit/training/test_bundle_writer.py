"""Writing a bundle: reproducible, and readable by the code that scores."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import FILES, KNOWN_FEATURES, Segment, read_bundle
from model.calibration import Sigmoid
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES
from model.scorecard import Scorecard, read_scorecard
from model.scoring import explain, load_model
from training.bundle_writer import Training, put_in_release, write_bundle
from training.learning import Sample, fit
from training.model_card import model_card
from training.models import Fitted, Later
from training.new_credits import ANSWER_SIGNS, ANSWERS
from training.reference import behavioural_reference
from training.scorecard_fit import fit_scorecard

COUNT = 400
PARAMETERS = {"iterations": 10, "depth": 3, "learning_rate": 0.1}


def table_of(name: ModelName) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """Returns random columns of a model, and their constraints."""
    random = np.random.default_rng(4)
    signs = STATE_FEATURES if name is ModelName.BEHAVIOURAL else NEW_CREDIT_FEATURES
    table = pd.DataFrame(
        random.integers(0, 8, (COUNT, len(signs))).astype(float), columns=list(signs)
    )
    if name is ModelName.BEHAVIOURAL:
        return table, tuple(signs.values())
    answers = pd.DataFrame(
        {
            "days_employed": random.integers(-3_000, 0, COUNT),
            "amt_income_total": random.integers(30_000, 900_000, COUNT),
            "name_income_type": random.choice(["Working", "Pensioner"], COUNT).astype(object),
        }
    )[list(ANSWERS)]
    return pd.concat([table, answers], axis=1), (*signs.values(), *ANSWER_SIGNS)


def fitted(name: ModelName) -> Fitted:
    """A small model of random people; its target follows the months late."""
    table, monotone = table_of(name)
    random = np.random.default_rng(4)
    target = random.random(COUNT) < 0.05 + 0.02 * table.iloc[:, 3].to_numpy()
    sample = Sample(name, table, target, np.arange(COUNT), monotone, PARAMETERS)
    rows = np.arange(COUNT)
    return Fitted(
        name=name,
        sample=sample,
        months_ago=rows % 12 + 12,
        classifier=fit(sample, rows),
        calibrator=Sigmoid(slope=1, intercept=0),
        evaluated=np.ones(COUNT, bool),
        proba=random.uniform(0.01, 0.4, COUNT),
        later=Later(rows, np.zeros(COUNT), np.zeros(COUNT)),
        metrics={},
    )


def training(data_sha256: str = "data hash") -> Training:
    models = [fitted(name) for name in KNOWN_FEATURES]
    sample = models[0].sample
    return Training(
        models=models,
        segment=Segment(proba=0.01, people=1_000, defaults=10),
        scorecard=fit_scorecard(sample.table, sample.target, models[0].months_ago),
        references={one.name: behavioural_reference(one) for one in models},
        data_sha256=data_sha256,
        more={"grade_flips": 0.1},
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two bundles, each from a training of its own."""
    made = []
    for name in ("first", "second"):
        folder = tmp_path_factory.mktemp(name)
        write_bundle(folder, training())
        made.append(folder)
    return made


def test_two_trainings_write_the_same_bytes(folders: list[Path]) -> None:
    first, second = folders
    names = {path.name for path in first.iterdir()}
    assert names == {*FILES, "manifest.json"}
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_what_is_written_passes_every_check_of_the_scorer(folders: list[Path]) -> None:
    assert load_model(folders[0]).version


@pytest.mark.parametrize("name", KNOWN_FEATURES)
def test_contributions_are_centred_on_the_people_of_the_training(
    folders: list[Path], name: ModelName
) -> None:
    sample = fitted(name).sample
    trained = read_bundle(folders[0]).models[name]
    contributions, raw = explain(trained, sample.pool(sample.everything()))
    np.testing.assert_allclose(contributions.mean(axis=0), 0, atol=1e-9)
    assert trained.description.base == pytest.approx(raw.mean(), abs=1e-9)


def test_the_scorecard_adds_up_its_bins(folders: list[Path]) -> None:
    card: Scorecard = read_scorecard(folders[0])
    row = dict.fromkeys(STATE_FEATURES, 3.0)
    log_odds = card.intercept + sum(one.of(3.0) for one in card.characteristics)
    assert card.score([row]) == [pytest.approx(1 / (1 + np.exp(-log_odds)))]
    assert card.score([{"amt_income_total": 1}]) == [None]


def test_the_card_names_models_parameters_and_limits() -> None:
    model = {
        "target": "late",
        "parameters": {"depth": 6, "rsm": 0.42727},
        "calibration": "beta",
        "metrics": {
            "grouped": {"roc_auc": 0.8948},
            "out_of_time_new_people": {"roc_auc": 0.8123},
        },
    }
    text = model_card(
        {
            "libraries": {"catboost": "1.2"},
            "data_sha256": "ab" * 32,
            "limits_of_use": ["Not for deciding alone."],
            "models": {"behavioural": model},
        },
        "2026-11-28-0123abcd",
    )
    assert "Bundle 2026-11-28-0123abcd." in text
    for part in ("behavioural", "rsm 0.427", "0.895", "catboost 1.2", "Not for deciding alone."):
        assert part in text


def test_the_same_training_has_the_same_name_and_another_another(
    folders: list[Path], tmp_path: Path
) -> None:
    same = {load_model(folder).version for folder in folders}
    other = write_bundle(tmp_path, training("other data"))
    assert len({*same, other.version}) == 2
    assert load_model(tmp_path).sha256 == other.sha256


def test_a_release_names_its_bundle_with_all_its_files_and_its_card(tmp_path: Path) -> None:
    name, path = write_bundle(tmp_path, training("data")), tmp_path / "released.json"
    put_in_release(name, tmp_path, path)
    told = json.loads(path.read_text())
    assert BundleName(**told["name"]) == name
    assert told["card"] == json.loads((tmp_path / "card.json").read_text())
    name.require_whole()
