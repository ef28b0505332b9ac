"""What is started sees one fixed environment, whatever the terminal has set."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from local import emulator
from local.stack import ROOT, Stack
from local.surroundings import fetching_environment, plain_environment

TERMINAL = {
    "AWS_ACCESS_KEY_ID": "the developer's own",
    "AWS_CA_BUNDLE": "/no/such/file",
    "AWS_PROFILE": "of-another-machine",
    "AWS_REGION": "mars-north-1",
    "AWS_RETRY_MODE": "often",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "LANG": "en_US.UTF-8",
    "LC_ALL": "C",
    "LC_TIME": "de_DE",
    "LD_PRELOAD": "",
    "NODE_OPTIONS": "--no-such-option",
    "PGHOST": "elsewhere",
    "PGSSLMODE": "require",
    "PIP_TARGET": "/no/such/folder",
    "PIP_USER": "1",
    "PYTHONHOME": "/no/such/folder",
    "PYTHONPATH": "/no/such/folder",
    "TZ": "Asia/Kolkata",
}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in TERMINAL.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("terminal")
def test_what_is_started_sees_nothing_of_the_terminal() -> None:
    environment = plain_environment(MORE="1")
    fixed = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "MORE": "1"}
    assert environment.items() >= fixed.items()
    assert environment.keys() <= fixed.keys() | {"PATH", "HOME"}


@pytest.mark.usefixtures("terminal")
def test_who_fetches_packages_knows_the_way_out_and_reaches_this_machine_directly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("no_proxy", "intranet.example")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://registry.example")
    environment = fetching_environment()
    assert environment["HTTP_PROXY"] == "http://127.0.0.1:9"
    assert environment["UV_DEFAULT_INDEX"] == "https://registry.example"
    assert environment["NO_PROXY"] == environment["no_proxy"]
    assert {"localhost", "127.0.0.1", "intranet.example"} <= set(environment["no_proxy"].split(","))
    assert not [name for name in environment if name.startswith(("AWS", "PG", "PIP", "PYTHON"))]


@pytest.mark.usefixtures("terminal")
def test_the_emulator_is_asked_without_proxy_profile_or_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "config"
    damaged.write_text("[no section", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(damaged))
    monkeypatch.delenv("AWS_RETRY_MODE")  # the Makefile takes away what boto3 reads by itself
    emulator._session.cache_clear()
    client = emulator.aws(Stack("a-test", tmp_path, 1, 2, 3), "sqs")
    assert client.meta.endpoint_url == "http://127.0.0.1:2"
    assert client.meta.config.proxies == {}
    assert client._get_credentials().access_key == "local"


def test_make_hands_on_nothing_of_the_terminal() -> None:
    environment = {"PATH": os.environ["PATH"], **TERMINAL}
    finished = subprocess.run(
        ["make", "--eval", "show: ; @env", "show"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seen = dict(line.split("=", 1) for line in finished.stdout.splitlines() if "=" in line)
    unwanted = ("AWS_", "PG", "PYTHON", "NODE_OPTIONS", "PIP_TARGET", "LC_TIME")
    assert not [name for name in seen if name.startswith(unwanted)]
    assert (seen["LANG"], seen["LC_ALL"], seen["PIP_USER"]) == ("C.UTF-8", "C.UTF-8", "0")
    assert seen["no_proxy"].startswith("localhost,.localhost,127.0.0.1")


TAKES = {
    "seed": ["DATA"],
    "train": ["DATA"],
    "report": ["DATA"],
    "challenger": ["MODEL", "NAME"],
    "reproduce": ["DATA", "OUT", "SEARCH"],
    "inspect": ["DATA", "MAPPING"],
    "validate": ["DATA", "MAPPING", "BUNDLE", "OUT"],
    "recalibrate": ["DATA", "MAPPING", "BUNDLE", "OUT"],
    "register": ["BUNDLE"],
    "demo-years": ["CLIENTS", "YEARS"],
    "bench": ["SIZE"],
    "stress": ["SCORES", "SEED"],
    "export-cohorts": ["OUT"],
    "recalibrate-own": ["OUT", "COHORTS"],
    "dossier": ["RELEASE", "SINCE", "APPROVALS", "OUT"],
    "release": ["RELEASE"],
    "mutants": ["ONLY", "SAMPLE", "SEED"],
    "verify-journal": ["PUBLISHED"],
}
"""Commands of make -> what people name to them."""


def test_every_variable_that_commands_of_make_take_is_known() -> None:
    makefile = (ROOT / "Makefile").read_text()
    taken = set(re.findall(r"\$\(([A-Z_]+)\)", makefile.split("# ---", 1)[1]))
    made_here = set(re.findall(r"^(?:export )?([A-Z_]+) :?= ", makefile, re.MULTILINE))
    plain = {"CURDIR", "MAKE", "MAKECMDGOALS", "PARAMETERS", "PUT_IN_FORCE", "PYTHON", "TARGET"}
    named = {variable for variables in TAKES.values() for variable in variables}
    assert taken - made_here - plain == named


@pytest.mark.parametrize(("command", "variables"), TAKES.items(), ids=TAKES)
def test_what_is_named_to_make_may_hold_spaces(command: str, variables: list[str]) -> None:
    named = {variable: f"/my own/{variable.lower()} of (today)" for variable in variables}
    line = ["make", "-n", command, *(f"{name}={value}" for name, value in named.items())]
    told = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = told.replace("\\\n", " ").splitlines()
    assert set(named.values()) <= {word for line in lines for word in shlex.split(line)}
