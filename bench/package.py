"""Sizes of what is deployed, and how long the scorer takes to start."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from sysconfig import get_path
from tempfile import TemporaryDirectory

from bench.figure import Figure, middle
from bench.machine import catboost_with_pandas
from local.stack import BUILD

CORE, MODEL, ANALYSIS = (BUILD / f"{name}Layer" for name in ("Core", "Model", "Analysis"))
SCORER = BUILD / "ScorerFunction"
ROUNDS = 7
MOST_BYTES, MOST_IMPORTS = 160_000_000, 1.6
TIMED = """
import os, sys, time
sys.path[:0] = {paths!r}
os.environ.update(POWERTOOLS_SERVICE_NAME="b", POWERTOOLS_METRICS_NAMESPACE="b",
                  POWERTOOLS_TRACE_DISABLED="true")
started = time.perf_counter()
{code}
print((time.perf_counter() - started) * 1000)
"""
BARE_IMPORT = "import catboost"
STARTS = {
    "import_catboost_of_layer": BARE_IMPORT,
    "scorer_init": "import scorer.start, scorer.bundles; scorer.bundles.warm_up()",
}
IMPORTS = {
    "sqlalchemy": "import sqlalchemy, sqlalchemy.dialects.postgresql",
    "pydantic": "import pydantic",
    "powertools": "from aws_lambda_powertools import Logger, Metrics",
    "psycopg2": "import psycopg2",
    # Not at the start: what the first secret costs
    "boto3": "import boto3; boto3.client('secretsmanager', region_name='eu-central-1')",
}
"""What each import costs by itself."""


# What Lambda's runtime has beside the layers
OF_RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")


def measure() -> list[Figure]:
    """Measures sizes in bytes and starts in milliseconds, the two starts in turn."""
    sizes = [
        Figure(f"size_{name}", _size(*folders), "bytes", {"unzipped": True, "bound": bound})
        for name, folders, bound in (
            ("core_layer", (CORE,), "SQLAlchemy, psycopg2 with OpenSSL, pydantic"),
            ("model_layer", (MODEL,), "CatBoost, NumPy with OpenBLAS"),
            ("api_in_all", (CORE, BUILD / "ApiFunction"), "Lambda allows 262,144,000"),
        )
    ]
    scorer = Figure(
        "size_scorer_in_all",
        _size(CORE, MODEL, ANALYSIS, SCORER),
        "bytes",
        {"unzipped": True, "bound": "Lambda allows 262,144,000"},
        at_most=MOST_BYTES,
    )
    return [*sizes, scorer, *starts()]


def starts() -> list[Figure]:
    """Measures the starts and imports, each in a fresh Python and all of them in turn."""
    codes = STARTS | {f"import_{name}": code for name, code in IMPORTS.items()}
    times: dict[str, list[float]] = {name: [] for name in ("import_catboost", *codes)}
    with TemporaryDirectory() as folder, catboost_with_pandas() as bare_paths:
        runtime = Path(folder)
        for package in OF_RUNTIME:
            (runtime / package).symlink_to(Path(get_path("purelib")) / package)
        layers = [layer / "python" for layer in (CORE, MODEL, ANALYSIS)]
        paths = [str(path) for path in (*layers, SCORER, runtime)]
        for _ in range(ROUNDS):
            times["import_catboost"].append(_time(BARE_IMPORT, bare_paths))
            for name, code in codes.items():
                times[name].append(_time(code, paths))
    bare = median(times["import_catboost"])
    bound = "reading and relocating shared objects; the rest is Python imports"
    of_bare = {name: round(median(values) / bare, 2) for name, values in times.items()}
    figures = [
        Figure(
            name,
            middle(values),
            "ms",
            {"rounds": ROUNDS, "of_bare_import": of_bare[name], "bound": bound},
        )
        for name, values in times.items()
    ]
    of_scorer = Figure(
        "scorer_init_to_import",
        of_bare["scorer_init"],
        "times",
        {"rounds": ROUNDS, "bound": bound},
        at_most=MOST_IMPORTS,
    )
    return [*figures, of_scorer]


def _size(*folders: Path) -> int:
    return sum(
        path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file()
    )


def _time(code: str, paths: Sequence[str]) -> float:
    """Runs code in a fresh Python that finds what lies in these folders, and nothing else.

    Of this environment it must not know: pandas imports pyarrow where there is one.
    """
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    command = [str(python), "-B", "-I", "-S", "-c", TIMED.format(paths=paths, code=code)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(finished.stdout)
