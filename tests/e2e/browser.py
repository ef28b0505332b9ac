"""A real browser on the deployed site: sessions by role, screenshots, accessibility."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Playwright, expect

from local.site import FRONTEND
from local.stack import LOCAL
from tests.e2e.deployed import PATIENCE_SECONDS, CanLogIn, Credentials, Deployed

SCREENSHOTS = LOCAL / "screenshots"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PASSWORD = re.compile("^Password")  # not the button that shows it
NO_BROWSER = "No browser was found. On Debian: apt-get install chromium (or set CHROMIUM=path)."
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
HEIGHT = 900
# By itself axe leaves out what WCAG 2.2 adds: fingers need 24 pixels
LOOK = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
# What a browser says itself about answers the test provoked
EXPECTED = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED")


def find_chromium() -> str:
    """Returns the browser's path; without one the test is skipped, in CI it fails."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    return found


@contextmanager
def start_browser(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    path = find_chromium()
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
    yield browser
    browser.close()


# What shows that a part of the page is yet to come; a score that is being updated can be read already
LOADING = (
    "[aria-busy=true]:not(.updating), .mantine-Skeleton-root, .mantine-Loader-root:not(button *)"
)
# A page that nothing moves on: no animation that has an end, over some frames, because one step of a
# transition may begin a frame after the one before it
STILL = """() => new Promise((resolve) => {
  const moves = (animation) =>
    animation.playState === "running" && animation.effect.getComputedTiming().endTime !== Infinity;
  let frames = 0;
  const look = () => {
    frames = document.getAnimations().some(moves) ? 0 : frames + 1;
    frames < 6 ? requestAnimationFrame(look) : resolve();
  };
  look();
})"""


# What of the site's own bar can be pressed and does not lie within the window
CUT_OFF = """() => [...document.querySelectorAll("header :is(a, button)")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
  .map((one) => one.getAttribute("aria-label") || one.textContent)"""


@dataclass
class Site:
    """One person at the site."""

    deployed: Deployed
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.deployed.site_url

    def log_in(self, person: CanLogIn) -> dict[str, Any]:
        """Opens a session without the login page."""
        return self.enter(person.credentials)

    def enter(self, credentials: Credentials) -> dict[str, Any]:
        """Opens a session of somebody of whom only the credentials are known."""

        def post() -> APIResponse:
            return self.context.request.post(f"{self.url}api/auth/login", data=credentials)

        answer = post()
        if answer.status == 429:  # the whole suite logs in from one address
            sleep(float(answer.headers["retry-after"]))
            answer = post()
        assert answer.ok, answer.text()
        user: dict[str, Any] = answer.json()
        return user

    def ask(self, path: str) -> Any:
        """Asks the API with the session of this browser."""
        answer = self.context.request.get(f"{self.url}api/{path}")
        assert answer.ok, answer.text()
        return answer.json()

    def open(self, path: str) -> Page:
        """Opens a page anew, as a deep link does, and waits until it is there."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#/{path}")
        return self.settle()

    def reload(self) -> Page:
        """Loads the page again and waits until it is there."""
        self.page.reload()
        return self.settle()

    def settle(self) -> Page:
        """Waits until the page has its title and nothing on it is still loading or moving."""
        expect(self.page.locator("h1")).to_be_visible()
        expect(self.page.locator(LOADING)).to_have_count(0)
        self.page.evaluate(STILL)
        return self.page

    def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def assert_accessible(self) -> None:
        """Lets axe look at the page as it is, once everything on it has its final colours."""
        self.page.evaluate(STILL)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(LOOK)
        faults = [
            f"{fault['id']}: {node['target']} {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]
        assert not faults, faults

    def assert_fits(self, width: int) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width
        # What is fixed to the window widens no document: it is cut off
        assert self.page.evaluate(CUT_OFF) == []

    def listen(self) -> None:
        """Notes whatever the page complains about."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in ("error", "warning")
                and not any(known in message.text for known in EXPECTED)
                else None
            ),
        )


@contextmanager
def visit(
    browser: Browser, deployed: Deployed, language: str = "en", width: int = 1280
) -> Iterator[Site]:
    """A new person with an empty browser; whatever the page complains about fails the test."""
    context = browser.new_context(
        locale=language, viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1_000)
    site = Site(deployed, context, context.new_page())
    site.listen()
    yield site
    context.close()
    assert site.complaints == []
