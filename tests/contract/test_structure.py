"""The house keeps its rooms: short modules, one name for one thing, nothing left out of a build."""

import ast
from collections import defaultdict
from collections.abc import Iterator
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


# Of the clock as it is when they are called
CLOCKS = {"bank_date", "last_month", "months_ago", "now", "this_month", "today", "tomorrow"}


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*child.decorator_list, *child.args.defaults, *child.args.kw_defaults):
                if part is not None:
                    yield from (part, *at_import(part))
            continue
        yield child
        yield from at_import(child)


def days_taken(source: str) -> list[int]:
    """The lines that read a clock when their module is imported; SQL's ``func.now()`` does not."""
    calls = [one for one in at_import(ast.parse(source)) if isinstance(one, ast.Call)]
    named = [
        one for one in calls if getattr(one.func, "id", getattr(one.func, "attr", "")) in CLOCKS
    ]
    return [one.lineno for one in named if "func.now" not in ast.unparse(one.func)]


def test_no_module_keeps_the_day_it_was_imported_on():
    """A warm function and a run of tests live past midnight."""
    found = {
        path: days_taken(path.read_text()) for path in (*modules(), *ROOT.glob("tests/**/*.py"))
    }
    assert {str(path): lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = bank_date()",
        "class A:\n    day = datetime.now(UTC)",
        "def a(day=date.today()): ...",
        "@mark.parametrize('day', [bank_date() - timedelta(1)])\ndef test(day): ...",
    ],
)
def test_a_day_taken_at_import_is_seen(source):
    assert days_taken(source)


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
