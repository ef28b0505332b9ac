"""Which Python and Node.js are taken, and what is said where none fits (local/environment.sh)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from local.stack import ROOT

SCRIPT = ROOT / "local" / "environment.sh"
BASIC = ("sh", "cat", "rm", "dirname")


def program(folder: Path, name: str, script: str) -> None:
    """Puts a program on the PATH that the folder is."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def python(folder: Path, version: str, *, with_venv: bool = True) -> None:
    """A Python of a version; made by it, a virtual environment is a copy of its program."""
    without = 'case "$2" in *ensurepip*) exit 1 ;; esac\n'
    program(
        folder,
        f"python{version}",
        f"{'' if with_venv else without}"
        f'[ "$1" = -c ] && {{ echo {version}; exit 0; }}\n'
        f'[ "$2" = pip ] && exit 0\n'
        f"mkdir -p .venv/bin .venv/lib/python{version}/site-packages\n"
        f'cp "{folder}/python{version}" .venv/bin/python',
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with nothing on it but what every machine has."""
    folder = tmp_path / "path"
    folder.mkdir()
    for name in (*BASIC, "cp", "mkdir"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder, папка"
    folder.mkdir()
    return folder


def run(checkout: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(SCRIPT), *arguments],
        cwd=checkout,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (["3.11"], "3.11"),
        (["3.11", "3.12"], "3.12"),
        (["3.10", "3.11", "3.13", "3.14"], "3.13"),
    ],
)
def test_the_newest_fit_python_is_taken(
    there: list[str], taken: str, checkout: Path, path: Path
) -> None:
    for version in there:
        python(path, version)
    assert run(checkout, path, "make").returncode == 0
    assert (checkout / ".venv" / "made").read_text() == f"{taken} in {checkout}\n"
    assert run(checkout, path, "fits").returncode == 0
    names = checkout / f".venv/lib/python{taken}/site-packages/credit-scoring.pth"
    assert names.read_text().split() == [
        f"../../../../{one}" for one in (".", "layers", "functions")
    ]


def test_one_that_cannot_make_environments_is_passed_over(checkout: Path, path: Path) -> None:
    python(path, "3.13", with_venv=False)
    python(path, "3.12")
    assert run(checkout, path, "make").returncode == 0
    assert (checkout / ".venv" / "made").read_text().startswith("3.12 ")


def test_a_person_chooses_another_one_and_it_stays(checkout: Path, path: Path) -> None:
    python(path, "3.11")
    python(path, "3.13")
    run(checkout, path, "make")
    assert run(checkout, path, "fits", "python3.11").returncode != 0
    assert run(checkout, path, "make", "python3.11").returncode == 0
    assert run(checkout, path, "fits").returncode == 0


def test_a_moved_checkout_makes_it_anew(checkout: Path, path: Path) -> None:
    python(path, "3.12")
    run(checkout, path, "make")
    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert run(moved, path, "fits").returncode != 0


@pytest.mark.parametrize(
    ("there", "with_venv", "asked", "says"),
    [
        ([], True, "", "3.11, 3.12 or 3.13 is needed and was not found.*apt-get install python3"),
        (["3.10", "3.14"], True, "", "is needed and was not found"),
        (["3.13"], False, "", "cannot make virtual env.*apt-get install python3.13-venv"),
        (["3.10"], True, "python3.10", "python3.10 is no Python 3.11, 3.12 or 3.13"),
    ],
)
def test_what_is_missing_is_said_in_one_line_and_nothing_is_removed(
    there: list[str], with_venv: bool, asked: str, says: str, checkout: Path, path: Path
) -> None:
    (checkout / ".venv").mkdir()
    for version in there:
        python(path, version, with_venv=with_venv)
    finished = run(checkout, path, "make", asked)
    assert finished.returncode == 1
    [line] = finished.stderr.splitlines()
    assert re.match(f"error: .*{says}", line), line
    assert (checkout / ".venv").exists()


def test_uv_fetches_one_where_none_is(checkout: Path, path: Path) -> None:
    python(path, "3.13")
    (path / "python3.13").rename(path / "fetched")
    program(
        path,
        "uv",
        '[ "$1" = pip ] && exit 0\n'
        "mkdir -p .venv/bin .venv/lib/python3.13/site-packages\n"
        f'cp "{path}/fetched" .venv/bin/python',
    )
    assert run(checkout, path, "make").returncode == 0
    assert (checkout / ".venv" / "made").read_text().startswith("3.13 ")


def test_uv_that_cannot_fetch_ends_in_the_same_sentence(checkout: Path, path: Path) -> None:
    program(path, "uv", "echo 'error: no download' >&2; exit 2")
    [line] = run(checkout, path, "make").stderr.splitlines()
    assert "is needed and was not found" in line


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v18.20.0", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v23.0.0", True),
        ("v24.1.0", True),
        ("nonsense", False),
    ],
)
def test_node_is_fit_by_the_rule_of_the_build_tool(
    version: str, fits: bool, checkout: Path, path: Path
) -> None:
    program(path, "npm", "")
    program(path, "node", f"echo {version}")
    assert (run(checkout, path, "node-fits").returncode == 0) == fits
