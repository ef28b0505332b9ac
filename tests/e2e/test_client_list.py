"""The list of clients in a real browser: search, order, filters, keyboard, rescoring of many."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Site, visit
from tests.e2e.makers import PUNCTUAL, new_name

PAGE_SIZE = 25
SUMMARY = re.compile("Better grade:|No recommendation or grade changed")


def listed(site: Site, query: str = "") -> list[dict]:
    rows: list[dict] = site.ask(f"clients?manager=me&limit=25&{query}")["items"]
    return rows


def rows(page: Page):
    return page.locator("tr.client-row")


def test_a_manager_finds_and_sorts(site, people):
    team = people.team()
    site.log_in(team.manager)
    page = site.open("clients")
    mine = min(len(team.clients), PAGE_SIZE)
    expect(rows(page)).to_have_count(mine)
    page.keyboard.press("/")
    search = page.get_by_label("Search")
    expect(search).to_be_focused()
    page.keyboard.type(team.clients[-1].name)
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text(team.clients[-1].name)
    assert "q=" in page.url
    search.fill("")
    expect(rows(page)).to_have_count(mine)

    page.get_by_role("button", name="Points").click()
    page.get_by_role("button", name="Points").click()
    header = page.get_by_role("columnheader", name="Points")
    expect(header).to_have_attribute("aria-sort", "ascending")
    by_risk = listed(site, "sort=-proba")
    assert [row["proba"] for row in by_risk] == sorted(
        (row["proba"] for row in by_risk), reverse=True
    )
    names = [f"{row['last_name']} {row['first_name']}" for row in by_risk]
    expect(page.locator("a[data-client]")).to_have_text(names)


WRITTEN_OFF = "5432" + "0" * 20
BESIDE = "(list) => list.scrollWidth - list.clientWidth"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_administrator_sees_all_columns_side_by_side(browser, deployed, people, language):
    team = people.team(clients=2, histories=(WRITTEN_OFF, PUNCTUAL))
    with visit(browser, deployed, language) as site:
        site.log_in(people.staff("admin"))
        page = site.open(f"clients?q={team.clients[0].last_name}")
        expect(rows(page)).to_have_count(1)
        assert page.locator(".cards").evaluate(BESIDE) <= 0


def test_a_manager_pages_through_all_and_goes_back(site, people):
    family = new_name()
    team = people.team(clients=PAGE_SIZE + 2, last_name=family)
    site.log_in(team.manager)
    page = site.open(f"clients?q={family}")
    page.get_by_text("All", exact=True).click()
    expect(page.get_by_role("columnheader", name="Manager")).to_be_visible()
    expect(rows(page)).to_have_count(PAGE_SIZE)
    page.get_by_role("button", name="Next page").click()
    expect(page).to_have_url(re.compile("after="))
    expect(rows(page)).to_have_count(2)
    page.locator("a[data-client]").first.click()
    expect(page.get_by_role("link", name="← Clients")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("scope=all.*after="))
    expect(rows(page)).to_have_count(2)


def test_the_list_is_walked_by_keyboard(site, people):
    site.log_in(people.team().manager)
    page = site.open("clients")
    links = page.locator("a[data-client]")
    links.nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(1)).to_be_focused()
    name = links.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_filters_come_from_the_service(site, people):
    team = people.team()
    site.log_in(team.manager)
    mine = listed(site)
    grade = mine[0]["grade"]
    wanted = [row for row in mine if row["grade"] == grade]
    assert len(wanted) < len(mine), "clients of one grade prove nothing"
    page = site.open(f"clients?grade={grade}")
    expect(rows(page)).to_have_count(len(wanted))
    site.open("clients?decision=decline&freshness=unscored")
    expect(page.get_by_text("No clients match.")).to_be_visible()


def select(page: Page, name: str) -> None:
    """Clicks and waits: the list remembers the selection itself, a moment later than the browser."""
    box = page.get_by_role("checkbox", name=f"Select {name}")
    box.click()
    expect(box).to_be_checked()


def test_selected_and_all_own_clients_are_rescored_with_a_summary(site, people):
    team = people.team()
    site.log_in(team.manager)
    page = site.open("clients")
    name = team.clients[0].name
    select(page, name)
    page.get_by_role("button", name="Rescore selected (1)").click()
    expect(page.get_by_text("1 of 1 scored")).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    total = len(team.clients)
    page.get_by_role("button", name="Rescore my clients").click()
    expect(page.get_by_text(f"{total} of {total} scored")).to_be_visible()
    site.assert_accessible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text(SUMMARY)).to_have_count(0)


@pytest.mark.disruptive  # everybody gets a score that they did not ask for
def test_an_analyst_rescores_everybody(site, people):
    site.log_in(people.staff("analyst"))
    page = site.open("clients")
    total = site.ask("clients?limit=1")["total"]
    page.get_by_role("button", name="Rescore all clients").click()
    dialog = page.get_by_role("dialog", name=f"Rescore {total} clients?")
    dialog.get_by_role("button", name="Rescore", exact=True).click()
    expect(page.get_by_text(f"{total} of {total} scored")).to_be_visible()


def test_what_is_selected_stays_in_sight(site, people):
    team = people.team()
    site.log_in(team.manager)
    page = site.open("clients")
    first, second, *_ = team.clients
    select(page, first.name)
    page.get_by_label("Search").fill(second.name)
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_text("1 selected. 1 of them is not on this page.")).to_be_visible()
    page.get_by_role("link", name=second.name).click()
    page.get_by_role("link", name="← Clients").click()
    expect(rows(page)).to_have_count(1)  # the search is kept, and the selection
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("button", name=f"Take {first.name} out")).to_be_visible()
    site.assert_accessible()
    page.get_by_role("button", name="Clear the selection").click()
    expect(page.get_by_text("1 selected.")).to_have_count(0)


def test_a_rescoring_that_was_refused_is_repeated_when_asked(site, people):
    site.log_in(people.team(clients=1).manager)
    page = site.open("clients")
    asked: list[str] = []

    def refuse_once(route):
        asked.append(route.request.post_data)
        if len(asked) > 1:
            return route.continue_()
        body = {"error": "unavailable", "detail": "", "request_id": "1"}
        return route.fulfill(status=503, headers={"Retry-After": "1"}, json=body)

    page.route("**/api/v1/portfolio/scores", refuse_once)
    page.get_by_role("button", name="Rescore my clients").click()
    expect(page.get_by_text("nothing was saved", exact=False)).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 of 1 scored")).to_be_visible()
    assert len(asked) == 2
    assert asked[0] == asked[1]


def test_an_address_of_what_does_not_exist_leads_to_what_does(site, people):
    site.log_in(people.team().manager)
    page = site.open("clients?sort=foo&decision=maybe&after=Z")
    expect(rows(page)).to_have_count(3)
