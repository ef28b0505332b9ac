"""Scoring with the project's own bundle, and the refusal of damaged ones."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from catboost import Pool

from core.clients.rules.history import SHORTEST_HISTORY_MONTHS, PaymentStatus
from core.clients.rules.questionnaire import CATEGORICAL_FEATURES
from core.kit.versions import hash_content, version_name
from core.models.rules.released import released
from core.scores.rules.vocabulary import Direction, ModelName
from maintenance.demo.population import generate_client
from model.bundle_reader import (
    BUNDLE,
    FILES,
    KNOWN_FEATURES,
    BundleError,
    TrainedModel,
    hash_file,
    read_bundle,
)
from model.calibration import SMALLEST_PROBA
from model.history import NEW_CREDIT_FEATURES, STATE_FEATURES
from model.scoring import Applicant, ScoredClient, ScoringModel, explain, load_model, top_reasons
from tests.unit.answers import credits_of, features_of

COUNT = 600


@pytest.fixture(scope="module")
def model() -> ScoringModel:
    return load_model()


@pytest.fixture(scope="module")
def applicants() -> list[Applicant]:
    clients = [generate_client(index) for index in range(COUNT)]
    return [Applicant(features_of(client), credits_of(client)) for client in clients]


@pytest.fixture(scope="module")
def scored(model: ScoringModel, applicants: list[Applicant]) -> list[ScoredClient]:
    return model.score(applicants)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLE, tmp_path / "bundle"))


def pool_of(trained: TrainedModel, scored: list[ScoredClient]) -> Pool:
    """Builds CatBoost's input without the code under test."""
    names = trained.description.features
    return Pool(
        [[one.features[name] for name in names] for one in scored],
        cat_features=[names.index(name) for name in CATEGORICAL_FEATURES if name in names],
        feature_names=list(names),
    )


def scored_by(name: ModelName, scored: list[ScoredClient]) -> list[ScoredClient]:
    return [one for one in scored if one.model is name]


@pytest.mark.parametrize("name", KNOWN_FEATURES)
def test_contributions_and_base_add_up_to_the_raw_score_of_catboost(
    name: ModelName, scored: list[ScoredClient]
) -> None:
    trained = read_bundle(BUNDLE).models[name]
    pool = pool_of(trained, scored_by(name, scored))
    contributions, raw = explain(trained, pool)
    expected = trained.classifier.predict(pool, prediction_type="RawFormulaVal")
    assert np.ptp(expected) > 0.1
    np.testing.assert_allclose(raw, expected, atol=1e-6, rtol=0)
    total = contributions.sum(axis=1) + trained.description.base
    np.testing.assert_allclose(total, expected, atol=1e-6, rtol=0)


def test_the_credits_choose_the_model(
    applicants: list[Applicant], scored: list[ScoredClient]
) -> None:
    for applicant, client in zip(applicants, scored, strict=True):
        told = set(client.features) - set(applicant.features)
        opened = [one for one in applicant.credits if one.statuses[0] != PaymentStatus.PAID_OFF]
        newest = max((one.numbers[0] for one in opened), default=0)
        long = any(
            len(one) >= SHORTEST_HISTORY_MONTHS and one.numbers[0] == newest for one in opened
        )
        if long:
            assert (client.model, told) == (ModelName.BEHAVIOURAL, set(STATE_FEATURES))
        elif applicant.credits:
            assert (client.model, told) == (ModelName.THIN_FILE, set(NEW_CREDIT_FEATURES))
        else:
            assert (client.model, told) == (ModelName.SEGMENT, set())
    assert {client.model for client in scored} >= set(KNOWN_FEATURES)


def test_of_a_person_without_a_month_only_the_segment_is_told(
    model: ScoringModel, applicants: list[Applicant]
) -> None:
    people = [Applicant(one.features) for one in applicants[:5]]
    told = model.score(people)
    assert {one.proba for one in told} == {read_bundle(BUNDLE).segment.proba}
    assert all(one.model is ModelName.SEGMENT and one.reasons == () for one in told)


def test_no_probability_is_below_the_floor(scored: list[ScoredClient]) -> None:
    assert min(one.proba for one in scored) >= SMALLEST_PROBA == 0.0005


@pytest.mark.parametrize("name", KNOWN_FEATURES)
def test_calibration_rises_inside_zero_and_one(name: ModelName) -> None:
    calibrator = read_bundle(BUNDLE).models[name].description.calibrator
    probas = calibrator.apply(np.linspace(-12, 12, 2_001))
    assert (np.diff(probas) >= 0).all()
    assert (probas > 0).all() and (probas < 1).all()


def test_probabilities_lie_between_zero_and_one_and_differ(scored: list[ScoredClient]) -> None:
    assert all(0 < client.proba < 1 for client in scored)
    assert len({client.proba for client in scored}) > 50


def test_a_score_names_what_every_code_contributed(scored: list[ScoredClient]) -> None:
    models = read_bundle(BUNDLE).models
    for client in scored:
        codes = (
            set()
            if client.model is ModelName.SEGMENT
            else set(models[client.model].description.codes)
        )
        assert set(client.contributions) == codes
        for reason in client.reasons:
            assert client.contributions[reason.code] == reason.contribution


def test_every_score_has_reasons(scored: list[ScoredClient]) -> None:
    assert all(client.reasons for client in scored if client.model is not ModelName.SEGMENT)


def test_a_batch_scores_as_single_rows_do(
    model: ScoringModel, applicants: list[Applicant], scored: list[ScoredClient]
) -> None:
    for row, of_batch in zip(applicants[:50], scored, strict=False):
        (alone,) = model.score([row])
        assert alone.proba == pytest.approx(of_batch.proba, abs=1e-12)
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


def test_reasons_are_the_largest_contributions_that_are_true() -> None:
    codes = ["LATENESS_30", "DELAYS", "CREDITS_OPEN", "CREDITS_PAID_OFF", "HISTORY_LENGTH"]
    features = {
        **dict.fromkeys(STATE_FEATURES, 0.0),
        "months_late_30": 2.0,
        "credits_open": 1.0,
        "credits_paid_off_24_months": 1.0,
        "months_on_book": 9.0,
    }
    reasons = top_reasons(codes, [0.5, 0.9, -0.3, -0.4, 0.6], features)
    # Nothing is late in these features, so DELAYS, the largest, cannot be said to raise the risk
    assert [reason.code for reason in reasons] == [
        *("HISTORY_LENGTH", "LATENESS_30"),
        *("CREDITS_PAID_OFF", "CREDITS_OPEN"),
    ]


def test_the_bundle_is_named_by_its_content(model: ScoringModel) -> None:
    manifest = json.loads((BUNDLE / "manifest.json").read_text())
    hashes = {name: hash_file(BUNDLE / name) for name in FILES}
    assert manifest["sha256"] == hashes
    assert model.sha256 == hash_content(hashes)
    assert model.version == version_name(manifest["dated"], model.sha256)


def test_the_bundle_is_the_one_that_everybody_takes_for_the_releases(model: ScoringModel) -> None:
    name = released().name
    name.require_whole()
    assert (model.version, model.sha256) == (name.version, name.sha256)
    assert released().card == json.loads((BUNDLE / "card.json").read_text())


def test_a_changed_bundle_under_its_old_name_is_refused(copy: Path) -> None:
    resign(copy, "card.json", lambda card: {**card, "limits_of_use": []})
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["model_version"] = json.loads((BUNDLE / "manifest.json").read_text())["model_version"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match="is the name of another bundle"):
        load_model(copy)


@pytest.mark.parametrize("name", KNOWN_FEATURES)
def test_models_are_small(name: ModelName) -> None:
    for kind in ("cbm", "npy"):
        assert (BUNDLE / f"{name}.{kind}").stat().st_size <= 1_500_000


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


def resign(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Changes a file of a bundle as somebody would who also makes the manifest fit."""
    path = folder / name
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"][name] = hash_file(path)
    manifest["model_version"] = version_name(manifest["dated"], hash_content(manifest["sha256"]))
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_bundle_for_other_features_is_refused(copy: Path) -> None:
    def rename(models: Any) -> Any:
        models["behavioural"]["features"][0] = "shoe_size"
        return models

    resign(copy, "models.json", rename)
    with pytest.raises(BundleError, match="do not match their hash"):
        load_model(copy)


def test_a_bundle_with_unreadable_reasons_is_refused(copy: Path) -> None:
    def rename(models: Any) -> Any:
        models["behavioural"]["codes"][0] = "SHOE_SIZE"
        return models

    resign(copy, "models.json", rename)
    with pytest.raises(BundleError, match="reason codes that nobody can read"):
        load_model(copy)


def test_golden_rows_that_score_otherwise_are_refused(copy: Path) -> None:
    def move(rows: Any) -> Any:
        rows[-1]["proba"] *= 1.001
        return rows

    resign(copy, "golden.json", move)
    with pytest.raises(BundleError, match="golden row"):
        load_model(copy)


def test_another_calibration_is_refused_by_the_golden_rows(copy: Path) -> None:
    def shift(models: Any) -> Any:
        models["behavioural"]["calibrator"] = {"kind": "sigmoid", "slope": 1, "intercept": 0.01}
        return models

    resign(copy, "models.json", shift)
    with pytest.raises(BundleError, match="golden row"):
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
