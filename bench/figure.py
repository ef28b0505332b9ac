"""One measured figure."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """A name, a value, its unit, and how it was taken and what bounds it."""

    name: str
    value: float
    unit: str
    detail: dict[str, Any]


def write(figures: Sequence[Figure]) -> Path:
    """Writes the figures of one run, with the machine they were taken on."""
    RESULTS.mkdir(exist_ok=True)
    machine = {"cores": cpu_count(), "processor": platform.machine()}
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M}.jsonl"
    lines = [json.dumps({**asdict(figure), "machine": machine}) for figure in figures]
    path.write_text("\n".join(lines) + "\n")
    return path


def percentile_95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def middle(values: Sequence[float], digits: int = 1) -> float:
    return round(median(values), digits)
