"""The built site: its types are the API's, its first page is light, nothing of it is inline."""

import gzip
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local import site
from local.site import BUILT, FRONTEND

LARGEST_LOGIN_SCRIPTS = 250_000  # bytes, compressed
SOURCES = FRONTEND / "src"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    site.build()


def test_the_sites_types_and_questions_are_the_ones_of_the_api(tmp_path):
    specification = importlib.util.spec_from_file_location("generate", FRONTEND / "generate.py")
    assert specification and specification.loader
    generate = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(generate)
    generate.generate(tmp_path)
    names = (
        *("schema.ts", "questionnaire.json", "import-fields.json", "import-codes.json"),
        "decision-codes.json",
    )
    for name in names:
        committed = (SOURCES / "api" / name).read_text()
        assert (tmp_path / name).read_text() == committed, f"{name} is stale: make contract"


def scripts_of(page: str) -> Iterator[Path]:
    """The scripts that a page names and all they import at once, each one time."""
    waiting = [BUILT / name for name in re.findall(r'(?:src|href)="/(assets/[^"]+\.js)"', page)]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            yield path
            imported = re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', path.read_text())
            waiting += [path.parent / name for name in imported]


def test_the_first_load_of_the_login_page_is_light():
    page = (BUILT / "index.html").read_text()
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in scripts_of(page)}
    assert sum(sizes.values()) <= LARGEST_LOGIN_SCRIPTS, sizes


def scripts_that_come_later() -> Iterator[str]:
    """The names of what the areas import when it is needed: their pages, and the chart."""
    for source in sorted((SOURCES / "areas").rglob("*.ts*")):
        yield from re.findall(r'import\("\./([^"]+)"\)', source.read_text())


def test_pages_and_chart_come_when_they_are_opened():
    at_once = {path.name for path in scripts_of((BUILT / "index.html").read_text())}
    later = list(scripts_that_come_later())
    assert {"list", "card", "rating", "users", "chart", "files"} <= set(later)
    for name in later:
        scripts = {path.name for path in (BUILT / "assets").glob(f"{name}-????????.js")}
        assert scripts, name
        assert not scripts & at_once


def test_no_script_is_inline():
    page = (BUILT / "index.html").read_text()
    assert re.findall(r"<script[^>]*>", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"\son\w+=|javascript:", page)


def test_a_built_site_offers_no_demo_logins():
    assert (BUILT / "demo.json").read_text().strip() == "[]"


def test_locked_packages_have_hashes_and_no_addresses():
    lock = (FRONTEND / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    packages = re.findall(r'"node_modules/[^"]+": \{(.*?)\n    \}', lock, re.DOTALL)
    assert len(packages) > 50
    assert all('"integrity": "sha512-' in package for package in packages)
