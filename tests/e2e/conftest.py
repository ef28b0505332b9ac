"""Fixtures of the end-to-end suite; `target.py` says which stack it runs on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from local.stack import Stack
from tests.e2e.browser import Site, start_browser, visit
from tests.e2e.deployed import PATIENCE_SECONDS, RECOVERY_SECONDS, Deployed, eventually
from tests.e2e.levers import redelivered_after
from tests.e2e.makers import People
from tests.e2e.target import TARGET, find_target

expect.set_options(timeout=PATIENCE_SECONDS * 1_000)


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """The suite's stack."""
    with find_target(tmp_path_factory.mktemp("stack")) as deployed:
        yield deployed


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers; there can be one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with start_browser(playwright) as browser:
        yield browser


@pytest.fixture
def site(browser: Browser, deployed: Deployed) -> Iterator[Site]:
    with visit(browser, deployed) as site:
        yield site


@pytest.fixture
def people(deployed: Deployed) -> Iterator[People]:
    """Makes the people of a test; at its end they are gone."""
    people = People(deployed)
    yield people
    people.remove()


@pytest.fixture
def healthy(deployed: Deployed, people: People) -> Iterator[None]:
    """Waits after a test that takes something away until the stack answers and scores again."""
    yield
    assert eventually(deployed.is_steady, RECOVERY_SECONDS)
    people.score(people.client())


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
def quick_redelivery(deployed: Deployed, people: People) -> Iterator[None]:
    """Lets a message that was not finished come back after two seconds."""
    with redelivered_after(deployed, 2, deployed.given("queue_url")):
        yield
        assert eventually(deployed.is_queue_empty)


@pytest.fixture
def database_away(deployed: Deployed, healthy: None) -> Iterator[None]:
    """PostgreSQL is stopped during the test and started again."""
    deployed.host.stop_database()
    yield
    deployed.host.start_database()
