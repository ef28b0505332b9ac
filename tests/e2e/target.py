"""The stack under test: TARGET=local (made for the suite), localstack (running), or an address."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local.__main__ import stop_everything
from local.stack import LOCAL, Stack
from local.up import bring_up
from tests.conftest import free_port
from tests.e2e.deployed import PATIENCE_SECONDS, Deployed
from tests.e2e.machines import ComposeMachine, EmbeddedMachine, read_compose_description

TARGET = os.environ.get("TARGET") or "local"
SUITE_STACK = "SUITE_STACK"  # set to a folder of a running stack: it is taken, and left running
FOLDER = LOCAL / "test"
CLIENTS = 151
CONCURRENCY = 4  # LocalStack: as many mappings


@contextmanager
def own_stack(folder: Path = FOLDER, clients: int = CLIENTS) -> Iterator[Stack]:
    """A stack made for this run and removed after it, unless KEEP_STACK is set."""
    stack = Stack(folder.name, folder, free_port(), free_port(), free_port())
    stop_everything(stack, with_data=True)
    bring_up(stack, clients=clients, concurrency=CONCURRENCY)
    try:
        yield stack
    finally:
        if not os.environ.get("KEEP_STACK"):
            stop_everything(stack, with_data=True)


@contextmanager
def find_target(folder: Path) -> Iterator[Deployed]:
    """The stack that TARGET names; ``folder`` is for what belongs to a stack of somebody else."""
    if TARGET == "localstack":
        yield _localstack(folder)
    elif TARGET != "local":
        yield _address(TARGET)
    elif SUITE_STACK in os.environ:
        yield embedded(_running_stack(Path(os.environ[SUITE_STACK]).resolve()))
    elif "PYTEST_XDIST_WORKER" in os.environ:
        pytest.fail("Several processes need one stack: run python -m tests.e2e")
    else:
        with own_stack() as stack:
            yield embedded(stack)


def _running_stack(folder: Path) -> Stack:
    ports = json.loads((folder / "state" / "ports.json").read_text())
    return Stack(folder.name, folder, ports["site"], ports["emulator"], ports["database"])


def embedded(stack: Stack) -> Deployed:
    """A stack of `make up`, with the machine under it."""
    description = json.loads(stack.description.read_text())
    scorer = description["outputs"]["ScorerFunctionName"]
    return Deployed(description, stack, EmbeddedMachine(stack, scorer))


def _localstack(folder: Path) -> Deployed:
    description = read_compose_description()
    ports = [
        httpx.URL(str(description[name])).port or 0
        for name in ("site_url", "emulator_url", "database_url")
    ]
    scorer = description["outputs"]["ScorerFunctionName"]
    return Deployed(description, Stack("localstack", folder, *ports), ComposeMachine(scorer))


def _address(site: str) -> Deployed:
    site_url = f"{site.rstrip('/')}/"
    answer = httpx.get(f"{site_url}demo.json", timeout=PATIENCE_SECONDS)
    users = answer.raise_for_status().json()
    if not users:
        pytest.fail(f"{site_url} offers no demo logins; the suite needs one of each role.")
    return Deployed({"site_url": site_url, "users": users})
