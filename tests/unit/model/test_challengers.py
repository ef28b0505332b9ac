"""Challengers: which models are let in, and what they say."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from catboost import CatBoost, CatBoostClassifier, CatBoostRegressor, Pool, sum_models

from core.clients.rules.answer_kinds import UNKNOWN
from core.clients.rules.questionnaire import CATEGORICAL_FEATURES, FEATURE_NAMES, Features
from core.scores.rules.vocabulary import ModelName
from maintenance.demo.population import generate_client
from model.bundle_reader import BUNDLE
from model.challengers import CHALLENGERS, ChallengerError, load_challengers, read_challenger
from model.scorecard import SCORECARD_NAME, read_scorecard
from model.scoring import Applicant, load_model
from tests.unit.answers import credits_of, features_of
from training.challenger_intake import add_challenger, known_values

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


def income_only(labels: Any = None, **options: Any) -> CatBoostClassifier:
    """A classifier on the income alone, of these two labels in turn."""
    zero, one = labels or (0, 1)
    table = [[row["amt_income_total"]] for row in ROWS]
    given = Pool(table, [zero, one] * 40, feature_names=["amt_income_total"])
    return CatBoostClassifier(**OPTIONS, **options).fit(given)


@pytest.mark.parametrize(
    "labels", [(0, 1), (0.0, 1.0), ("0", "1"), ("0.0", "1.0"), (False, True), ("False", "True")]
)
def test_two_classes_are_known_in_every_spelling(tmp_path: Path, labels: Any) -> None:
    path = saved(income_only(labels), tmp_path)
    assert add_challenger(path, "mine", tmp_path / "challengers") == []
    expected = income_only().predict_proba([[row["amt_income_total"]] for row in ROWS])[:, 1]
    assert read_challenger(path).score(ROWS) == pytest.approx(expected.tolist(), abs=1e-9)


def test_of_classes_in_the_other_order_the_probability_is_still_that_of_default(
    tmp_path: Path,
) -> None:
    said = read_challenger(saved(income_only(), tmp_path)).score(ROWS)
    turned = read_challenger(saved(income_only(class_names=[1, 0]), tmp_path)).score(ROWS)
    assert turned == pytest.approx(said, abs=1e-9)


def test_models_put_together_of_several_are_let_in(tmp_path: Path) -> None:
    whole = sum_models([income_only(), income_only()], weights=[0.5, 0.5])
    assert add_challenger(saved(whole, tmp_path), "mine", tmp_path / "challengers") == []


def two_labels(folder: Path, loss: str = "MultiLogloss") -> Path:
    """Two questions answered at once: did not pay, has a car."""
    table = [[row["amt_income_total"]] for row in ROWS]
    labels = np.column_stack([np.arange(80) % 2, np.arange(80) % 3 > 0]).astype(int)
    given = Pool(table, labels, feature_names=["amt_income_total"])
    return saved(CatBoostClassifier(**OPTIONS, loss_function=loss).fit(given), folder)


def two_labels_summed(folder: Path) -> Path:
    """Put together of several, a model does not tell any more what it was trained by."""
    one = CatBoostClassifier()
    one.load_model(str(two_labels(folder)))
    return saved(sum_models([one, one]), folder)


def other_words(folder: Path) -> Path:
    return saved(income_only(("good", "bad")), folder)


def other_numbers(folder: Path) -> Path:
    return saved(income_only((1, 2)), folder)


def embeddings(folder: Path) -> Path:
    rows = [[row["amt_income_total"], [place, 1.0]] for place, row in enumerate(ROWS)]
    names = ["amt_income_total", "days_birth"]
    given = Pool(rows, np.arange(80) % 2, feature_names=names, embedding_features=[1])
    return saved(CatBoostClassifier(**OPTIONS).fit(given), folder)


def texts(folder: Path) -> Path:
    rows = [[row["occupation_type"]] for row in ROWS]
    given = Pool(rows, np.arange(80) % 2, feature_names=["occupation_type"], text_features=[0])
    return saved(CatBoostClassifier(**OPTIONS).fit(given), folder)


def broken(folder: Path) -> Path:
    path = folder / "model.cbm"
    path.write_bytes(b"not a model")
    return path


def said_longer(folder: Path) -> Path:
    """Its head tells of more than there is, at which CatBoost ends the process."""
    path = folder / "model.cbm"
    path.write_bytes(b"CBM1" + b"\xff" * 200)
    return path


def damaged(folder: Path, old: bytes, new: bytes) -> Path:
    path = saved(income_only(), folder)
    path.write_bytes(path.read_bytes().replace(old, new))
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
        (said_longer, "is not a CatBoost model"),
        (lambda folder: damaged(folder, b"amt_income", b"amt_\xffncome"), "damaged model"),
        (lambda folder: damaged(folder, b"class_to_label", b"class_to_lbael"), "damaged model"),
        (regressor, "no binary classifier"),
        (three_classes, "no binary classifier"),
        (other_features, "wants shoe_size"),
        (two_labels, "are labels of their own"),
        (lambda folder: two_labels(folder, "MultiCrossEntropy"), "are labels of their own"),
        (two_labels_summed, "do not add up to 1"),
        (other_words, "its classes: bad, good"),
        (other_numbers, "its classes: 1, 2"),
        (embeddings, "wants embeddings as days_birth"),
        (texts, "declare occupation_type as categories"),
        (numbers_for_text, "declare age_group as categories"),
        (lambda folder: folder / "nothing.cbm", "There is no file"),
    ],
)
def test_what_cannot_score_is_refused_with_the_reason(
    tmp_path: Path, make: Any, message: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(ChallengerError, match=message) as refused:
        add_challenger(path, "mine", tmp_path / "challengers")
    assert path.name in str(refused.value)
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
    able, faults = load_challengers(bundle)
    assert [one.name for one in able] == [SCORECARD_NAME, "first", "second"]
    assert faults == {}


def test_of_what_cannot_be_read_the_fault_is_told_and_the_others_are_loaded(bundle: Path) -> None:
    folder = bundle / CHALLENGERS.name
    add_challenger(saved(income_only(), bundle), "good", folder)
    (folder / "bad.cbm").write_bytes(b"not a model")
    (bundle / "scorecard.json").write_text("{}")
    able, faults = load_challengers(bundle)
    assert [one.name for one in able] == ["good"]
    assert set(faults) == {"bad", SCORECARD_NAME}
    assert "is not a CatBoost model" in faults["bad"]


def test_a_bundle_to_which_nothing_was_added_has_its_scorecard(bundle: Path) -> None:
    assert [one.name for one in load_challengers(bundle)[0]] == [SCORECARD_NAME]


def categorical(feature: str, text: Any) -> CatBoostClassifier:
    """A classifier on one category, given to it as these texts."""
    rows = [[text(row[feature])] for row in ROWS]
    late = [int(text(row[feature]) == rows[place % 2][0]) for place, row in enumerate(ROWS)]
    given = Pool(rows, late, feature_names=[feature], cat_features=[0])
    return CatBoostClassifier(**{**OPTIONS, "iterations": 50}).fit(given)


@pytest.mark.parametrize(
    ("feature", "text", "warning"),
    [
        ("cnt_fam_members", str, None),
        ("cnt_fam_members", lambda value: f"{value}.0", "changes nothing"),
        ("name_income_type", str, None),
        ("name_income_type", str.upper, "changes nothing"),
        ("age_group", lambda value: value.replace("-", " to "), "changes nothing"),
        ("occupation_type", str, None),
        ("occupation_type", lambda value: "nan" if value == UNKNOWN else value, "'Unknown' is a"),
    ],
)
def test_a_category_trained_by_other_texts_is_warned_of(
    tmp_path: Path, feature: str, text: Any, warning: str | None
) -> None:
    path = saved(categorical(feature, text), tmp_path)
    warnings = add_challenger(path, "mine", tmp_path / "challengers")
    assert len(warnings) == (warning is not None)
    assert all(feature in one and str(warning) in one for one in warnings)


@pytest.mark.parametrize("feature", FEATURE_NAMES)
def test_the_documentation_names_the_texts_of_every_category(feature: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / "challengers.md").read_text()
    (line,) = [line for line in page.splitlines() if line.startswith(f"| `{feature}` |")]
    assert [value for value in known_values(feature) if f"`{value}`" not in line] == []


def test_the_scorecard_follows_the_champion_where_both_score() -> None:
    people = [Applicant(features_of(client), credits_of(client)) for client in CLIENTS]
    scored = [one for one in load_model().score(people) if one.model is ModelName.BEHAVIOURAL]
    said = read_scorecard(BUNDLE).score([one.features for one in scored])
    order = np.corrcoef(
        np.argsort(np.argsort([one.proba for one in scored])), np.argsort(np.argsort(said))
    )
    assert order[0, 1] > 0.5
