"""A service that fails while somebody works: what is shown is told to be old, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.browser import PASSWORD, visit

AWAY = {"error": "unavailable", "detail": "away", "request_id": "1"}
SCREENS = [(390, "en"), (1280, "ru")]
WORDS = {
    "en": {
        "old": "This page shows what was known on",
        "retry": re.compile("^Try again"),
        "missing": "Part of this page could not be loaded.",
        "slow": "The service is slow to answer.",
        "end": "End relation",
        "reason": "Reason",
        "over": "Your session has ended",
        "log in": "Log in",
        "done": "Relation ended.",
        "more": "Show more",
        "password": PASSWORD,
        "confirm": "End the relation nonetheless",
    },
    "ru": {
        "old": "На странице показаны данные на",
        "retry": re.compile("^Повторить"),
        "missing": "Часть страницы не загрузилась.",
        "slow": "Сервис отвечает медленно.",
        "end": "Завершить отношения",
        "reason": "Причина",
        "over": "Сеанс",
        "log in": "Войти",
        "done": "Отношения завершены.",
        "more": "Показать ещё",
        "password": re.compile("^Пароль"),
        "confirm": "Всё равно завершить",
    },
}


def refuse(route: Route) -> None:
    route.fulfill(status=503, headers={"Retry-After": "2"}, json=AWAY)


def come_back(page: Page) -> None:
    """Looks at the page again after a look at another window."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")


@pytest.fixture(params=SCREENS, ids=["390-en", "1280-ru"])
def office(request, browser, deployed, people):
    """A manager with a client at a screen, and the words there."""
    width, language = request.param
    team = people.team(clients=1)
    with visit(browser, deployed, language, width) as site:
        site.log_in(team.manager)
        yield site, team, WORDS[language]


def test_a_page_that_cannot_be_read_again_says_how_old_it_is(office):
    site, team, words = office
    page = site.open(f"clients/{team.clients[0].client_id}")
    page.clock.install()
    site.context.route("**/api/v1/**", refuse)
    page.clock.fast_forward(10_000)
    come_back(page)
    expect(page.get_by_role("alert").filter(has_text=words["old"])).to_be_visible()
    expect(page.get_by_role("heading", name=team.clients[0].last_name)).to_be_visible()
    site.assert_accessible()
    site.context.unroute_all()
    page.clock.fast_forward(3_000)
    expect(page.get_by_text(words["old"])).to_have_count(0)


def test_a_part_that_is_missing_is_told_and_comes_by_itself(office):
    site, team, words = office
    site.context.route("**/api/v1/policy", refuse)
    page = site.open(f"clients/{team.clients[0].client_id}")
    told = page.get_by_role("alert").filter(has_text=words["missing"])
    expect(told).to_be_visible()
    site.assert_accessible()
    site.context.unroute_all()
    expect(told).to_have_count(0)


def test_a_further_page_that_does_not_come_is_told_where_it_is_missing(office):
    site, _, words = office

    def with_more(route: Route) -> None:
        if "after=" in route.request.url:
            return refuse(route)
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"next": "7"})
        return None

    site.context.route("**/api/v1/applications?**", with_more)
    page = site.open("applications")
    page.get_by_role("button", name=words["more"]).click()
    alert = page.get_by_role("main").get_by_role("alert")
    expect(alert).to_be_visible()
    expect(page.get_by_role("button", name=words["retry"])).to_have_count(1)
    site.assert_accessible()


def test_who_waits_for_long_is_told_so(office):
    site, _, words = office
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page = site.open("clients")
    page.clock.install()
    site.context.route("**/api/v1/me/worklist**", keep)
    page.goto(f"{site.url}#/today")
    expect(page.locator(".mantine-Skeleton-root").first).to_be_visible()
    page.clock.fast_forward(9_000)
    expect(page.get_by_text(words["slow"])).to_be_visible()
    site.assert_accessible()
    for route in waiting:
        route.continue_()
    expect(page.get_by_text(words["slow"])).to_have_count(0)


def test_a_reason_outlasts_the_session_it_was_typed_in(office, people):
    site, team, words = office
    page = site.open(f"clients/{team.clients[0].client_id}")
    page.get_by_role("button", name=words["end"]).click()
    dialog = page.get_by_role("dialog").filter(has_text=words["reason"])
    dialog.get_by_label(words["reason"]).fill("Moved away")
    people.end_sessions(team.manager)
    dialog.get_by_role("button", name=words["end"]).click()
    expect(page.get_by_role("dialog").filter(has_text=words["over"])).to_be_visible()
    page.get_by_label(words["password"]).fill(team.manager.credentials["password"])
    page.get_by_role("button", name=words["log in"]).click()
    expect(dialog.get_by_label(words["reason"])).to_have_value("Moved away")
