"""The house keeps its rooms: short modules, one name for one thing, nothing left out of a build."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from local.stack import BUILD, ROOT

LONGEST_MODULE = 300
SOURCES = {
    "core": (ROOT / "layers" / "core", BUILD / "CoreLayer" / "python"),
    "model": (ROOT / "layers" / "model", BUILD / "ModelLayer" / "python"),
    "analysis": (ROOT / "layers" / "analysis", BUILD / "AnalysisLayer" / "python"),
    "api": (ROOT / "functions" / "api", BUILD / "ApiFunction"),
    "scorer": (ROOT / "functions" / "scorer", BUILD / "ScorerFunction"),
    "importer": (ROOT / "functions" / "importer", BUILD / "ImporterFunction"),
    "maintenance": (ROOT / "functions" / "maintenance", BUILD / "MaintenanceFunction"),
    "monitor": (ROOT / "functions" / "monitor", BUILD / "MonitorFunction"),
}
# What every room has under the same name, and entry points
ROLES = {
    "__init__",
    "__main__",
    "access",
    "handler",
    "queries",
    "records",
    "routes",
    "schemas",
    "tables",
    "vocabulary",
}
# Built on: not shipped
ONLY_FOR_BUILDING = {"runtime"}


def modules() -> list[Path]:
    folders = ("layers", "functions", "training", "local", "bench", "frontend")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if not {"node_modules", "versions"} & set(path.parts)]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_kept_in_mind(path):
    assert len(path.read_text().splitlines()) <= LONGEST_MODULE


def test_no_two_modules_share_a_name_that_is_no_role():
    places = defaultdict(list)
    for path in modules():
        if path.stem not in ROLES and path.parent.name != "bench":
            places[path.stem].append(str(path.relative_to(ROOT)))
    # The same thing on two floors: asking over HTTP and in SQL, the rules of a history and its
    # features, SQS and the scores' own queue, errors of callers and of who runs the stack
    # The cells, fields, faults and ids of files, of requests and of lenders' data for training
    files = {"cells", "duplicates", "fields", "identifiers", "recording"}
    known = {"asking", "errors", "history", "queue", *files}
    assert {
        name: paths for name, paths in places.items() if len(paths) > 1 and name not in known
    } == {}


@pytest.mark.parametrize("package", SOURCES)
def test_every_module_and_its_data_are_in_the_build(package):
    sources, built = SOURCES[package]
    wanted = {
        path.relative_to(sources)
        for path in sources.rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".json", ".mako", ".cbm", ".npy"}
        and not ONLY_FOR_BUILDING & set(path.relative_to(sources).parts)
    }
    assert wanted
    missing = sorted(str(path) for path in wanted if not (built / package / path).is_file())
    assert missing == []


def test_every_package_folder_says_what_it_is_for():
    for sources, _ in SOURCES.values():
        for path in sources.rglob("__init__.py"):
            if "migrations" not in path.parts and "runtime" not in path.parts:
                assert ast.get_docstring(ast.parse(path.read_text())), path
