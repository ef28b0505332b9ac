"""A real browser on the deployed site: sessions by role, screenshots, accessibility."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from local.site import FRONTEND
from local.stack import LOCAL
from tests.e2e.deployed import Deployed

SCREENSHOTS = LOCAL / "screenshots"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
NO_BROWSER = "No browser was found. On Debian: apt-get install chromium (or set CHROMIUM=path)."
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
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
def start_browser() -> Iterator[Browser]:
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Site:
    """One person at the site."""

    deployed: Deployed
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.deployed.description["site_url"])

    def credentials(self, role: str) -> dict[str, str]:
        user = next(user for user in self.deployed.description["users"] if user["role"] == role)
        return {"login": user["login"], "password": user["password"]}

    def log_in(self, role: str) -> dict[str, Any]:
        """Opens a session without the login page."""
        return self.log_in_as(self.credentials(role))

    def log_in_as(self, credentials: dict[str, str]) -> dict[str, Any]:
        answer = self.context.request.post(f"{self.url}api/auth/login", data=credentials)
        assert answer.ok, answer.text()
        user: dict[str, Any] = answer.json()
        return user

    def open(self, path: str) -> Page:
        """Opens a page anew, as a deep link does, and waits until nothing loads any more."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#/{path}")
        self.page.wait_for_load_state("networkidle")
        self.page.locator("h1").first.wait_for()
        return self.page

    def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def accessibility_faults(self) -> list[str]:
        """Returns what axe finds wrong with the page as it is."""
        self.page.wait_for_timeout(300)  # what fades in has its final colours
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{fault['id']}: {node['target']} {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def _listen(self) -> None:
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
    browser: Browser, deployed: Deployed, language: str = "en", width: int = 1280, **options: Any
) -> Iterator[Site]:
    """A new person with an empty browser; whatever the page complains about fails the test."""
    context = browser.new_context(
        locale=language, viewport={"width": width, "height": 900}, **options
    )
    context.set_default_timeout(10_000)
    site = Site(deployed, context, context.new_page())
    site._listen()
    yield site
    context.close()
    assert site.complaints == []
