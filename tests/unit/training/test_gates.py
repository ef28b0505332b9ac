"""Gates: what keeps a bundle from replacing a better one."""

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import training.__main__ as commands
from analysis.calibration_figures import calibration_in_the_large
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from training.evaluation import jeffreys_by_persons, measure
from training.gates import Gate, failed, gate_of_flips, gates_of
from training.recipe import Made


def good_metrics() -> dict[str, Any]:
    """Figures of 400 persons whose defaults are as likely as was said."""
    random = np.random.default_rng(0)
    proba = np.exp(random.normal(-3.5, 1.6, 40_000)).clip(0.0005, 0.6)
    target = random.random(40_000) < proba
    figures = measure(target, proba, np.arange(40_000))
    return {"grouped": figures, "out_of_time": copy.deepcopy(figures)}


@pytest.fixture(scope="module")
def good() -> dict[str, Any]:
    return good_metrics()


def test_what_is_as_likely_as_was_said_passes(good: dict[str, Any]) -> None:
    assert failed(list(gates_of(ModelName.BEHAVIOURAL, good))) == []


@pytest.mark.parametrize("protocol", ["grouped", "out_of_time"])
@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("observed_over_expected", 0.7),
        ("observed_over_expected", 1.4),
        ("calibration_slope", 0.8),
        ("calibration_slope", 1.2),
        ("roc_auc", 0.6),
    ],
)
def test_a_figure_out_of_its_range_fails(
    good: dict[str, Any], protocol: str, figure: str, value: float
) -> None:
    metrics = copy.deepcopy(good)
    metrics[protocol][figure] = value
    (gate,) = failed(list(gates_of(ModelName.BEHAVIOURAL, metrics)))
    assert gate.value == value and "FAILED" in str(gate)


def test_a_grade_whose_pd_lies_outside_of_its_interval_fails(good: dict[str, Any]) -> None:
    metrics = copy.deepcopy(good)
    grade = metrics["out_of_time"]["grades"][1]
    grade["mean_proba"] = grade["interval"][1] * 1.01
    (gate,) = failed(list(gates_of(ModelName.BEHAVIOURAL, metrics)))
    assert "grade B" in gate.name


def test_too_few_persons_in_default_fail(good: dict[str, Any]) -> None:
    metrics = copy.deepcopy(good)
    metrics["grouped"]["people_in_default"] = 39
    (gate,) = failed(list(gates_of(ModelName.THIN_FILE, metrics)))
    assert "persons in default" in gate.name


def test_a_model_that_says_next_to_nothing_of_everybody_fails(good: dict[str, Any]) -> None:
    random = np.random.default_rng(1)
    target = random.random(20_000) < 0.004
    proba = random.uniform(0.0005, 0.001, 20_000)
    figures = measure(target, proba, np.arange(20_000))
    names = [
        gate.name
        for gate in failed(
            list(gates_of(ModelName.BEHAVIOURAL, {"grouped": figures, "out_of_time": figures}))
        )
    ]
    assert any("O/E" in name for name in names) and any("grade A" in name for name in names)


def test_grades_that_depend_on_the_draw_fail() -> None:
    assert gate_of_flips(0.2).passed and not gate_of_flips(0.21).passed


def test_one_person_with_many_rows_is_one_trial() -> None:
    target = np.repeat([True, False], [40, 3_960])
    many = jeffreys_by_persons(target, np.arange(4_000), 0.95)
    one = jeffreys_by_persons(target, np.repeat(np.arange(100), 40), 0.95)
    assert many[0] < 0.01 < many[1]
    assert one[0] < many[0] and one[1] > 2 * many[1]
    nobody = jeffreys_by_persons(np.zeros(4_000, bool), np.repeat(np.arange(100), 40), 0.95)
    assert nobody[0] == 0 and 0.01 < nobody[1] < 0.05


def test_calibration_in_the_large_is_the_shift_that_is_missing() -> None:
    random = np.random.default_rng(3)
    proba = random.uniform(0.01, 0.3, 200_000)
    shifted = 1 / (1 + np.exp(-(np.log(proba / (1 - proba)) + 0.5)))
    target = random.random(200_000) < shifted
    assert calibration_in_the_large(target, proba) == pytest.approx(0.5, abs=0.03)
    with pytest.raises(ValueError, match="both outcomes"):
        calibration_in_the_large(np.zeros(5, bool), proba[:5])


@pytest.mark.parametrize(("value", "code"), [(2.0, 1), (0.5, 0)])
def test_a_bundle_is_written_only_if_it_passes(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    value: float,
    code: int,
) -> None:
    made = Made(training=None, gates=[Gate("a figure", value, 0, 1)], predictions={})  # type: ignore[arg-type]
    written = []
    for name, instead in {
        "load_applicants": lambda _: None,
        "_hash_data": lambda _: "hash",
        "make_bundle": lambda *_: made,
        "write_bundle": lambda folder, _: written.append(folder) or BundleName("name", "hash", {}),
        "save_predictions": lambda _: None,
    }.items():
        monkeypatch.setattr(commands, name, instead)
    arguments = ["training", "train", "--data", str(tmp_path), "--out", str(tmp_path / "bundle")]
    monkeypatch.setattr("sys.argv", arguments)
    assert commands.main() == code
    assert written == ([] if code else [tmp_path / "bundle"])
    assert ("1 of 1 gates failed" in capsys.readouterr().err) == bool(code)
