"""What `sam build` made: sizes, glibc, and CatBoost that predicts as the stock wheel does."""

import json
import re
import subprocess
import sys
from pathlib import Path

import boto3
import numpy as np
import pyarrow as pa
import pytest
from catboost import CatBoostClassifier, Pool
from elftools.elf.elffile import ELFFile
from pyarrow import parquet

from core.clients.rules.questionnaire import CATEGORICAL_FEATURES
from local import deploy
from local.stack import BUILD
from maintenance.demo.population import generate_client
from model.bundle_reader import KNOWN_FEATURES
from model.scoring import Applicant, load_model
from tests.unit.answers import credits_of, features_of

LIMIT_BYTES = 160_000_000
# Amazon Linux 2 is under python3.11, Amazon Linux 2023 under the newer ones
NEWEST_GLIBC = (2, 26) if deploy.RUNTIME == "python3.11" else (2, 34)
ARROWS_GLIBC = (2, 28)
CORE, MODEL = BUILD / "CoreLayer", BUILD / "ModelLayer"
ANALYSIS = BUILD / "AnalysisLayer"
FUNCTION_PATHS = {
    "api.handler": (CORE / "python", BUILD / "ApiFunction"),
    "scorer.start": (
        CORE / "python",
        MODEL / "python",
        ANALYSIS / "python",
        BUILD / "ScorerFunction",
    ),
    "importer.handler": (CORE / "python", BUILD / "ImporterFunction"),
    "maintenance.handler": (CORE / "python", BUILD / "MaintenanceFunction"),
    "monitor.handler": (
        CORE / "python",
        MODEL / "python",
        ANALYSIS / "python",
        BUILD / "MonitorFunction",
    ),
}


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    if not (MODEL / "python").is_dir():
        pytest.fail("There is nothing built to look at. Run: make build")


@pytest.mark.parametrize("function", ["ScorerFunction", "MonitorFunction"])
def test_who_has_the_models_fits_with_room_to_spare(function):
    total = sum(map(size, (CORE, MODEL, ANALYSIS, BUILD / function)))
    assert total <= LIMIT_BYTES, f"{total:,} bytes"


@pytest.mark.parametrize("function", ["ApiFunction", "ImporterFunction", "MaintenanceFunction"])
def test_the_other_functions_fit(function):
    assert size(CORE) + size(BUILD / function) <= LIMIT_BYTES


def newest_glibc(build: Path) -> dict[str, tuple[int, int]]:
    """Returns the shared objects that need a newer glibc than the runtime has."""
    newest = {}
    for path in build.rglob("*.so*"):
        versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", path.read_bytes())
        newest[path.name] = max(((int(a), int(b)) for a, b in versions), default=(0, 0))
    assert len(newest) > 50
    return {
        name: version
        for name, version in newest.items()
        if version > NEWEST_GLIBC and not (NEWEST_GLIBC < ARROWS_GLIBC >= version and arrow(name))
    }


def arrow(name: str) -> bool:
    """Whether a library is loaded for a Parquet file alone, which python3.11 cannot read on AWS."""
    return name.startswith(("libarrow", "libparquet"))


def test_no_shared_object_needs_a_newer_glibc_than_the_runtime_has():
    assert newest_glibc(BUILD) == {}


def test_both_processors_have_builds_of_their_own(tmp_path):
    deploy.run_build("arm64", tmp_path / "build", tmp_path / "build.log")
    assert processors(BUILD) == {"EM_X86_64"}
    assert processors(tmp_path / "build") == {"EM_AARCH64"}
    assert newest_glibc(tmp_path / "build") == {}


def processors(build: Path) -> set[str]:
    found = set()
    for path in build.rglob("*.so*"):
        with path.open("rb") as file:
            found.add(ELFFile(file)["e_machine"])
    return found


def test_byte_code_is_shipped_for_every_module():
    for package, folder in (("core", CORE), ("model", MODEL), ("analysis", ANALYSIS)):
        layer = folder / "python"
        for source in (layer / package).rglob("*.py"):
            assert list((source.parent / "__pycache__").glob(f"{source.stem}.*.pyc")), source


def test_everything_is_built_for_the_python_that_runs_it():
    tag = deploy.RUNTIME.replace("python", "cpython-").replace(".", "")
    assert {path.suffixes[0] for path in BUILD.rglob("*.cpython-*.so")} == {
        f".{tag}-x86_64-linux-gnu"
    }
    assert {path.suffixes[-2] for path in BUILD.rglob("__pycache__/*.pyc")} == {f".{tag}"}


def test_the_core_layer_brings_the_time_zones_that_the_runtime_has_not():
    code = "import zoneinfo; zoneinfo.reset_tzpath(()); print(zoneinfo.ZoneInfo('Europe/Moscow'))"
    assert run_with((CORE / "python",), code).strip() == "Europe/Moscow"


def run_with(paths: tuple[Path, ...], code: str, *arguments: str) -> str:
    """Runs code in a Python that sees these folders and the standard library only."""
    prelude = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}\n"
    command = [sys.executable, "-I", "-S", "-B", "-c", prelude + code, *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert finished.returncode == 0, finished.stderr[-2000:]
    return finished.stdout


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """A folder with what Lambda's runtime brings."""
    for package in ("boto3", "botocore", "jmespath", "s3transfer", "dateutil", "urllib3", "six.py"):
        (tmp_path / package).symlink_to(Path(boto3.__file__).parents[1] / package)
    return tmp_path


ENVIRONMENT = """
import os
os.environ.update(POWERTOOLS_SERVICE_NAME="x", POWERTOOLS_METRICS_NAMESPACE="x",
                  POWERTOOLS_TRACE_DISABLED="true")
"""


@pytest.mark.parametrize("module", FUNCTION_PATHS)
def test_each_function_imports_with_its_layers_and_the_runtime_only(module, runtime):
    run_with((*FUNCTION_PATHS[module], runtime), f"{ENVIRONMENT}import {module}")


def test_the_scorer_starts_without_what_catboost_imports_and_does_not_need(runtime):
    code = f"{ENVIRONMENT}import scorer.start; print(*sys.modules)"
    imported = set(run_with((*FUNCTION_PATHS["scorer.start"], runtime), code).split())
    assert "catboost" in imported
    assert not {"pandas.core", "numpy.f2py.crackfortran"} & imported
    assert len(imported) < 900, f"{len(imported)} modules"


PREDICT = """
import json
import numpy as np
from catboost import CatBoostClassifier, Pool
model_path, rows_path = sys.argv[1:]
model = CatBoostClassifier(); model.load_model(model_path)
given = json.load(open(rows_path))
pool = Pool(given["rows"], cat_features=given["categorical"], thread_count=1)
proba = model.predict_proba(pool, thread_count=1)
values = model.get_feature_importance(pool, type="ShapValues", thread_count=1)
print(json.dumps([proba.tobytes().hex(), values.tobytes().hex()]))
"""


@pytest.mark.parametrize("which", [*KNOWN_FEATURES, "one with category statistics"])
def test_the_slimmed_catboost_predicts_and_explains_bit_for_bit_as_the_stock_wheel(which, tmp_path):
    random = np.random.default_rng(7)
    if which in KNOWN_FEATURES:
        model_path = MODEL / "python" / "model" / "bundle" / f"{which}.cbm"
        stock = CatBoostClassifier()
        names = stock.load_model(str(model_path)).feature_names_
        clients = [generate_client(index) for index in range(300)]
        people = [Applicant(features_of(client), credits_of(client)) for client in clients]
        scored = [one for one in load_model().score(people) if one.model == which]
        rows = [[one.features[name] for name in names] for one in scored]
        categorical = [names.index(name) for name in CATEGORICAL_FEATURES if name in names]
    else:
        rows = [
            [float(number), f"c{category}", f"d{other}"]
            for number, category, other in zip(
                random.normal(size=300),
                random.integers(0, 30, 300),
                random.integers(0, 9, 300),
                strict=True,
            )
        ]
        categorical = [1, 2]
        model_path = tmp_path / "model.cbm"
        options = {"iterations": 40, "depth": 5, "verbose": False, "allow_writing_files": False}
        labels = [int(row[0] + (row[1] > "c2") + random.normal() > 0.5) for row in rows]
        trained = CatBoostClassifier(one_hot_max_size=2, **options)
        trained.fit(Pool(rows, labels, cat_features=categorical)).save_model(str(model_path))
    rows_path = tmp_path / "rows.json"
    rows_path.write_text(json.dumps({"rows": rows, "categorical": categorical}))

    slimmed = run_with((MODEL / "python",), PREDICT, str(model_path), str(rows_path))
    stock = CatBoostClassifier()
    stock.load_model(str(model_path))
    pool = Pool(rows, cat_features=categorical, thread_count=1)
    expected = [
        stock.predict_proba(pool, thread_count=1).tobytes().hex(),
        stock.get_feature_importance(pool, type="ShapValues", thread_count=1).tobytes().hex(),
    ]
    assert json.loads(slimmed) == expected


def test_the_importer_reads_a_parquet_file_with_what_is_left_of_pyarrow(tmp_path):
    path = tmp_path / "people.parquet"
    parquet.write_table(pa.table({"Номер договора": ["К-1"], "Статус": ["0"]}), path)
    code = (
        "from pathlib import Path; from importer.reading.opening import profile_file;"
        "print(profile_file(Path(sys.argv[1])).rows)"
    )
    assert run_with(FUNCTION_PATHS["importer.handler"], code, str(path)).strip() == "1"
