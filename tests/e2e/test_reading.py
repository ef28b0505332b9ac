"""How pages are read: on paper, on a phone, by keyboard and by ear."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import PASSWORD, visit
from tests.e2e.makers import PUNCTUAL

PHONE = 390
PAPER = {"color": "rgb(0, 0, 0)", "background": "rgb(255, 255, 255)"}
LOOK = """(selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return { color: style.color, background: style.backgroundColor };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_printed_dark_on_white_with_who_printed_it(site, people, scheme):
    team = people.team(clients=1, histories=[PUNCTUAL])
    site.log_in(team.manager)
    site.page.emulate_media(color_scheme=scheme)
    page = site.open(f"clients/{team.clients[0].client_id}")
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(LOOK, "body") == PAPER
    assert page.evaluate(LOOK, ".mantine-Paper-root") == PAPER
    exact = "getComputedStyle(document.querySelector('.month')).printColorAdjust"
    assert page.evaluate(exact) == "exact"
    expect(page.get_by_text(re.compile("printed .+ by "))).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(page.get_by_text(re.compile("printed .+ by "))).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_on_a_phone_a_client_is_a_card_with_what_matters(browser, deployed, people, language):
    team = people.team()
    first = team.clients[0]
    people.score(first)
    with visit(browser, deployed, language, width=PHONE) as site:
        site.log_in(team.manager)
        page = site.open(f"clients?q={first.client_id}")
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=first.name))
        for column in ("points", "grade"):
            said = site.ask(f"clients?manager=me&q={first.client_id}")["items"][0][column]
            place = row.get_by_text(str(said), exact=True)
            expect(place).to_be_visible()
            box = place.bounding_box()
            assert box is not None and box["x"] + box["width"] <= PHONE
        page.get_by_role("button", name=re.compile("Filters|Фильтры")).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        site.assert_accessible()
        site.assert_fits(PHONE)


def test_a_navigation_leads_to_the_heading_and_back_to_the_row(site, people):
    team = people.team()
    client = team.clients[1]
    site.log_in(team.manager)
    page = site.open("clients")
    page.get_by_role("link", name=client.name).press("Enter")
    expect(page.get_by_role("heading", level=1, name=client.name)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("link", name=client.name)).to_be_focused()


def test_search_is_found_by_its_key_in_either_layout(site, people):
    site.log_in(people.team().manager)
    page = site.open("clients")
    # The key of the slash types a full stop in the Russian layout
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: '.', code: 'Slash', bubbles: true, cancelable: true }))"
    )
    expect(page.get_by_label("Search")).to_be_focused()


def test_a_password_is_shown_by_keyboard(site):
    page = site.open("login")
    password = page.get_by_label(PASSWORD)
    password.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show or hide the password")).to_be_focused()


def test_every_month_of_a_history_is_named_in_full(site, people):
    team = people.team(clients=1, histories=[PUNCTUAL])
    site.log_in(team.manager)
    page = site.open(f"clients/{team.clients[0].client_id}")
    month = page.locator("td.month").first
    expect(month).to_contain_text(re.compile(r"^.(January|[A-Z][a-z]+) \d{4}: "))


def test_the_weights_of_reasons_have_names_of_their_own(site, people):
    team = people.team(clients=1)
    people.score(team.clients[0])
    site.log_in(team.manager)
    page = site.open(f"clients/{team.clients[0].client_id}")
    bars = page.get_by_role("progressbar")
    names = [bar.get_attribute("aria-label") for bar in bars.all()]
    assert len(names) > 1
    assert len(set(names)) == len(names)
