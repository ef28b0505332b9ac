"""Kept results: one JSON file a measurement, with the machine that it was taken on."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bench.machine import Machine
from bench.wording import ratio, shown, verdict

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Result:
    """The figures of one run.

    Attributes:
        measurement: the name by which ``python -m bench`` knows it.
        size: of how many rows, where it is of a number that can be chosen.
        taken_at: in UTC, to the minute.
    """

    measurement: str
    size: int | None
    taken_at: str
    machine: Machine
    figures: Sequence[Figure]

    @property
    def file_name(self) -> str:
        """A run takes the place of the one before it, of as many rows."""
        of_size = "" if self.size is None else f"-{self.size}"
        return f"{self.measurement}{of_size}.json"


def result_of(
    measurement: str, size: int | None, machine: Machine, figures: Sequence[Figure]
) -> Result:
    return Result(measurement, size, f"{datetime.now(UTC):%Y-%m-%d %H:%M}", machine, figures)


def write(result: Result, folder: Path = RESULTS) -> Path:
    """Keeps a result; returns its file."""
    folder.mkdir(exist_ok=True)
    path = folder / result.file_name
    path.write_text(json.dumps(_short(result), indent=1, ensure_ascii=False) + "\n")
    return path


def _short(result: Result) -> dict[str, Any]:
    """Returns what is written: no target where there is none."""
    told = asdict(result)
    told["figures"] = [
        {name: value for name, value in figure.items() if value is not None}
        for figure in told["figures"]
    ]
    return told


def read_all(folder: Path = RESULTS) -> dict[str, Result]:
    """Returns the kept result of each measurement: that of the most rows."""
    found: dict[str, Result] = {}
    for path in sorted(folder.glob("*.json")):
        result = _read(path)
        before = found.get(result.measurement)
        if before is None or (before.size or 0) <= (result.size or 0):
            found[result.measurement] = result
    return found


def _read(path: Path) -> Result:
    told = json.loads(path.read_text())
    result = Result(**told)
    return replace(
        result,
        machine=Machine(**told["machine"]),
        figures=[Figure(**figure) for figure in told["figures"]],
    )


def show(result: Result) -> None:
    """Prints the figures beside their targets, as a table."""
    for figure in result.figures:
        value = shown(figure.value, figure.unit)
        against = ratio(figure, result.machine)
        print(f"  {figure.name:<40} {value:>20}  {against:<20} {verdict(figure)}", flush=True)
