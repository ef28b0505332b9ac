"""Recalibration mends level and slope, and changes nothing else."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit, logit

from analysis.calibration_figures import calibration_line
from core.scores.rules.master_scale import grade_of
from core.scores.rules.vocabulary import ModelName
from model.bundle_reader import BUNDLE, read_bundle
from model.calibration import Isotonic, Sigmoid
from model.scoring import load_model
from tests.unit.training.lender.files import small_bundle
from training.data import Array
from training.files import DataError
from training.lender.bundle import fitted_to, write_recalibrated
from training.lender.commands import recalibrate_each, seen_by
from training.lender.lender_scores import Scores
from training.lender.recalibration import FEWEST_DEFAULTS, ISOTONIC_FROM, recalibrate


def distorted(count: int, slope: float, intercept: float, seed: int = 1) -> tuple[Array, Array]:
    """Raw scores, and outcomes by another slope and level."""
    random = np.random.default_rng(seed)
    raw = random.normal(-2, 1.2, count)
    return raw, random.random(count) < expit(slope * raw + intercept)


def bent(count: int, seed: int = 1) -> tuple[Array, Array]:
    """Raw scores, and outcomes that no straight line tells: one step."""
    random = np.random.default_rng(seed)
    raw = random.normal(-2, 1.2, count)
    return raw, random.random(count) < np.where(raw > -2, 0.3, 0.02)


def test_a_planted_slope_and_level_are_mended_on_unseen_people() -> None:
    raw, target = distorted(20_000, slope=0.5, intercept=1.0)
    shipped = Sigmoid(slope=1, intercept=0).apply(raw)
    assert target.sum() / shipped.sum() > 2
    assert calibration_line(target, shipped).slope < 0.6
    found = recalibrate(raw, target, np.arange(len(raw)))
    assert isinstance(found.calibrator, Sigmoid)
    assert found.calibrator.slope == pytest.approx(0.5, abs=0.05)
    assert found.calibrator.intercept == pytest.approx(1.0, abs=0.1)
    assert target.sum() / found.proba.sum() == pytest.approx(1, abs=0.01)
    assert calibration_line(target, found.proba).slope == pytest.approx(1, abs=0.03)
    assert (np.argsort(found.calibrator.apply(raw)) == np.argsort(raw)).all()


def test_what_was_right_stays_as_it_was() -> None:
    raw, target = distorted(20_000, slope=1, intercept=0)
    calibrator = recalibrate(raw, target, np.arange(len(raw))).calibrator
    assert isinstance(calibrator, Sigmoid)
    assert calibrator.slope == pytest.approx(1, abs=0.05)
    assert calibrator.intercept == pytest.approx(0, abs=0.1)


def test_the_figures_are_of_people_whom_the_calibration_did_not_see() -> None:
    """Noise that repeats within a person would be learned if a person were on both sides."""
    random = np.random.default_rng(2)
    raw = np.repeat(random.normal(0, 1, 300), 20)
    target = np.repeat(random.random(300) < expit(raw[::20] - 1), 20)
    people = np.repeat(np.arange(300), 20)
    found = recalibrate(raw, target, people)
    by_person = found.proba.reshape(300, 20)
    assert (by_person == by_person[:, :1]).all()  # all rows of a person are in one fold
    assert len(np.unique(found.proba)) == 300
    one_each = recalibrate(raw[::20], target[::20], people[::20])
    assert set(found.log_losses) == {"sigmoid"}  # 6,000 rows, but of 300 persons
    assert found.log_losses["sigmoid"] == pytest.approx(one_each.log_losses["sigmoid"], abs=0.01)
    own = recalibrate(raw, target, np.arange(len(raw)))
    assert own.log_losses["isotonic"] < found.log_losses["sigmoid"] - 0.02


def test_a_curve_is_taken_where_it_is_better_and_events_allow_it() -> None:
    raw, target = bent(20_000)
    many = recalibrate(raw, target, np.arange(len(raw)))
    assert target.sum() >= ISOTONIC_FROM
    assert isinstance(many.calibrator, Isotonic)
    assert many.log_losses["isotonic"] < many.log_losses["sigmoid"]
    few = slice(0, 2_000)
    assert FEWEST_DEFAULTS <= target[few].sum() < ISOTONIC_FROM
    fewer = recalibrate(raw[few], target[few], np.arange(2_000))
    assert isinstance(fewer.calibrator, Sigmoid)
    assert set(fewer.log_losses) == {"sigmoid"}


@pytest.mark.parametrize(("persons", "refused"), [(49, True), (50, False)])
def test_persons_in_default_are_counted_and_not_rows(persons: int, refused: bool) -> None:
    raw, _ = distorted(2_000, 1, 0)
    people = np.arange(2_000)
    noise = np.random.default_rng(4).normal(0, 1, 2_000)
    places = np.argsort(-raw + noise)[: 2 * persons]
    target = np.zeros(2_000, dtype=bool)
    target[places] = True
    people[places] = np.repeat(np.arange(persons) + 10_000, 2)
    if not refused:
        assert recalibrate(raw, target, people).calibrator.kind == "sigmoid"
        return
    with pytest.raises(DataError, match="49 persons in default are too few to recalibrate on"):
        recalibrate(raw, target, people)


def test_all_in_default_and_a_ranking_turned_round_are_refused() -> None:
    raw, target = distorted(5_000, slope=-1, intercept=-4)
    assert target.sum() > FEWEST_DEFAULTS
    with pytest.raises(DataError, match="does not rank"):
        recalibrate(raw, target, np.arange(len(raw)))
    with pytest.raises(DataError, match="0 persons without default"):
        recalibrate(raw, np.ones(len(raw), dtype=bool), np.arange(len(raw)))


def test_a_model_by_which_too_few_default_keeps_its_calibration() -> None:
    raw, target = distorted(4_000, slope=0.5, intercept=1)
    models = np.where(np.arange(4_000) < 3_900, "behavioural", "thin_file")
    scores = Scores(models, raw, Sigmoid(slope=1, intercept=0).apply(raw))
    assert set(recalibrate_each(scores, target, np.arange(4_000))) == {ModelName.BEHAVIOURAL}
    few = slice(3_800, 4_000)
    some = Scores(models[few], raw[few], scores.proba[few])
    with pytest.raises(DataError, match=r"(?s)behavioural: .*thin_file: .*too few"):
        recalibrate_each(some, target[few], np.arange(200))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_bundle(tmp_path_factory.mktemp("bundle"))


def test_a_new_bundle_differs_in_calibration_and_card_alone(source: Path, tmp_path: Path) -> None:
    out, account = tmp_path / "out", {"lender": "another lender", "from": "before"}
    before = load_model(source)
    new = Isotonic(raw=[-5.0, 5.0], proba=[0.01, 0.9])
    champion = write_recalibrated(source, out, {ModelName.BEHAVIOURAL: new}, account, {})
    after = load_model(out)  # and has it score its golden rows
    assert (after.version, after.sha256) == (champion.version, champion.sha256)
    assert after.version != before.version
    changed = {
        path.name
        for path in source.iterdir()
        if path.read_bytes() != (out / path.name).read_bytes()
    }
    assert changed == {"models.json", "card.json", "golden.json", "manifest.json"}
    models = read_bundle(out).models
    assert models[ModelName.BEHAVIOURAL].description.calibrator == new
    thin = ModelName.THIN_FILE
    assert models[thin].description == read_bundle(source).models[thin].description
    card = json.loads((out / "card.json").read_text())
    assert card == {"limits_of_use": ["none"], "recalibrated": account}
    assert (fitted_to(out), fitted_to(source)) == ("another lender", None)


def test_golden_rows_move_with_the_calibration_and_keep_their_reasons(
    source: Path, tmp_path: Path
) -> None:
    stricter = Sigmoid(slope=1, intercept=0)  # it was -1
    write_recalibrated(source, tmp_path, {ModelName.BEHAVIOURAL: stricter}, {}, {})
    old, new = read_bundle(source).golden, read_bundle(tmp_path).golden
    assert {row.model for row in old} == set(ModelName) - {ModelName.APPLICATION}
    for before, after in zip(old, new, strict=True):
        moved = 1 if before.model is ModelName.BEHAVIOURAL else 0
        assert logit(after.proba) - logit(before.proba) == pytest.approx(moved, abs=1e-9)
        assert (after.model, after.reasons) == (before.model, before.reasons)


def test_the_same_recalibration_twice_is_the_same_version(source: Path, tmp_path: Path) -> None:
    calibrators = {ModelName.BEHAVIOURAL: Sigmoid(slope=0.7, intercept=0.1)}
    first = write_recalibrated(source, tmp_path / "first", calibrators, {}, {})
    again = write_recalibrated(tmp_path / "first", tmp_path / "first", calibrators, {}, {})
    assert first == again
    assert BUNDLE.is_dir()


def test_months_to_come_are_compared_with_the_people_it_was_fitted_to(
    source: Path, tmp_path: Path
) -> None:
    raw = np.linspace(-8, 2, 1_000)
    scores = Scores(np.full(1_000, ModelName.BEHAVIOURAL), raw, expit(raw - 1))
    target, names = np.random.default_rng(2).random(1_000) < expit(raw + 1), np.arange(1_000) // 2
    found = recalibrate_each(scores, target, names)
    seen = seen_by(found, scores, names)
    calibrators = {name: one.calibrator for name, one in found.items()}
    write_recalibrated(source, tmp_path, calibrators, {}, seen)
    before, after = (
        json.loads((folder / "reference.json").read_text()) for folder in (source, tmp_path)
    )
    told = after[ModelName.BEHAVIOURAL]
    assert told["inputs"] == before[ModelName.BEHAVIOURAL]["inputs"]
    assert after[ModelName.THIN_FILE] == before[ModelName.THIN_FILE]
    proba = found[ModelName.BEHAVIOURAL].calibrator.apply(raw)
    assert told["scores"]["people"] == 500
    assert told["scores"]["proba"]["edges"] == pytest.approx(
        np.quantile(proba, np.linspace(0.1, 0.9, 9)), abs=1e-6
    )
    shares = [sum(grade_of(one) == grade for one in proba) / 1_000 for grade in "ABCD"]
    assert list(told["scores"]["grades"].values()) == pytest.approx(shares, abs=1e-5)
