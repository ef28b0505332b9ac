"""An analyst has the portfolio counted, reads its figures, and opens the clients behind one."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.days import last_month, this_month
from tests.e2e.browser import visit
from tests.e2e.deployed import eventually

LANGUAGE = "en"
SECONDS = 120

# There is one count at a time, and it is of everybody
pytestmark = pytest.mark.disruptive


def newest_run(site):
    """The run that was asked for last, or None."""
    return next(iter(site.ask("monitoring/runs?limit=1")["items"]), None)


def count_month(site, month: date | None = None) -> None:
    """Has a month counted and waits until it is."""
    answer = site.context.request.post(
        f"{site.url}api/monitoring/runs", data={"month": f"{month or this_month():%Y-%m}"}
    )
    assert answer.status == 202, answer.text()
    path = f"monitoring/runs/{answer.json()['id']}"
    assert eventually(lambda: site.ask(path)["ended_at"] is not None, SECONDS), site.ask(path)
    assert site.ask(path)["state"] == "done", site.ask(path)


@pytest.fixture
def analyst(browser, deployed, people):
    """An analyst at the site, and the team to look at."""
    deployed.given("database_url")
    team = people.team()
    with visit(browser, deployed, LANGUAGE) as site:
        site.log_in(people.staff("analyst"))
        yield site, team


def test_a_count_is_asked_for_and_followed_until_its_figures_are_there(analyst):
    site, _ = analyst
    before = newest_run(site)
    page = site.open("portfolio")
    site.assert_accessible()
    under_way = page.get_by_role("heading", name="The portfolio is being counted")
    page.get_by_role("button", name=re.compile("^Count (now|again)$")).click()
    expect(under_way).to_be_visible()
    site.assert_accessible()
    expect(under_way).to_be_hidden(timeout=SECONDS * 1_000)
    expect(page.get_by_text(re.compile("was counted"))).to_be_visible()
    assert before is None or newest_run(site)["id"] > before["id"]
    site.settle()
    expect(page.get_by_role("heading", name="How many clients are in each grade?")).to_be_visible()
    site.assert_accessible()


def test_a_figure_says_of_how_many_it_is_and_opens_its_clients(analyst):
    site, team = analyst
    count_month(site)
    mine = f"month={this_month():%Y-%m}&manager={team.manager.manager_id}"
    page = site.open(f"portfolio?{mine}&standing=all&table=grades&table=points&table=pastDue")
    figures = page.locator("dl")
    expect(figures.locator("div", has_text="Clients").first).to_contain_text(str(len(team.clients)))
    listed = page.get_by_role("region", name="How many clients are in each grade?")
    counts = [int(one) for one in listed.get_by_role("link").all_text_contents()]
    assert sum(counts) == len(team.clients)
    site.assert_accessible()

    late = team.clients[1]
    figures.locator("div", has_text="30+ days late").get_by_role("link", name="1").click()
    site.settle()
    expect(page.get_by_text("30+ days late.")).to_be_visible()
    names = page.get_by_role("region", name="Clients behind the figure").get_by_role("link")
    expect(names).to_have_text([late.name])
    site.assert_accessible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert late.last_name in download.value.path().read_text("utf-8")
    names.click()
    site.settle()
    expect(page).to_have_url(re.compile(f"#/clients/{late.client_id}$"))
    page.go_back()
    site.settle()
    page.get_by_role("link", name="Back to the portfolio").click()
    site.settle()
    assert f"manager={team.manager.manager_id}" in page.url


def test_a_filter_and_a_table_stand_in_the_address(analyst):
    site, team = analyst
    count_month(site)
    page = site.open(f"portfolio?month={this_month():%Y-%m}")
    page.get_by_label("Manager", exact=True).select_option(str(team.manager.manager_id))
    page.get_by_role("button", name="How many clients are in each grade? Table").click()
    site.settle()
    active = page.locator("dl > div", has_text="Active clients")
    expect(active.get_by_role("link")).to_have_text("1")
    site.reload()
    expect(active.get_by_role("link")).to_have_text("1")
    expect(page.get_by_role("region", name="How many clients are in each grade?")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="How many clients are in each grade? CSV").click()
    assert "Grade,Clients" in download.value.path().read_text("utf-8-sig")


# Nothing is rendered between two of these: each is a change of the address by itself
AT_ONCE = """async ([manager, charts]) => {
  const named = (name) => [...document.querySelectorAll("button")].find(
    (one) => one.getAttribute("aria-label") === name || one.textContent === name);
  const managers = [...document.querySelectorAll("select")].find(
    (one) => [...one.options].some(({ value }) => value === manager));
  managers.value = manager;
  managers.dispatchEvent(new Event("change", { bubbles: true }));
  for (const chart of charts) {
    for (let turn = 0; turn < 50; turn++) await null;
    named(chart).click();
  }
}"""


def test_changes_made_before_the_page_is_rendered_all_stand_in_the_address(analyst):
    site, team = analyst
    count_month(site)
    page = site.open(f"portfolio?month={this_month():%Y-%m}")
    charts = [
        f"{chart} Table"
        for chart in (
            "How many clients are in each grade?",
            "How many clients are 30 or more days late?",
        )
    ]
    page.evaluate(AT_ONCE, [str(team.manager.manager_id), charts])
    site.settle()
    assert f"manager={team.manager.manager_id}" in page.url
    for chart in charts:
        expect(page.get_by_role("region", name=chart.removesuffix(" Table"))).to_be_visible()


@pytest.mark.parametrize("path", ["portfolio", "portfolio/live", "portfolio/clients"])
def test_the_pages_fit_a_phone_and_are_accessible_with_figures(analyst, path):
    site, _ = analyst
    count_month(site)
    for width in (1280, 360):
        site.page.set_viewport_size({"width": width, "height": 900})
        site.open(f"{path}?month={this_month():%Y-%m}")
        site.screenshot(f"counted-{path.replace('/', '-')}-{width}")
        site.assert_fits(width)
        site.assert_accessible()


def test_who_came_and_who_moved_stands_in_the_matrix(analyst):
    site, team = analyst
    for month in (last_month(), this_month()):
        count_month(site, month)
    page = site.open(
        f"portfolio?month={this_month():%Y-%m}&manager={team.manager.manager_id}&standing=all"
    )
    matrix = page.get_by_role("region", name="Who changed grade within a month?")
    newcomers = matrix.get_by_role("row", name=re.compile("^new "))
    expect(newcomers).to_contain_text(str(len(team.clients)))
    expect(newcomers.get_by_role("link")).to_have_count(0)
    expect(page.get_by_text(f"{len(team.clients)} new", exact=True)).to_be_visible()
    site.assert_accessible()


# The strongest shade that a share can give, on every kind of move
STRONGEST = """(cells, way) => cells.forEach((cell) => {
  cell.dataset.way = way;
  cell.style.setProperty("--share", 1);
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_moves_are_read_on_their_strongest_shade(analyst, scheme):
    """How strong a shade a page shows depends on who moved."""
    site, _ = analyst
    for month in (last_month(), this_month()):
        count_month(site, month)
    site.page.emulate_media(color_scheme=scheme)
    moves = site.open(f"portfolio?month={this_month():%Y-%m}").locator(".move")
    expect(moves.first).to_be_visible()
    for way in ("better", "worse", "same"):
        moves.evaluate_all(STRONGEST, way)
        site.assert_accessible()


def test_a_month_that_was_not_counted_leads_to_one_that_was(analyst):
    site, _ = analyst
    count_month(site)
    page = site.open("portfolio?month=1999-01")
    expect(page.get_by_role("heading", name="January 1999 was not counted")).to_be_visible()
    site.assert_accessible()
    page.get_by_role("link", name="Show the latest month counted").click()
    site.settle()
    expect(page.get_by_label("Month", exact=True)).to_have_value(f"{this_month():%Y-%m}")


def test_live_figures_are_of_a_month_by_manager(analyst):
    site, team = analyst
    count_month(site)
    page = site.open(f"portfolio/live?month={this_month():%Y-%m}")
    expect(page.get_by_role("heading", name="By month")).to_be_visible()
    page.get_by_label("By", exact=True).select_option("manager")
    site.settle()
    row = page.get_by_role("row", name=re.compile(team.manager.last_name))
    expect(row).to_contain_text("n = ")
    assert "by=manager" in page.url
    row.get_by_role("link").click()
    site.settle()
    expect(page.get_by_role("heading", name="Portfolio", exact=True)).to_be_visible()
    expect(page.get_by_label("Manager", exact=True)).to_have_value(str(team.manager.manager_id))
