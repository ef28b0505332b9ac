"""How long a fresh clone takes to a usable login: ``python -m bench up``.

What is committed, in a folder of its own, with empty caches of packages, on ports of its own; then
again with nothing changed, and with a changed function. All of it is removed afterwards.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figure import Figure
from bench.target import free_port, running
from local.errors import StackError
from local.stack import ROOT, Stack

STACK = "fresh"
OF_MAKE = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "SIZE"}
CHANGED = Path("functions") / "api" / "handler.py"


def measure() -> list[Figure]:
    """Brings a fresh clone up three times.

    Raises:
        StackError: it does not come up.
    """
    with TemporaryDirectory() as name, _clone(Path(name)) as (stack, environment):
        fresh = _bring_up(stack, environment)
        again = _bring_up(stack, environment)
        with (_clone_of(stack) / CHANGED).open("a") as source:
            source.write("\n# changed\n")
        changed = _bring_up(stack, environment)
    return [
        Figure("up_fresh", fresh, "s", {"node_on_the_machine": shutil.which("node") is not None}),
        Figure("up_again", again, "s", {}),
        Figure("up_changed", changed, "s", {}),
    ]


@contextmanager
def _clone(folder: Path) -> Iterator[tuple[Stack, Mapping[str, str]]]:
    clone = folder / "service"
    git = shutil.which("git") or "git"
    subprocess.run([git, "clone", "--quiet", str(ROOT), str(clone)], check=True)
    place = clone / ".local" / STACK
    stack = Stack(STACK, place, free_port(), free_port(), free_port())
    ports = {f"{name.upper()}_PORT": str(port) for name, port in stack.ports.items()}
    caches = {
        name: str(folder / name.lower())
        for name in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "npm_config_cache")
    }
    # Not of the make that may have called this
    kept = {name: value for name, value in os.environ.items() if name not in OF_MAKE}
    environment = {**kept, **ports, **caches, "STACK": STACK}
    folder.chmod(0o755)  # PostgreSQL may run as somebody else
    try:
        yield stack, environment
    finally:
        _make(stack, environment, "clean")


def _bring_up(stack: Stack, environment: Mapping[str, str]) -> float:
    """Returns after how many seconds somebody could log in."""
    started = perf_counter()
    _make(stack, environment, "up")
    with closing(running(stack).client("admin")):
        return round(perf_counter() - started, 1)


def _make(stack: Stack, environment: Mapping[str, str], goal: str) -> None:
    command = [shutil.which("make") or "make", "-C", str(_clone_of(stack)), goal]
    finished = subprocess.run(
        command, env=dict(environment), stdout=sys.stderr, stderr=subprocess.STDOUT, check=False
    )
    if finished.returncode:
        raise StackError(f"make {goal} of a fresh clone failed; what it said stands above.")


def _clone_of(stack: Stack) -> Path:
    return stack.folder.parents[1]
