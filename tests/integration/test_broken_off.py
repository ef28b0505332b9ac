"""A run that scores files is killed at any moment, and the same command ends it."""

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pandas as pd
import pytest

from local.stack import ROOT
from training.data import make_tables

# The command as it is, with parts so small that some hundred people fill several
COMMAND = """
import sys
from training.offline import splitting
splitting.MONTHS_A_PART = 4_000
from training.__main__ import main
sys.exit(main())
"""
PATIENCE_SECONDS = 120


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, table in zip(("application_record", "credit_record"), make_tables(800), strict=True):
        table.to_parquet(tmp_path / f"{name}.parquet")
    return tmp_path


def start(folder: Path, out: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "score", "--data", folder, "--out", folder / out],
        cwd=ROOT,
        env={"PYTHONPATH": ".:layers:functions"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(folder: Path, out: str) -> pd.DataFrame:
    process = start(folder, out)
    told, faults = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, faults
    assert " scored: " in told
    return pd.read_parquet(folder / out)


def kill_when(process: "subprocess.Popen[str]", work: Path, pattern: str) -> set[str]:
    """Kills it as soon as there is such a file; returns what it leaves behind."""
    end = monotonic() + PATIENCE_SECONDS
    while not list(work.glob(pattern)) and process.poll() is None and monotonic() < end:
        sleep(0.002)
    process.kill()
    _, faults = process.communicate()
    assert process.returncode == -9, faults
    return {path.name for path in work.iterdir()}


def test_a_run_that_is_killed_goes_on_and_gives_the_same(folder: Path) -> None:
    whole = finish(folder, "whole.parquet")
    work = folder / "scores.parquet.work"
    for pattern in ("credit_record-*", "people-*"):  # while the files are being dealt out
        left = kill_when(start(folder, "scores.parquet"), work, pattern)
        assert "begun.json" in left and "split.json" not in left
    left = kill_when(start(folder, "scores.parquet"), work, "scored-0002*")
    assert {"split.json", "scored-0000.arrow", "scored-0001.arrow"} <= left
    kept = (work / "scored-0000.arrow").stat().st_mtime_ns
    kill_when(start(folder, "scores.parquet"), work, "scored-0004*")
    assert (work / "scored-0000.arrow").stat().st_mtime_ns == kept
    assert not (folder / "scores.parquet").exists()
    pd.testing.assert_frame_equal(finish(folder, "scores.parquet"), whole, check_exact=True)
    assert not work.exists()
