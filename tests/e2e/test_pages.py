"""Every page of every role, in both languages, on wide and narrow screens, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from core.models.rules.released import released
from tests.days import last_month
from tests.e2e.browser import HEIGHT, visit

CLOSED = "clients?scope=nobodys&standing=closed"
PAGES = {
    "nobody": ["login", "invitation/unknown"],
    "client": ["rating", "account", "clients", "apply"],
    "manager": [
        "today",
        "changes",
        "clients",
        "clients?scope=all&sort=-proba",
        "clients/{client}",
        "clients/{client}/edit",
        "applications",
        "applications/new",
        "imports",
        "payments",
    ],
    "underwriter": [
        "queue",
        "queue?view=decided&grade=D",
        "queue/01936d3c-7f5a-7cc0-8a33-0242ac120004",
        "my-decisions",
        "overrides",
        "clients",
        "clients/{client}",
        "applications",
        "overrides",
    ],
    "analyst": [
        "clients?freshness=current",
        "payments",
        "payments/{month}",
        "imports",
        "work?manager={manager}",
        "monitoring",
        "monitoring?tab=stability",
        "monitoring?tab=outcomes",
        "monitoring?tab=fairness",
        "monitoring?tab=alerts",
        "portfolio",
        "portfolio?table=grades&table=points&table=pastDue&table=vintages&days=90",
        "portfolio/clients?grade=none",
        "portfolio/live",
        "portfolio/live?by=grade",
        "models",
        "models/{model}",
        "replays",
    ],
    "admin": [
        "account",
        "work",
        "users",
        "managers",
        "tokens",
        CLOSED,
        "dead-letters",
        "journal",
        "no-such-page",
        "clients/999999999",
    ],
}
VIEWS = [(role, path) for role, paths in PAGES.items() for path in paths]
SCREENS = ((1280, "light"), (1280, "dark"), (390, "light"), (360, "light"))


BETWEEN_AND_BEYOND = (768, 1920)


def name_of(path: str) -> str:
    return re.sub(r"[^a-z]+", "-", path).strip("-")


def visitor(people, role):
    """Somebody of this role, or nobody, and the team to look at."""
    team = people.team()
    if role == "nobody":
        return None, team
    person = {"client": team.clients[0], "manager": team.manager}.get(role)
    return person or people.staff(role), team


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("role", "path"), VIEWS, ids=name_of)
def test_every_page_is_accessible_and_fits_the_screen(
    browser, deployed, people, role, path, language
):
    person, team = visitor(people, role)
    address = path.format(
        client=team.clients[0].client_id,
        manager=team.manager.manager_id,
        month=f"{last_month():%Y-%m}",  # the latest that is over
        model=released().name.version,
    )
    with visit(browser, deployed, language) as site:
        if person:
            site.log_in(person)
        for width, scheme in SCREENS:
            site.page.set_viewport_size({"width": width, "height": HEIGHT})
            site.page.emulate_media(color_scheme=scheme)
            site.open(address)
            site.screenshot(f"{role}-{name_of(path)}-{language}-{width}-{scheme}")
            html = site.page.locator("html")
            assert html.get_attribute("lang") == language
            assert html.get_attribute("data-mantine-color-scheme") == scheme
            site.assert_fits(width)
            site.assert_accessible()
        for width in BETWEEN_AND_BEYOND:
            site.page.set_viewport_size({"width": width, "height": HEIGHT})
            site.settle()
            site.assert_fits(width)


def test_a_wide_screen_is_used_up_to_1920(browser, deployed, people):
    with visit(browser, deployed, width=1920) as site:
        site.log_in(people.team().manager)
        site.open("clients")
        site.assert_fits(1920)


def test_language_and_colours_are_chosen_and_kept(site):
    page = site.open("login")
    page.get_by_role("button", name="RU").click()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    page.get_by_role("button", name="Тёмная тема").click()
    site.reload()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"


def test_the_card_prints_without_what_is_only_for_the_screen(site, people):
    team = people.team(clients=1)
    site.log_in(team.manager)
    page = site.open(f"clients/{team.clients[0].client_id}")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Update the score")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("heading", name="Reasons")).to_be_visible()
    site.screenshot("print-card")
