"""Which tests ran for a release, and which did not, with why: read from what the suites wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from training.files import DataError

SUITES = {
    "unit": "rules, models and training by themselves",
    "site": "the site's logic",
    "integration": "handlers on a real PostgreSQL",
    "contract": "template, API and documents",
    "e2e": "a deployed stack, in a browser",
    "localstack": "the same on LocalStack",
    "surroundings": "a fresh clone on an odd machine",
    "mutants": "planted faults that tests have to notice",
}
"""Every suite there is -> what it tries; its files begin with its name."""
NO_REASON = "no reason was given"


@dataclass(frozen=True)
class Ran:
    """What a suite did.

    Attributes:
        skipped: test -> why it did not run.
        failed: tests that failed.
    """

    passed: int
    failed: tuple[str, ...]
    skipped: dict[str, str]


def read_results(folder: Path | None) -> dict[str, Ran | None]:
    """Returns suite -> what it did; None of those that left no results.

    Raises:
        DataError: a file is no JUnit report.
    """
    files = sorted(folder.rglob("*.xml")) if folder else []
    return {suite: _read([one for one in files if _suite_of(one) == suite]) for suite in SUITES}


def _suite_of(path: Path) -> str:
    return path.stem.split("-")[0]


def _read(paths: list[Path]) -> Ran | None:
    cases = [case for path in paths for case in _cases(path)]
    if not cases:
        return None
    skipped = {name: why for name, state, why in cases if state == "skipped"}
    failed = tuple(name for name, state, _ in cases if state in {"failure", "error"})
    return Ran(sum(state == "passed" for _, state, _ in cases), failed, skipped)


def _cases(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yields name, state and reason of each test of a report."""
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - our own suites wrote it
    except ET.ParseError as error:
        raise DataError(f"{path}: is no JUnit report. Run its suite again.") from error
    for case in root.iter("testcase"):
        name = f"{case.get('classname', '')}::{case.get('name', '')}"
        for state in ("failure", "error", "skipped"):
            told = case.find(state)
            if told is not None:
                yield name, state, " ".join((told.get("message") or told.text or "").split())
                break
        else:
            yield name, "passed", ""


def tests_section(results: dict[str, Ran | None]) -> str:
    """Returns what ran, and by name what did not, with why."""
    failed = [
        f"- {suite}: `{name}`" for suite, ran in results.items() if ran for name in ran.failed
    ]
    parts = {
        "Tests that ran": [_told(suite, ran) for suite, ran in results.items() if ran],
        "Tests that failed": failed,
        "Tests that did not run, with why": list(_not_run(results)),
    }
    return "\n\n".join(
        f"## {title}\n\n" + ("\n".join(lines) or "None.") for title, lines in parts.items()
    )


def _told(suite: str, ran: Ran) -> str:
    counts = f"{ran.passed} passed, {len(ran.failed)} failed, {len(ran.skipped)} did not run"
    return f"- **{suite}** ({SUITES[suite]}): {counts}"


def _not_run(results: dict[str, Ran | None]) -> Iterator[str]:
    for suite, ran in results.items():
        if ran is None:
            yield f"- **{suite}** ({SUITES[suite]}), all of it: no results were handed in"
        else:
            for name, why in ran.skipped.items():
                yield f"- {suite}: `{name}`: {why or NO_REASON}"
