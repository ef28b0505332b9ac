"""How `training score` takes files of a bank's size: ``python -m bench files [accounts]``.

Writes both tables, all accounts month by month, so that the months of one lie far apart; then runs
the command as a process of its own. Beside the clock stand the seconds of a processor, which a
machine that others use as well stretches less.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import numpy as np
import psutil
import pyarrow as pa
from pyarrow import parquet

from bench.figure import Figure
from bench.imports import fixed_loop
from core.clients.rules.answer_kinds import Category
from core.clients.rules.questionnaire import ANSWERED_FEATURES, QUESTIONNAIRE
from local.stack import ROOT
from training.month_checks import CREDITS
from training.tables import APPLICATIONS

MONTHS = 24
ACCOUNTS_AT_ONCE = 250_000
BYTES_AN_ACCOUNT = 1_200  # of both files, the work folder and the result, with room to spare
STATUSES = np.array(["X", "C", "0", "1", "2", "5"])
SHARES = (0.2, 0.1, 0.68, 0.014, 0.004, 0.002)
_MEGABYTE = 1 << 20
_NUMBERS = {
    "CNT_CHILDREN": (0, 4),
    "AMT_INCOME_TOTAL": (50_000, 500_000),
    "DAYS_BIRTH": (-23_000, -12_000),
    "DAYS_EMPLOYED": (-5_000, -1),
    "FLAG_WORK_PHONE": (0, 2),
    "FLAG_PHONE": (0, 2),
    "FLAG_EMAIL": (0, 2),
    "CNT_FAM_MEMBERS": (1, 6),
}


@dataclass
class Used:
    """What a process used: by the clock, of the processors, at most of memory and of the disk."""

    seconds: float = 0.0
    processor: float = 0.0
    memory: int = 0
    disk: int = 0


def measure(accounts: int) -> list[Figure]:
    """Scores files of so many accounts, and of a tenth of them for comparison."""
    loop = fixed_loop()
    smaller, larger = (_run(count) for count in (accounts // 10, accounts))
    detail = {"accounts": accounts, "rows": accounts * MONTHS, "fixed_loop_seconds": round(loop, 2)}
    detail["load"] = round(os.getloadavg()[0], 1)
    memory = {"of_a_tenth": round(smaller.memory / _MEGABYTE)}
    return [
        Figure("files_memory", round(larger.memory / _MEGABYTE), "MB", {**memory, **detail}),
        Figure("files_disk", round(larger.disk / _MEGABYTE), "MB", detail),
        Figure("files_seconds", round(larger.seconds, 1), "s", detail),
        Figure("files_processor", round(larger.processor, 1), "s", detail),
        Figure("files_accounts", round(accounts / larger.seconds), "1/s", detail),
        Figure("files_rows", round(accounts * MONTHS / larger.seconds), "1/s", detail),
    ]


def _run(accounts: int) -> Used:
    with TemporaryDirectory() as name:
        folder = Path(name)
        if shutil.disk_usage(folder).free < accounts * BYTES_AN_ACCOUNT:
            raise SystemExit(f"error: {folder} has no space for {accounts:,} accounts. See TMPDIR.")
        write_files(folder, accounts)
        return _score(folder, accounts)


def write_files(folder: Path, accounts: int) -> None:
    """Writes both tables of so many accounts."""
    _write(folder / f"{APPLICATIONS}.parquet", _people(accounts))
    _write(folder / f"{CREDITS}.parquet", _months(accounts))


def _score(folder: Path, accounts: int) -> Used:
    """Runs the command; what it holds at most is asked of the system, which counts all of it."""
    out, used, started = folder / "scores.parquet", Used(), perf_counter()
    told = ["--data", str(folder), "--out", str(out)]
    command = [sys.executable, "-m", "training", "score", *told]
    search = os.environ | {"PYTHONPATH": os.pathsep.join((".", "layers", "functions"))}
    with subprocess.Popen(command, cwd=ROOT, env=search) as process:
        while process.poll() is None:
            _look(process.pid, folder, used)
            sleep(0.1)
    used.seconds = perf_counter() - started
    rows = parquet.read_metadata(out).num_rows if process.returncode == 0 else 0
    if rows != accounts:
        raise RuntimeError(f"{rows:,} of {accounts:,} accounts are in the result")
    return used


def _look(process_id: int, folder: Path, used: Used) -> None:
    status = Path(f"/proc/{process_id}/status").read_text()
    peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    if peak:  # it has not just ended
        used.memory = max(used.memory, int(peak[0]) * 1024)
        used.processor = sum(psutil.Process(process_id).cpu_times()[:2])
    used.disk = max(used.disk, sum(_size(path) for path in folder.glob("*.work/*")))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # it was there when the folder was listed
        return 0


def _write(path: Path, tables: Iterator[pa.Table]) -> None:
    first = next(tables)
    with parquet.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(table)


def _pieces(accounts: int) -> Iterator[tuple[np.random.Generator, Any]]:
    for start in range(0, accounts, ACCOUNTS_AT_ONCE):
        ids = np.arange(start, min(start + ACCOUNTS_AT_ONCE, accounts))
        yield np.random.default_rng(start), 5_000_000 + ids


def _people(accounts: int) -> Iterator[pa.Table]:
    """Yields the questionnaires: seven people have ten accounts."""
    for random, ids in _pieces(accounts):
        person = np.arange(len(ids)) * 7 // 10
        columns: dict[str, Any] = {"ID": ids}
        for feature, answer in ANSWERED_FEATURES.items():
            kind, name = QUESTIONNAIRE[answer], feature.upper()
            if isinstance(kind, Category):
                drawn = np.array(kind.values)[random.integers(0, len(kind.values), len(ids))]
            else:
                drawn = random.integers(*_NUMBERS[name], len(ids))
            columns[name] = drawn[person]
        yield pa.table(columns)


def _months(accounts: int) -> Iterator[pa.Table]:
    for month in range(MONTHS):
        for _, ids in _pieces(accounts):
            random = np.random.default_rng([month, int(ids[0])])
            statuses = STATUSES[random.choice(len(STATUSES), len(ids), p=SHARES)]
            yield pa.table(
                {"ID": ids, "MONTHS_BALANCE": np.full(len(ids), -month), "STATUS": statuses}
            )
