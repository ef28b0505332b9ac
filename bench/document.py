"""docs/figures.md, made of the kept results and of the texts beside them: ``make figures``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figure import Figure
from bench.machine import Machine
from bench.results import RESULTS, Result, read_all
from bench.wording import plain, ratio, shown, verdict
from local.stack import ROOT

DOCUMENT = ROOT / "docs" / "figures.md"
TEXTS = Path(__file__).parent / "texts.toml"
HEADINGS = ("figure", "value", "against the machine", "to reach", "what bounds it, and beside it")


@dataclass(frozen=True)
class Section:
    """What stands around the figures of one measurement.

    Attributes:
        command: what measures it.
        figures: name of a figure -> how the page calls it, and what bounds it.
    """

    measurement: str
    title: str
    command: str
    about: str
    figures: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write(results: Path = RESULTS, document: Path = DOCUMENT) -> None:
    """Writes the page anew."""
    document.write_text(render(read_all(results)))


def read_texts() -> dict[str, Any]:
    """Returns the words of the page: its head, and its sections."""
    return tomllib.loads(TEXTS.read_text())


def render(results: Mapping[str, Result]) -> str:
    """Returns the page; a measurement without a text stands at its end, under its own name."""
    texts = read_texts()
    sections = [Section(**section) for section in texts["sections"]]
    told = {section.measurement for section in sections}
    sections += [
        Section(name, name.replace("_", " ").capitalize(), f"python -m bench {name}", "")
        for name in results
        if name not in told
    ]
    parts = [texts["head"].strip()]
    for section in sections:
        parts += _section(section, results.get(section.measurement))
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section, result: Result | None) -> list[str]:
    title, about = f"## {section.title}", section.about.strip()
    if result is None:
        return [title, about, f"Not measured yet: `{section.command}`."]
    rows = [_row(section, figure, result.machine) for figure in result.figures]
    table = [HEADINGS, ("---",) * len(HEADINGS), *rows]
    lines = [f"| {' | '.join(cells)} |" for cells in table]
    return [title, about, _taken(section, result), "\n".join(lines)]


def _taken(section: Section, result: Result) -> str:
    """Returns when, how and on what the figures were taken."""
    machine = result.machine
    of_size = "" if result.size is None else f" of {result.size:,}"
    parts = [
        f"{machine.cores} x {machine.processor}",
        f"Python {machine.python}",
        f"PostgreSQL {machine.postgresql}" if machine.postgresql else "",
        f"load {machine.load} before it" if machine.load is not None else "",
        f"`import catboost` {_told(machine.import_catboost_ms, 'ms')}",
        f"one thread offline {_told(machine.offline_rate, 'people/s')}",
    ]
    on = ", ".join(part for part in parts if part)
    return f"`{section.command}`{of_size}, {result.taken_at} UTC: {on}."


def _told(value: float | None, unit: str) -> str:
    return "not measured" if value is None else shown(value, unit)


def _row(section: Section, figure: Figure, machine: Machine) -> tuple[str, ...]:
    texts = section.figures.get(figure.name, ())
    label = texts[0] if texts else figure.name.replace("_", " ")
    bound = texts[1] if len(texts) > 1 else figure.detail.get("bound", "")
    return (
        label,
        shown(figure.value, figure.unit),
        ratio(figure, machine),
        verdict(figure),
        "; ".join(part for part in (bound, _beside(figure)) if part),
    )


def _beside(figure: Figure) -> str:
    """Returns what else the figure says of itself."""
    told = {name: value for name, value in figure.detail.items() if name != "bound"}
    words = {name: "" if value is True else plain(value) for name, value in told.items()}
    return ", ".join(f"{name.replace('_', ' ')} {value}".strip() for name, value in words.items())
