"""The machine, measured first, so that figures of different days compare as ratios."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from statistics import median
from sysconfig import get_path
from tempfile import TemporaryDirectory

from local.errors import StackError
from local.postgres_place import LINKED, PACKAGE
from local.stack import BUILD, ROOT

IMPORTS = 5
PEOPLE = 1_000  # as many as make a chunk of vectorised work
MODEL_LAYER = BUILD / "ModelLayer" / "python"
# As pip brings it: the built layer, which has done without pandas since 2026-11-30, and pandas
DECLARED = ("pandas", "pytz", "dateutil")
IMPORT = """
import sys
from time import perf_counter
sys.path[:0] = {paths!r}
started = perf_counter()
import catboost
print((perf_counter() - started) * 1_000)
"""


@dataclass(frozen=True)
class Machine:
    """What figures were taken on, and its two yardsticks.

    Attributes:
        load: processes that wanted a processor in the minute before.
        import_catboost_ms: a bare import in a fresh process, the median of five.
        offline_rate: people a second that one thread scores with reasons, from answers and months.
    """

    processor: str
    cores: int
    load: float | None
    python: str
    postgresql: str | None
    import_catboost_ms: float | None
    offline_rate: float | None


def measure() -> Machine:
    """Measures the yardsticks; the load is that of before.

    Raises:
        StackError: the layer that is imported from is not built.
    """
    if not MODEL_LAYER.exists():
        raise StackError("The layers are not built. Build them with: make build")
    load = os.getloadavg()[0]
    microseconds = float(fresh("-m", "bench.model_worker", str(PEOPLE)))
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        load=round(load, 1),
        python=platform.python_version(),
        postgresql=_postgresql(),
        import_catboost_ms=import_catboost_ms(),
        offline_rate=round(1_000_000 / microseconds),
    )


def fresh(*arguments: str) -> str:
    """Runs a fresh Python with one thread for its computing; returns the last line it printed."""
    environment = os.environ | {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join((".", "layers", "functions")),
    }
    command: Sequence[str] = [sys.executable, *arguments]
    found = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise RuntimeError(found.stderr)
    return found.stdout.splitlines()[-1]


def import_catboost_ms() -> float:
    """Returns what a bare import takes in a fresh process: the median of five."""
    with catboost_with_pandas() as paths:
        code = IMPORT.format(paths=paths)
        _time_import(code)  # reads the files
        return round(median([_time_import(code) for _ in range(IMPORTS)]), 1)


@contextmanager
def catboost_with_pandas() -> Iterator[list[str]]:
    """Gives the folders that a bare import looks in: nothing else that is installed here."""
    with TemporaryDirectory() as folder:
        for package in DECLARED:
            (Path(folder) / package).symlink_to(Path(get_path("purelib")) / package)
        yield [folder, str(MODEL_LAYER)]


def _time_import(code: str) -> float:
    return float(fresh("-I", "-S", "-B", "-c", code))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _postgresql() -> str:
    packages = Path(str(distribution(PACKAGE).locate_file("")))
    program = packages / LINKED[1] / "bin" / "postgres"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[-1]
