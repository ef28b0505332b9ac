"""Plants faults in the code, one at a time, and counts those that no test notices: `make mutants`.

mutmut plants them, inside functions, and asks the unit and integration tests that reach the
function. It knows projects with one folder of sources, so this one is laid out anew for it. A
name with wildcards chooses faults: `core.people.*`, or `*3`, which is about one in ten.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from local.stack import ROOT

STAGE = ROOT / ".local" / "mutants"
SOURCES = re.compile(r"(?:layers|functions)/([a-z]+/.+)")
NOT_NEEDED = ("frontend/", "docs/screenshots/", "bench/results/")
NOTICED, UNNOTICED, UNREACHED = 1, 0, 33  # mutmut's: what the tests ended with, and no test at all
ENOUGH = 0.85


def main() -> int:
    """Tries the chosen faults, or all; returns 1 if too few of them are noticed."""
    lay_out()
    mutmut = Path(sys.executable).with_name("mutmut")
    finished = subprocess.run([mutmut, "run", *sys.argv[1:]], cwd=STAGE, check=False)
    if finished.returncode:
        return finished.returncode
    outcomes = read_outcomes()
    missed = sorted(name for name, code in outcomes.items() if code in (UNNOTICED, UNREACHED))
    (STAGE / "survivors.txt").write_text("".join(f"{name}\n" for name in missed))
    noticed = len(outcomes) - len(missed)
    for room, count in sorted(Counter(".".join(name.split(".")[:2]) for name in missed).items()):
        print(f"  {room:28} {count} not noticed")
    print(f"{noticed} of {len(outcomes)} faults noticed. The others: {STAGE / 'survivors.txt'}")
    print(f"One of them as code: cd {STAGE} && {mutmut} show NAME")
    return int(noticed < ENOUGH * len(outcomes))


def lay_out() -> None:
    """Copies the project; what functions and layers hold lies in one more folder, ``src``."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    shutil.rmtree(STAGE, ignore_errors=True)
    for name in filter(None, listed.stdout.split("\0")):
        if name.startswith(NOT_NEEDED) or not (ROOT / name).is_file():
            continue
        copy(name, STAGE / name)
        if source := SOURCES.fullmatch(name):
            copy(name, STAGE / "src" / source[1])


def copy(name: str, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / name, to)


def read_outcomes() -> dict[str, int]:
    """Returns what came of each fault that was tried; what ran out of time was noticed."""
    outcomes: dict[str, int] = {}
    for path in (STAGE / "mutants" / "src").rglob("*.meta"):
        codes = json.loads(path.read_text())["exit_code_by_key"]
        outcomes |= {name: code for name, code in codes.items() if code is not None}
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
