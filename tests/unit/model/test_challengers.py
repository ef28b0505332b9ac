"""Challengers: which models are let in, and what they say."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from catboost import CatBoost, CatBoostClassifier, CatBoostRegressor, Pool

from core.clients.rules.questionnaire import CATEGORICAL_FEATURES, FEATURE_NAMES, Features
from core.scores.rules.vocabulary import ModelName
from maintenance.demo.population import generate_client
from model.bundle_reader import BUNDLE
from model.challengers import CHALLENGERS, ChallengerError, load_challengers, read_challenger
from model.scorecard import SCORECARD_NAME, read_scorecard
from model.scoring import Applicant, load_model
from tests.unit.answers import credits_of, features_of
from training.challenger_intake import add_challenger

CLIENTS = [generate_client(index) for index in range(400)]
ROWS = [features_of(client) for client in CLIENTS[:80]]
OPTIONS: dict[str, Any] = {"iterations": 5, "verbose": False, "allow_writing_files": False}


def pool(names: list[str], rows: list[Features] = ROWS, **options: Any) -> Pool:
    categories = [name for name in names if name in CATEGORICAL_FEATURES]
    given = {"cat_features": categories, "feature_names": names, **options}
    return Pool([[row[name] for name in names] for row in rows], np.arange(80) % 2, **given)


def saved(model: CatBoost, folder: Path) -> Path:
    path = folder / "model.cbm"
    model.save_model(str(path))
    return path


@pytest.mark.parametrize(
    "names",
    [list(FEATURE_NAMES), list(FEATURE_NAMES)[::-1], ["occupation_type", "amt_income_total"]],
    ids=["all", "reversed", "two"],
)
def test_a_classifier_on_known_features_in_any_order_scores(
    tmp_path: Path, names: list[str]
) -> None:
    trained = CatBoostClassifier(**OPTIONS).fit(pool(names))
    challenger = read_challenger(saved(trained, tmp_path))
    expected = trained.predict_proba(pool(names))[:, 1].tolist()
    assert challenger.score(ROWS) == pytest.approx(expected, abs=1e-12)


def broken(folder: Path) -> Path:
    path = folder / "model.cbm"
    path.write_bytes(b"not a model")
    return path


def regressor(folder: Path) -> Path:
    return saved(CatBoostRegressor(**OPTIONS).fit(pool(["amt_income_total"])), folder)


def three_classes(folder: Path) -> Path:
    table = [[row["amt_income_total"]] for row in ROWS]
    return saved(CatBoostClassifier(**OPTIONS).fit(table, np.arange(80) % 3), folder)


def other_features(folder: Path) -> Path:
    table = np.arange(160).reshape(80, 2)
    given = Pool(table, np.arange(80) % 2, feature_names=["shoe_size", "days_birth"])
    return saved(CatBoostClassifier(**OPTIONS).fit(given), folder)


def numbers_for_text(folder: Path) -> Path:
    given = Pool(np.arange(80).reshape(80, 1), np.arange(80) % 2, feature_names=["age_group"])
    return saved(CatBoostClassifier(**OPTIONS).fit(given), folder)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (broken, "is not a CatBoost model"),
        (regressor, "no binary classifier"),
        (three_classes, "no binary classifier"),
        (other_features, "wants shoe_size"),
        (numbers_for_text, "declare age_group as categories"),
        (lambda folder: folder / "nothing.cbm", "There is no file"),
    ],
)
def test_what_cannot_score_is_refused_with_the_reason(
    tmp_path: Path, make: Any, message: str
) -> None:
    with pytest.raises(ChallengerError, match=message):
        add_challenger(make(tmp_path), "mine", tmp_path / "challengers")
    assert not (tmp_path / "challengers").exists()


@pytest.mark.parametrize("name", ["", "../up", "Big", "a" * 41, "a b"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(CatBoostClassifier(**OPTIONS).fit(pool(["amt_income_total"])), tmp_path)
    with pytest.raises(ChallengerError, match="no name for a challenger"):
        add_challenger(path, name, tmp_path / "challengers")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    shutil.copyfile(BUNDLE / "scorecard.json", tmp_path / "scorecard.json")
    return tmp_path


def test_added_challengers_are_loaded_by_name_after_the_scorecard(bundle: Path) -> None:
    path = saved(CatBoostClassifier(**OPTIONS).fit(pool(["amt_income_total"])), bundle)
    for name in ("second", "first"):
        add_challenger(path, name, bundle / CHALLENGERS.name)
    names = [one.name for one in load_challengers(bundle)]
    assert names == [SCORECARD_NAME, "first", "second"]


def test_a_bundle_to_which_nothing_was_added_has_its_scorecard(bundle: Path) -> None:
    assert [one.name for one in load_challengers(bundle)] == [SCORECARD_NAME]


def test_the_scorecard_follows_the_champion_where_both_score() -> None:
    people = [Applicant(features_of(client), credits_of(client)) for client in CLIENTS]
    scored = [one for one in load_model().score(people) if one.model is ModelName.BEHAVIOURAL]
    said = read_scorecard(BUNDLE).score([one.features for one in scored])
    order = np.corrcoef(
        np.argsort(np.argsort([one.proba for one in scored])), np.argsort(np.argsort(said))
    )
    assert order[0, 1] > 0.5
