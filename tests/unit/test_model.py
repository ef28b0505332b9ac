"""Scoring with the project's own bundle, and the refusal of damaged ones."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from catboost import Pool

from core.features import CATEGORICAL_FEATURES, FEATURE_NAMES, Features, build_features
from core.reasons import reason_codes
from core.vocabulary import Direction
from maintenance.population import generate_client
from model.bundle_files import BUNDLE, BundleError, read_bundle
from model.scoring import ScoredClient, ScoringModel, load_model

COUNT = 300
FILES = ("application.cbm", "calibrator.json", "policy.json", "card.json")


@pytest.fixture(scope="module")
def model() -> ScoringModel:
    return load_model()


@pytest.fixture(scope="module")
def rows() -> list[Features]:
    return [build_features(generate_client(index)) for index in range(COUNT)]


@pytest.fixture(scope="module")
def pool(rows: list[Features]) -> Pool:
    return Pool(
        [[row[name] for name in FEATURE_NAMES] for row in rows],
        cat_features=[FEATURE_NAMES.index(name) for name in CATEGORICAL_FEATURES],
        feature_names=list(FEATURE_NAMES),
        thread_count=1,
    )


@pytest.fixture(scope="module")
def scored(model: ScoringModel, rows: list[Features]) -> list[ScoredClient]:
    return model.score(rows)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLE, tmp_path / "bundle"))


def test_raw_scores_are_those_of_catboost(
    model: ScoringModel, rows: list[Features], pool: Pool
) -> None:
    _, raw = model.explain(rows)
    expected = read_bundle(BUNDLE).classifier.predict(
        pool, prediction_type="RawFormulaVal", thread_count=1
    )
    assert np.ptp(expected) > 0.1
    np.testing.assert_allclose(raw, expected, atol=1e-6, rtol=0)


def test_contributions_add_up_to_raw_minus_the_expected_value(
    model: ScoringModel, rows: list[Features], pool: Pool
) -> None:
    contributions, raw = model.explain(rows)
    values = read_bundle(BUNDLE).classifier.get_feature_importance(
        pool, type="ShapValues", thread_count=1
    )
    assert contributions.shape == (COUNT, len(reason_codes()))
    np.testing.assert_allclose(contributions.sum(axis=1), raw - values[:, -1], atol=1e-9, rtol=0)
    for place, code in enumerate(reason_codes().values()):
        columns = [FEATURE_NAMES.index(name) for name in code.features]
        np.testing.assert_allclose(
            contributions[:, place], values[:, columns].sum(axis=1), atol=1e-9, rtol=0
        )


def test_calibration_rises_strictly_inside_zero_and_one(model: ScoringModel) -> None:
    probas = model.calibrate(np.linspace(-8, 8, 2_001))
    assert (np.diff(probas) > 0).all()
    assert (probas > 0).all() and (probas < 1).all()


def test_probabilities_follow_the_raw_scores(
    model: ScoringModel, rows: list[Features], scored: list[ScoredClient]
) -> None:
    _, raw = model.explain(rows)
    probas = np.array([client.proba for client in scored])
    assert (probas > 0).all() and (probas < 1).all()
    assert (np.diff(probas[np.argsort(raw)]) >= 0).all()
    assert all(client.decision is model.policy.decide(client.proba) for client in scored)


def test_a_batch_scores_as_single_rows_do(
    model: ScoringModel, rows: list[Features], scored: list[ScoredClient]
) -> None:
    for row, of_batch in zip(rows[:50], scored, strict=False):
        (alone,) = model.score([row])
        assert alone.proba == pytest.approx(of_batch.proba, abs=1e-12)
        assert alone.decision is of_batch.decision
        assert [reason.code for reason in alone.reasons] == [
            reason.code for reason in of_batch.reasons
        ]


def test_at_most_three_reasons_each_way_the_strongest_first(scored: list[ScoredClient]) -> None:
    for client in scored:
        raising = [one for one in client.reasons if one.direction is Direction.RAISES_RISK]
        lowering = [one for one in client.reasons if one.direction is Direction.LOWERS_RISK]
        assert client.reasons == (*raising, *lowering)
        assert len(raising) <= 3 and len(lowering) <= 3
        up, down = [one.contribution for one in raising], [one.contribution for one in lowering]
        assert all(value > 0 for value in up) and up == sorted(up, reverse=True)
        assert all(value < 0 for value in down) and down == sorted(down)


def test_reasons_are_the_largest_contributions(
    model: ScoringModel, rows: list[Features], scored: list[ScoredClient]
) -> None:
    codes = list(reason_codes())
    contributions, _ = model.explain(rows)
    for client, values in zip(scored, contributions.tolist(), strict=True):
        by_code = sorted(zip(values, codes, strict=True))
        lowering = [code for value, code in by_code[:3] if value < 0]
        raising = [code for value, code in by_code[:-4:-1] if value > 0]
        assert [reason.code for reason in client.reasons] == raising + lowering


def test_a_score_is_recorded_with_the_versions_of_the_bundle(model: ScoringModel) -> None:
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    assert set(manifest["sha256"]) == set(FILES)
    assert model.version == manifest["model_version"]
    policy = json.loads((BUNDLE / "policy.json").read_text())
    assert model.policy.version == policy["version"]


def test_an_unchanged_copy_is_read(copy: Path, model: ScoringModel) -> None:
    assert load_model(copy).version == model.version


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleError, match=f"{name} is missing"):
        load_model(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(copy: Path, name: str) -> None:
    path = copy / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(BundleError, match=f"{name} is not the file"):
        load_model(copy)


def test_a_bundle_for_other_features_is_refused(copy: Path) -> None:
    path = copy / "manifest.json"
    manifest = json.loads(path.read_text())
    path.write_text(json.dumps({**manifest, "feature_list_hash": "0" * 64}))
    with pytest.raises(BundleError, match="other features"):
        load_model(copy)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_text("{"),
        lambda path: path.write_text(""),
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
    ],
    ids=["missing", "cut off", "empty", "binary"],
)
def test_an_unreadable_manifest_is_refused(copy: Path, damage: Callable[[Path], object]) -> None:
    damage(copy / "manifest.json")
    with pytest.raises(BundleError, match=r"manifest\.json cannot be read"):
        load_model(copy)


@pytest.mark.parametrize("content", ["{}", "[]"])
def test_a_manifest_without_its_fields_is_refused(copy: Path, content: str) -> None:
    (copy / "manifest.json").write_text(content)
    with pytest.raises(BundleError):
        load_model(copy)
