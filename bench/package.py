"""Sizes of what is deployed, and how long the scorer takes to start."""

import subprocess
import sys
from pathlib import Path

from bench.figure import Figure, middle
from local.stack import BUILD

CORE, MODEL, ANALYSIS = (BUILD / f"{name}Layer" for name in ("Core", "Model", "Analysis"))
SCORER = BUILD / "ScorerFunction"
ROUNDS = 7
TIMED = """
import os, sys, time
sys.path[:0] = {paths!r}
os.environ.update(POWERTOOLS_SERVICE_NAME="b", POWERTOOLS_METRICS_NAMESPACE="b",
                  POWERTOOLS_TRACE_DISABLED="true")
started = time.perf_counter()
{code}
print((time.perf_counter() - started) * 1000)
"""
STARTS = {
    "import_catboost": "import catboost",
    "scorer_init": "import scorer.handler, scorer.batch; scorer.batch.scoring_model()",
}


def measure() -> list[Figure]:
    """Measures sizes in bytes and starts in milliseconds, the two starts in turn."""
    sizes = [
        Figure(f"size_{name}", _size(*folders), "bytes", {"unzipped": True, "bound": bound})
        for name, folders, bound in (
            ("core_layer", (CORE,), "SQLAlchemy, psycopg2 with OpenSSL, pydantic"),
            ("model_layer", (MODEL,), "CatBoost, pandas, NumPy with OpenBLAS"),
            ("scorer_in_all", (CORE, MODEL, ANALYSIS, SCORER), "Lambda allows 262,144,000"),
            ("api_in_all", (CORE, BUILD / "ApiFunction"), "Lambda allows 262,144,000"),
        )
    ]
    times: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(ROUNDS):
        for name, code in STARTS.items():
            times[name].append(_time(code))
    bound = "reading and relocating shared objects; the rest is Python imports"
    return sizes + [
        Figure(name, middle(values), "ms", {"rounds": ROUNDS, "bound": bound})
        for name, values in times.items()
    ]


def _size(*folders: Path) -> int:
    return sum(
        path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file()
    )


def _time(code: str) -> float:
    """Runs code in a fresh Python; the scorer's packages go before this environment's."""
    paths = [*(str(layer / "python") for layer in (CORE, MODEL, ANALYSIS)), str(SCORER)]
    command = [sys.executable, "-B", "-c", TIMED.format(paths=paths, code=code)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(finished.stdout)
