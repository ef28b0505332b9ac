"""Plants faults in the code, one at a time, and counts those that no test notices: `make mutants`.

mutmut plants them, inside functions, and asks the unit and integration tests that reach the
function. It knows projects with one folder of sources, so this one is laid out anew for it. A
name with wildcards chooses faults, `core.people.*`; a number draws as many of all by chance, and
the same ones by the same seed.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.stack import ROOT

STAGE = ROOT / ".local" / "mutants"
SOURCES = re.compile(r"(?:layers|functions)/([a-z]+/.+)")
NOT_NEEDED = ("frontend/", "docs/screenshots/", "bench/results/")
NOTICED, UNNOTICED, UNREACHED = 1, 0, 33  # mutmut's: what the tests ended with, and no test at all
ENOUGH = 0.85
FEW = "core.kit.identifiers.*"  # to plant all, and see which test reaches what


@dataclass(frozen=True)
class Chosen:
    """Which faults are tried: those of these names, or some of all by chance; all if neither."""

    only: str | None
    sample: int | None
    seed: int


def read_arguments() -> Chosen:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="a name with wildcards")
    parser.add_argument("--sample", type=int, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1)
    return Chosen(**vars(parser.parse_args()))


def main() -> int:
    """Tries the chosen faults, or all; returns 1 if too few of them are noticed."""
    chosen = read_arguments()
    lay_out()
    names = [chosen.only] if chosen.only else []
    if chosen.sample:
        if code := try_out(FEW):
            return code
        names = random.Random(chosen.seed).sample(sorted(read_outcomes()), chosen.sample)
    if code := try_out(*names):
        return code
    outcomes = {name: code for name, code in read_outcomes().items() if code is not None}
    return tell({name: outcomes[name] for name in names} if chosen.sample else outcomes)


def try_out(*names: str) -> int:
    """Lets mutmut plant all faults and try those of these names; returns its exit code."""
    mutmut = Path(sys.executable).with_name("mutmut")
    return subprocess.run([mutmut, "run", *names], cwd=STAGE, check=False).returncode


def tell(outcomes: Mapping[str, int]) -> int:
    """Says how many faults were noticed and lists the others; returns 1 if they are too many."""
    missed = sorted(name for name, code in outcomes.items() if code in (UNNOTICED, UNREACHED))
    (STAGE / "survivors.txt").write_text("".join(f"{name}\n" for name in missed))
    noticed = len(outcomes) - len(missed)
    for room, count in sorted(Counter(".".join(name.split(".")[:2]) for name in missed).items()):
        print(f"  {room:28} {count} not noticed")
    print(f"{noticed} of {len(outcomes)} faults noticed. The others: {STAGE / 'survivors.txt'}")
    print(
        f"One of them as code: cd {STAGE} && {Path(sys.executable).with_name('mutmut')} show NAME"
    )
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


def read_outcomes() -> dict[str, int | None]:
    """Returns what came of each fault, None of one not tried; what ran out of time was noticed."""
    outcomes: dict[str, int | None] = {}
    for path in (STAGE / "mutants" / "src").rglob("*.meta"):
        outcomes |= json.loads(path.read_text())["exit_code_by_key"]
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
