"""The commands of training: one sentence where something is wrong, and before it takes time."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.scores.rules.bundle_names import BundleName
from tests.unit.training.lender.files import WIDE, to_toml
from tests.unit.training.makers import write_files
from training import __main__ as commands
from training.bundle_writer import write_json
from training.files import DataError, check_file, check_folder
from training.gates import Gate
from training.recipe import Made

APPLICATIONS, CREDITS = "application_record.csv", "credit_record.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both tables of a few people, in a folder whose name has a space."""
    made = tmp_path / "my data"
    made.mkdir()
    write_files(made)
    return made


COMMANDS = {
    "train": [],
    "reproduce": [],
    "report": [],
    "score": ["--out", "scores.csv"],
    "applicants": ["--out", "people.jsonl"],
    "population": ["--out", "population.json"],
}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Runs a command of training; returns the exit code."""
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    return commands.main()


@pytest.mark.parametrize(("command", "more"), COMMANDS.items(), ids=COMMANDS)
def test_every_command_ends_in_one_sentence(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    more: list[str],
) -> None:
    monkeypatch.chdir(folder)
    (folder / APPLICATIONS).write_bytes(gzip.compress(b"ID"))
    assert run(monkeypatch, command, "--data", str(folder), *more) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("error: ") and "gzip: unpack it." in told
    assert sorted(path.name for path in folder.iterdir()) == [APPLICATIONS, CREDITS]


@pytest.mark.parametrize("command", ["inspect", "validate", "recalibrate"])
def test_commands_on_other_lenders_files_do_so_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    mapping = tmp_path / "other.toml"
    mapping.write_text(to_toml(WIDE))
    (tmp_path / "cards.csv").write_bytes(gzip.compress(b"ID"))
    told = ["--data", str(tmp_path), "--mapping", str(mapping)]
    assert run(monkeypatch, command, *told) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ") and "gzip: unpack it." in line


def test_where_a_result_goes_is_looked_at_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for out, reason in (
        ("scores.xlsx", "has to end in .csv or .parquet"),
        ("scores", "has to end in .csv or .parquet"),
        ("nowhere/scores.csv", "is not there. Make it first."),
        (".", "is a folder"),
    ):
        monkeypatch.setattr(commands, "score_files", lambda *_: pytest.fail("it scored"))
        assert run(monkeypatch, "score", "--data", str(folder), "--out", str(folder / out)) == 1
        assert reason in capsys.readouterr().err
    with pytest.raises(DataError, match="is a file"):
        check_folder(folder / CREDITS / "bundle")
    monkeypatch.setattr("os.access", lambda *_: False)
    for check in (check_file, check_folder):
        with pytest.raises(DataError, match="may not be written to"):
            check(folder / "new")


def test_scores_are_written_as_their_name_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("scores.csv", "scores.parquet"):
        assert run(monkeypatch, "score", "--data", str(folder), "--out", str(folder / name)) == 0
    of_csv, of_parquet = (
        pd.read_csv(folder / "scores.csv"),
        pd.read_parquet(folder / "scores.parquet"),
    )
    assert of_csv["proba"].tolist() == pytest.approx(of_parquet["proba"].tolist(), nan_ok=True)
    assert of_csv.columns.tolist() == of_parquet.columns.tolist()


def test_too_few_defaults_are_told_before_anything_is_trained(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("training.models.fit", lambda *_: pytest.fail("it trained"))
    write_files(folder, {1: "0" * 30, 2: "5" + "0" * 29, 3: "000003" + "0" * 40})
    out = folder / "bundle"
    assert run(monkeypatch, "train", "--data", str(folder), "--out", str(out)) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("error: 2 persons default among those of the behavioural model")
    assert "100 are needed. Nothing is trained" in told
    assert not out.exists()


def test_invented_people_never_make_the_shipped_bundle(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(commands.BUNDLE.parent)
    monkeypatch.setattr(commands, "load_applicants", lambda _: pytest.fail("it went on"))
    assert run(monkeypatch, "train", "--out", "bundle") == 1
    assert "That is the shipped bundle" in capsys.readouterr().err


def test_what_comes_of_invented_people_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gates = [Gate("O/E", 2, 0.8, 1.25), Gate("slope", 1, 0.9, 1.1)]
    made = Made(training=None, gates=gates, predictions={})  # type: ignore[arg-type]
    monkeypatch.setattr(commands, "load_applicants", lambda _: None)
    monkeypatch.setattr(commands, "_hash_data", lambda _: "")
    monkeypatch.setattr(commands, "make_bundle", lambda *_: made)
    monkeypatch.setattr(commands, "write_bundle", lambda *_: BundleName("trial", "0", {}))
    monkeypatch.setattr(commands, "save_predictions", lambda _: None)
    assert run(monkeypatch, "train", "--out", str(tmp_path / "bundle")) == 0
    told = capsys.readouterr().err.splitlines()[-1]
    assert "invented: 1 of 2 gates failed" in told and told.endswith("make train DATA=folder")


def test_what_cannot_be_measured_is_null(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    write_json(path, {"a": [float("nan"), (1, np.float64("-inf"))], "b": {"c": np.nan, "d": 0.5}})
    told = json.loads(path.read_text(), parse_constant=pytest.fail)
    assert told == {"a": [None, [1, None]], "b": {"c": None, "d": 0.5}}
