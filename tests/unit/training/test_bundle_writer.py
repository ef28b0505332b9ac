"""Writing a bundle: reproducible, and readable by the code that scores."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.clients.rules.questionnaire import FEATURE_NAMES
from core.scores.rules.champion import Champion
from core.scores.rules.vocabulary import ModelName
from maintenance.demo.population import generate_client
from model.bundle_reader import FILES
from model.calibration import Sigmoid
from model.history import HISTORY_FEATURES, build_history_features, to_severities
from model.scoring import load_model
from tests.unit.answers import features_of, months_of
from training.bundle_writer import put_in_force, write_bundle
from training.learning import Sample, fit
from training.model_card import model_card
from training.models import Fitted

COUNT = 400
PARAMETERS = {"iterations": 10, "depth": 3, "learning_rate": 0.1}


def fitted(name: ModelName) -> Fitted:
    """A small model on synthetic clients; its target follows the months late."""
    clients = [generate_client(index) for index in range(COUNT)]
    histories = build_history_features(to_severities([months_of(client) for client in clients]))
    monotone: tuple[int, ...]
    if name is ModelName.BEHAVIOURAL:
        table = pd.DataFrame(histories, columns=list(HISTORY_FEATURES))
        monotone = tuple(HISTORY_FEATURES.values())
    else:
        rows = [features_of(client) for client in clients]
        table = pd.DataFrame(rows, columns=list(FEATURE_NAMES))
        monotone = (0,) * len(FEATURE_NAMES)
    random = np.random.default_rng(4)
    target = random.random(COUNT) < 0.05 + 0.02 * histories[:, 10].clip(0, 20)
    sample = Sample(name, table, target, np.arange(COUNT), monotone, PARAMETERS)
    return Fitted(
        name=name,
        sample=sample,
        classifier=fit(sample, np.arange(COUNT), PARAMETERS),
        calibrator=Sigmoid(slope=1, intercept=0),
        parameters=PARAMETERS,
        evaluated=np.ones(COUNT, bool),
        proba=random.uniform(0.01, 0.4, COUNT),
        metrics={},
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two bundles, each from a training of its own."""
    made = []
    for name in ("first", "second"):
        folder = tmp_path_factory.mktemp(name)
        write_bundle(folder, [fitted(model) for model in ModelName], "data hash")
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


def test_the_card_names_models_parameters_and_limits() -> None:
    model = {
        "target": "late",
        "parameters": {"depth": 6, "rsm": 0.42727},
        "calibration": "beta",
        "metrics": {"grouped": {"roc_auc": 0.8948}},
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
    other = write_bundle(tmp_path, [fitted(model) for model in ModelName], "other data")
    assert len({*same, other.version}) == 2
    assert load_model(tmp_path).sha256 == other.sha256


def test_a_bundle_is_put_in_force_by_name_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "champion.json"
    put_in_force(Champion("2026-11-28-0123abcd", "0123abcd"), path)
    assert Champion(**json.loads(path.read_text())) == Champion("2026-11-28-0123abcd", "0123abcd")
