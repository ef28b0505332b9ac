"""The measurements of a bank's size, on few: so that they can be had when somebody wants them."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import text

from bench import filling, site, size
from bench.target import Target, running
from local.errors import StackError
from local.stack import Stack

CLIENTS = 2_000
pytestmark = pytest.mark.disruptive  # adds clients that other tests would count


@pytest.fixture
def filled(local_stack: Stack):
    target = running(local_stack)
    engine = size.connect(target)
    yield target, engine
    filling.remove(engine)
    engine.dispose()


def count(engine, what: str) -> int:
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {what}")).scalar_one()
        return found


def test_a_fill_that_was_stopped_goes_on(filled: tuple):
    _, engine = filled
    before = count(engine, "clients"), count(engine, "scores"), count(engine, "credits")
    filling.fill(engine, 300)
    filling.fill(engine, 500)
    after = count(engine, "clients"), count(engine, "scores"), count(engine, "credits")
    assert [now - then for now, then in zip(after, before, strict=True)] == [500, 2_500, 500]
    with pytest.raises(StackError, match="500 synthetic clients already"):
        filling.fill(engine, 499)
    filling.remove(engine)
    assert (count(engine, "clients"), count(engine, "scores"), count(engine, "credits")) == before


def test_a_bank_s_size_is_measured(filled: tuple[Target, object]):
    target, _ = filled
    figures = {figure.name: figure for figure in size.measure_on(target, CLIENTS)}
    assert {*size.PAGES, "size_request", "size_wait_ratio", "size_last_to_first"} <= {*figures}
    assert all(figure.value > 0 for figure in figures.values())
    assert figures["size_rate"].detail["scores"] >= CLIENTS
    assert {figure.at_most for name, figure in figures.items() if "list" in name} == {100}


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(local_stack: Stack):
    with pytest.raises(StackError, match="of disk, and .* are free"):
        size.require_room(local_stack, 10**9)


def test_what_people_see_at_the_site_is_measured(local_stack: Stack, browser: Browser):
    figures = {one.name: one for one in site.look(running(local_stack), browser, rounds=2)}
    assert figures["site_login_scripts"].reached
    assert figures["site_new_score"].value > 0
    assert figures["site_search"].value > 0
