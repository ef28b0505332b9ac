"""What one thread scores of files by ``training score``: the yardstick of a portfolio."""

import csv
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.machine import fresh
from bench.target import Target
from local import cohort_files

APPLICATIONS, CREDITS = "application_record.csv", "credit_record.csv"
FEW = 100


def measure_rate(target: Target) -> float:
    """Returns how many of the stack's people one thread scores in a second of a processor.

    The start of the program counts for nobody: of a few people it takes as long as of all. By the
    clock it would take now more and now less than what it is taken from.
    """
    with TemporaryDirectory() as place:
        everybody, few = Path(place, "everybody"), Path(place, "few")
        cohort_files.export_people(
            target.stack, target.outputs["MaintenanceFunctionName"], everybody
        )
        _write_few(everybody, few)
        people = _count_people(everybody) - _count_people(few)
        return people / (_seconds(everybody) - _seconds(few))


def _write_few(everybody: Path, few: Path) -> None:
    few.mkdir()
    header, *rows = (everybody / APPLICATIONS).read_text().splitlines()[: FEW + 1]
    (few / APPLICATIONS).write_text("\n".join([header, *rows]) + "\n")
    ids = {row.partition(",")[0] for row in rows}
    header, *rows = (everybody / CREDITS).read_text().splitlines()
    kept = [row for row in rows if row.partition(",")[0] in ids]
    (few / CREDITS).write_text("\n".join([header, *kept]) + "\n")


def _count_people(folder: Path) -> int:
    """Returns how many scores are made: credits with the same answers are one person's."""
    with (folder / APPLICATIONS).open(encoding="utf-8", newline="") as file:
        return len({tuple(row[1:]) for row in csv.reader(file)}) - 1


def _seconds(folder: Path) -> float:
    """Returns the seconds of a processor that scoring a folder's files takes, from file to file."""
    before = os.times()
    out = folder / "scores.csv"
    fresh("-m", "training", "score", "--data", str(folder), "--out", str(out))
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )
