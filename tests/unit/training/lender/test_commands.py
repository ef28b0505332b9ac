"""The commands, from a lender's file to a report and a new bundle."""

import argparse
import dataclasses
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from model.bundle_reader import BUNDLE, read_bundle
from model.calibration import Sigmoid
from model.scoring import load_model
from tests.unit.training.lender.files import WIDE, cards, mapping, small_bundle, to_toml
from training.data import Array
from training.files import DataError
from training.gates import GateError
from training.lender.commands import add_lender_commands
from training.lender.cutoffs import propose_policy, tell_policy
from training.lender.dry_run import load_people
from training.lender.lender_scores import score_people
from training.lender.mapping import Terms
from training.lender.recalibration import Recalibration, recalibrate
from training.lender.validation import gates_of_lender, measure_lender, verdict

ROOT = Path(__file__).parents[4]


def run(*line: str) -> None:
    """Runs a command as ``python -m training`` does."""
    parser = argparse.ArgumentParser()
    add_lender_commands(parser.add_subparsers())
    arguments = parser.parse_args(line)
    arguments.run(arguments)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def lender(tmp_path: Path) -> list[str]:
    body = {**WIDE, "economics": {"margin": 0.08, "loss_given_default": 0.45}}
    cards(1_500).to_csv(tmp_path / "cards.csv", index=False)
    (tmp_path / "other.toml").write_text(to_toml(body))
    return ["--data", str(tmp_path), "--mapping", str(tmp_path / "other.toml")]


@pytest.mark.parametrize(
    ("slope", "intercept", "passed"),
    [(1, 0, [True, True]), (1, 1, [False, True]), (0.6, -0.85, [True, False])],
)
def test_a_planted_wrong_level_or_slope_fails_its_gate(
    slope: float, intercept: float, passed: list[bool]
) -> None:
    random = np.random.default_rng(3)
    raw = random.normal(-2, 1, 6_000)
    target = random.random(len(raw)) < expit(slope * raw + intercept)
    figures = measure_lender(target, expit(raw), np.arange(len(raw)))
    assert [gate.passed for gate in gates_of_lender(figures)] == passed
    low, high = figures["calibration_slope_interval_95"]
    assert low < slope < high
    assert high - low < 0.2
    assert ("may be used as they are" in verdict(figures, seen=False)) is all(passed)


def test_the_raw_score_is_what_the_calibration_is_applied_to(
    bundle: Path, lender: list[str]
) -> None:
    people, done = load_people(Path(lender[1]), mapping()), []
    read = read_bundle(bundle)
    scores = score_people(read, people.credits, people.features, done.append)
    assert sum(done) == len(people.names) == len(scores.raw)
    applied = Sigmoid(slope=1, intercept=-1).apply(scores.raw)
    assert scores.proba == pytest.approx(applied, abs=1e-12)
    assert len(np.unique(scores.proba)) > 10


def test_validate_writes_figures_grades_and_who_was_left_out(
    bundle: Path, lender: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pd.read_csv(tmp_path / "cards.csv", dtype=str)
    table.loc[:6, "M0"] = "3"
    table.to_csv(tmp_path / "cards.csv", index=False)
    with pytest.raises(GateError, match=r"O/E.*make recalibrate"):
        run("validate", *lender, "--bundle", str(bundle), "--out", str(tmp_path / "reports"))
    report = (tmp_path / "reports" / "other.md").read_text()
    assert "| in default already, by the hard rules | 7 |" in report
    assert "| rows | 1,493 | 1,493 persons |" in report
    assert f"Bundle {read_bundle(bundle).version}" in report
    for figure in ("ROC-AUC", "KS", "O/E", "calibration slope", "Brier", "## Grades"):
        assert figure in report
    assert "level and slope are no test" not in report
    told = capsys.readouterr()
    assert "FAILED: O/E" in told.out
    assert "other.md" in told.out
    assert "warning: the outcome is of 3 months" in told.err


def test_recalibrate_writes_a_bundle_that_passes_the_gates(
    bundle: Path, lender: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = {path.name: path.read_bytes() for path in BUNDLE.iterdir()}
    out = str(tmp_path / "new")
    run("recalibrate", *lender, "--bundle", str(bundle), "--out", out)
    told_of = capsys.readouterr()
    printed = told_of.out
    assert f"bundle {read_bundle(Path(out)).version}: {out}" in printed
    assert "warning: the outcome is of 3 months" in told_of.err
    assert "segment.json" in printed and "scorecard.json" in printed
    for name in ("segment.json", "scorecard.json"):
        assert (Path(out) / name).read_bytes() == (bundle / name).read_bytes()
    assert '"decline_from": 0.150943' in printed
    told: dict[str, Any] = json.loads((Path(out) / "card.json").read_text())["recalibrated"]
    assert told["from"] == read_bundle(bundle).version
    figures = told["models"]["behavioural"]
    assert (figures["rows"], figures["people"]) == (1_500, 1_500)
    assert figures["people_in_default"] >= 50
    before, after = figures["before"], figures["after_cross_fitted"]
    assert abs(np.log(before["observed_over_expected"])) > 0.2
    assert after["observed_over_expected"] == pytest.approx(1, abs=0.02)
    assert after["calibration_slope"] == pytest.approx(1, abs=0.1)
    assert after["log_loss"] < before["log_loss"]
    run("validate", *lender, "--bundle", out, "--out", str(tmp_path))
    printed = capsys.readouterr().out
    assert "FAILED" not in printed
    assert "level and slope are no test" in printed
    assert "may be used" not in printed
    assert {path.name: path.read_bytes() for path in BUNDLE.iterdir()} == shipped


def test_validate_ends_with_a_fault_where_a_gate_fails(bundle: Path, lender: list[str]) -> None:
    command = [sys.executable, "-m", "training", "validate", *lender, "--bundle", str(bundle)]
    out = ["--out", str(Path(lender[1]) / "reports")]
    paths = os.pathsep.join(str(ROOT / part) for part in (".", "layers", "functions"))
    done = subprocess.run(
        [*command, *out],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "error: " in done.stderr and "make recalibrate" in done.stderr


def test_a_recalibration_that_misses_on_other_people_is_not_written(
    bundle: Path, lender: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the level held on the rows it was fitted on alone
    real = recalibrate

    def overfitted(raw: Array, target: Array, people: Array) -> Recalibration:
        found = real(raw, target, people)
        return dataclasses.replace(found, proba=found.proba / 2)

    monkeypatch.setattr("training.lender.commands.recalibrate", overfitted)
    out = tmp_path / "new"
    with pytest.raises(GateError, match=r"behavioural, FAILED: O/E = (2|1.99).*\n(.*\n)?No bundle"):
        run("recalibrate", *lender, "--bundle", str(bundle), "--out", str(out))
    assert not out.exists()


def test_an_outcome_of_twelve_months_is_not_warned_of(
    bundle: Path, lender: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {**WIDE, "outcome": {**WIDE["outcome"], "horizon_months": 12}}
    (tmp_path / "other.toml").write_text(to_toml(body))
    run("recalibrate", *lender, "--bundle", str(bundle), "--out", str(tmp_path / "new"))
    assert "warning" not in capsys.readouterr().err


def test_the_bundle_in_force_is_not_written_over(lender: list[str], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="bundle in force"):
        run("recalibrate", *lender, "--out", str(BUNDLE))
    with pytest.raises(DataError, match="leave --out out"):
        run("recalibrate", *lender, "--out", str(tmp_path), "--put-in-force")


def test_put_in_force_writes_over_the_shipped_bundle_and_names_it(
    bundle: Path, lender: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, released = tmp_path / "shipped", tmp_path / "released.json"
    shutil.copytree(bundle, shipped)
    monkeypatch.setattr("training.lender.commands.BUNDLE", shipped)
    monkeypatch.setattr("training.lender.commands.RELEASED", released)
    before = read_bundle(shipped).version
    run("recalibrate", *lender, "--bundle", str(shipped), "--put-in-force")
    after = load_model(shipped)
    assert after.version != before
    told = json.loads(released.read_text())
    assert (told["name"]["version"], told["name"]["sha256"]) == (after.version, after.sha256)
    assert told["card"]["recalibrated"]["from"] == before


@pytest.mark.parametrize(
    ("said", "forced"), [("yes", True), ("no", False), ("maybe", False), (None, False)]
)
def test_make_puts_in_force_by_a_plain_yes_alone(said: str | None, forced: bool) -> None:
    flags = [] if said is None else [f"PUT_IN_FORCE={said}"]
    line = ["make", "-n", "recalibrate", "DATA=x", "MAPPING=y", *flags]
    told = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "training recalibrate" in told.stdout
    assert ("--put-in-force" in told.stdout) is forced


@pytest.mark.parametrize(
    ("bad", "command", "words"),
    [
        (9, "validate", "9 persons in default and 1491 others are too few to measure"),
        (49, "recalibrate", "49 persons in default are too few to recalibrate on"),
    ],
)
def test_too_few_defaults_are_refused(
    bundle: Path, lender: list[str], tmp_path: Path, bad: int, command: str, words: str
) -> None:
    table = cards(1_500).assign(BAD="0")
    table.loc[: bad - 1, "BAD"] = "1"
    table.to_csv(tmp_path / "cards.csv", index=False)
    out = tmp_path / "out"
    with pytest.raises(DataError, match=words):
        run(command, *lender, "--bundle", str(bundle), "--out", str(out))
    assert not out.exists()


def test_cut_offs_are_those_at_which_a_credit_breaks_even() -> None:
    policy = propose_policy(Terms(margin=0.1, loss_given_default=0.4))
    assert (policy.approve_below, policy.decline_from) == (0.1, 0.2)
    text = tell_policy(policy, np.array([False, True, True]), np.array([0.05, 0.15, 0.3]))
    assert "| review | 33.3% | 1 | 100.00% |" in text
    body = json.loads(text.split("policy.json:\n")[1])
    assert body["decline_from"] == 0.2
    assert set(body["hard_rules"]) == {"cure_months", "longest_silence_months"}
