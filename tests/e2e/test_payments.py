"""Months of payments in a real browser: looked at, closed by two people, reopened, downloaded."""

import re

from playwright.sync_api import expect

from tests.e2e.browser import visit

LANGUAGE = "en"


def last_month(site) -> str:
    """The newest month that is over."""
    months = site.ask("payment-months")["items"]
    month: str = months[1]["month"][:7] if len(months) > 1 else months[0]["month"][:7]
    return month


def counted(site, month: str):
    """Opens a month with the figures of what is on record now."""
    page = site.open(f"payments/{month}")
    count = page.get_by_role("button", name="Count now")
    if count.count():
        count.click()
        expect(count).to_have_count(0)
    return page


def test_the_months_are_listed_and_lead_to_what_is_missing(site, people):
    team = people.team(clients=1)
    people.client(team.manager, history="0", newest=3)
    site.log_in(people.staff("analyst"))
    site.open("payments")
    site.assert_accessible()
    month = last_month(site)
    page = counted(site, month)
    site.assert_accessible()
    page.get_by_text("Corrected", exact=True).last.click()
    assert "list=restated" in page.url
    page.get_by_text("Missing", exact=True).last.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == f"missing-{month}.csv"
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        site.settle()
        site.assert_fits(width)


def test_a_month_is_signed_by_one_and_reopened_by_another(browser, deployed, people):
    analyst, admin = people.staff("analyst"), people.staff("admin")
    with visit(browser, deployed, LANGUAGE) as first, visit(browser, deployed, LANGUAGE) as second:
        first.log_in(analyst)
        month = last_month(first)
        page = counted(first, month)
        page.get_by_role("button", name="Close the month").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("You sign:")
        first.assert_accessible()
        page.get_by_label("What was checked").fill("Compared with the ledger.")
        dialog.get_by_role("button", name="Sign").click()
        expect(page.get_by_text(re.compile("Signed by"))).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("Confirm|Reopen"))).to_have_count(0)

        second.log_in(admin)
        page = counted(second, month)
        page.get_by_role("button", name=re.compile("Reopen|Send back")).click()
        page.get_by_label("Reason").fill("A test.")
        page.get_by_role("dialog").get_by_role(
            "button", name=re.compile("Reopen|Send back")
        ).click()
        expect(page.get_by_text(re.compile("Reopened by"))).to_be_visible()
        expect(page.get_by_text("Open", exact=True)).to_be_visible()


def test_a_manager_sees_what_changed_with_the_own_clients(site, people):
    manager = people.staff("manager")
    client = people.client(manager, history="10")
    people.client(manager, history="00")
    site.log_in(manager)
    page = site.open("changes")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(client.last_name)
    expect(rows).to_contain_text("30–59 days late")
    site.assert_accessible()
