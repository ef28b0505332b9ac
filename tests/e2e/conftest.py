"""The stack under test: TARGET=local (made for the suite), localstack (running), or an address.

KEEP_STACK=1 leaves the suite's own stack running. An address is a site with demo logins.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local.__main__ import stop_everything
from local.stack import LOCAL, Stack
from local.up import bring_up
from tests.conftest import free_port
from tests.e2e.deployed import Deployed
from tests.e2e.machines import ComposeMachine, EmbeddedMachine, read_compose_description

TARGET = os.environ.get("TARGET") or "local"
CLIENTS = 151
CONCURRENCY = 4  # LocalStack: as many mappings


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """The suite's stack: freshly made, or the one that TARGET names."""
    if TARGET == "local":
        yield from _local()
    elif TARGET == "localstack":
        yield _localstack(tmp_path_factory.mktemp("stack"))
    else:
        yield _address(TARGET)


def _local() -> Iterator[Deployed]:
    stack = Stack("test", LOCAL / "test", free_port(), free_port(), free_port())
    stop_everything(stack, with_data=True)
    bring_up(stack, clients=CLIENTS, concurrency=CONCURRENCY)
    description = json.loads(stack.description.read_text())
    scorer = description["outputs"]["ScorerFunctionName"]
    yield Deployed(description, stack, EmbeddedMachine(stack, scorer))
    if not os.environ.get("KEEP_STACK"):
        stop_everything(stack, with_data=True)


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
    users = httpx.get(f"{site_url}demo.json", timeout=40).raise_for_status().json()
    if not users:
        pytest.fail(f"{site_url} offers no demo logins; the suite needs one of each role.")
    return Deployed({"site_url": site_url, "users": users})


@pytest.fixture
def local_stack(deployed: Deployed) -> Stack:
    """The suite's own stack, for tests of its commands."""
    if TARGET != "local":
        pytest.skip("needs a stack of `make up`")
    assert deployed.stack is not None
    return deployed.stack


@pytest.fixture
def distribution() -> None:
    """CloudFront, for tests of what it alone does."""
    if TARGET == "localstack":
        pytest.skip("LocalStack has no CloudFront")


@pytest.fixture
def quick_redelivery(deployed: Deployed) -> Iterator[None]:
    """Lets a message that was not finished come back after two seconds."""
    queue = deployed.aws("sqs")
    url = deployed.given("queue_url")
    usual = queue.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
    queue.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "2"})
    yield
    queue.set_queue_attributes(QueueUrl=url, Attributes=usual["Attributes"])


@pytest.fixture
def database_away(deployed: Deployed) -> Iterator[None]:
    """PostgreSQL is stopped during the test and started again."""
    deployed.host.stop_database()
    yield
    deployed.host.start_database()
