"""What people wait for at the site, in a headless Chromium: ``python -m bench site``."""

import gzip
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from itertools import cycle
from time import perf_counter

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.figure import Figure, middle
from bench.target import Target
from local.errors import StackError

ROUNDS = 12  # a borrower may ask for 20 scores an hour
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SCRIPTS = """() => performance.getEntriesByType("resource").map((entry) => entry.name)
  .filter((name) => name.endsWith(".js"))"""


def measure(target: Target) -> list[Figure]:
    """Lets a borrower ask for new scores and a manager search, and weighs the login page.

    Raises:
        StackError: there is no browser.
    """
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if named is None:
        raise StackError("No browser was found. Install Chromium, or set CHROMIUM=path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=FLAGS)
        try:
            return look(target, browser, ROUNDS)
        finally:
            browser.close()


def look(target: Target, browser: Browser, rounds: int) -> list[Figure]:
    """Does the same with a browser that is there."""
    return [
        _weigh(target, browser),
        _figure("site_new_score", _new_score(target, browser), rounds),
        _figure("site_search", _search(target, browser), rounds),
    ]


def _figure(name: str, once: Callable[[], float], rounds: int) -> Figure:
    """Does something once to warm up, and then in rounds."""
    once()
    times = [once() for _ in range(rounds)]
    return Figure(name, middle(times), "ms", {"rounds": rounds, "longest": round(max(times))})


def _weigh(target: Target, browser: Browser) -> Figure:
    page = browser.new_context(locale="en").new_page()
    page.goto(f"{target.site_url}#/login", wait_until="networkidle")
    scripts = page.evaluate(SCRIPTS)
    weight = sum(len(gzip.compress(page.request.get(script).body())) for script in scripts)
    told = {"scripts": len(scripts), "compressed": "gzip"}
    return Figure("site_login_scripts", round(weight / 1_000), "KB", told, at_most=250)


def _open(target: Target, browser: Browser, role: str, path: str) -> Page:
    """Opens a page of somebody who is logged in."""
    context = browser.new_context(locale="en", reduced_motion="reduce")
    with closing(target.client(role)) as person:
        token = person.cookies["session"]
    context.add_cookies([{"name": "session", "value": token, "url": target.site_url}])
    page = context.new_page()
    page.goto(f"{target.site_url}#/{path}", wait_until="networkidle")
    return page


def _new_score(target: Target, browser: Browser) -> Callable[[], float]:
    """Returns what asks for a new score; in how many milliseconds it is on the page."""
    page = _open(target, browser, "client", "")

    def once() -> float:
        started = perf_counter()
        page.get_by_role("button", name="Update my score").click()
        expect(page.get_by_text("Score updated.")).to_be_visible()
        took = (perf_counter() - started) * 1_000
        page.reload(wait_until="networkidle")
        return took

    return once


def _search(target: Target, browser: Browser) -> Callable[[], float]:
    """Returns what types a name; after how many milliseconds only those of it are listed."""
    page = _open(target, browser, "manager", "clients")
    rows, field = page.locator("tr.client-row"), page.get_by_label("Search")
    expect(rows.first).to_be_visible()
    listed = rows.count()
    names = cycle(row.split()[0] for row in page.locator("a[data-client]").all_inner_texts())

    def once() -> float:
        name = next(names)
        others = rows.filter(has_not_text=name)
        started = perf_counter()
        field.fill(name)
        expect(others).to_have_count(0)
        expect(rows.first).to_be_visible()  # the table is not empty because it waits
        took = (perf_counter() - started) * 1_000
        field.fill("")
        expect(rows).to_have_count(listed)
        return took

    return once
