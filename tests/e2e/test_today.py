"""Where a manager's day begins: every group of work, and what is done about it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.kit.clock import bank_date
from tests.e2e.browser import visit

LATE, AGAIN, STEADY = "1XX", "00X", "XXX"


@pytest.fixture
def team(people):
    """A manager with somebody to call, somebody late again and somebody who simply pays."""
    return people.team(3, histories=(LATE, AGAIN, STEADY))


def rows(page, group):
    return page.get_by_role("region", name=group).get_by_role("listitem")


def test_a_managers_day_begins_with_whom_to_call(site, team):
    site.log_in(team.manager)
    page = site.open("")
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()
    expect(rows(page, "Call")).to_have_count(2)
    late = rows(page, "Call").filter(has_text=team.clients[0].name)
    expect(late).to_contain_text("30–59 days late")
    expect(late).to_contain_text("Call and agree on a date of payment")
    expect(page.get_by_text(team.clients[2].name)).to_have_count(0)
    late.get_by_role("link", name=f"Open: {team.clients[0].name}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(team.clients[0].name)


def test_done_and_undone(site, team):
    site.log_in(team.manager)
    page = site.open("today")
    name = team.clients[0].name
    page.get_by_role("button", name=f"Called: {name}").click()
    expect(page.get_by_role("status")).to_contain_text(f"{name}: done.")
    expect(rows(page, "Call")).to_have_count(1)
    site.reload()
    expect(rows(page, "Call")).to_have_count(1)
    other = team.clients[1].name
    page.get_by_role("button", name=f"Called: {other}").click()
    page.get_by_role("button", name="Undo").click()
    expect(rows(page, "Call").filter(has_text=other)).to_be_visible()


def test_put_off_to_a_day_until_nothing_is_left(site, team):
    site.log_in(team.manager)
    page = site.open("today")
    for client in team.clients[:2]:
        page.get_by_role("button", name=f"Later: {client.name}").click()
        page.get_by_role("button", name="Tomorrow").click()
        expect(page.get_by_role("status")).to_contain_text(client.name)
    expect(page.get_by_role("heading", name="All done for today.")).to_be_visible()
    expect(page.get_by_text("2 clients.")).to_be_visible()
    site.assert_accessible()
    site.screenshot("manager-today-done")


def test_another_day_has_to_be_one_to_come(site, team):
    site.log_in(team.manager)
    page = site.open("today")
    page.get_by_role("button", name=f"Later: {team.clients[0].name}").click()
    page.get_by_label("Another day").fill(str(bank_date()))
    page.get_by_role("button", name="Put off").click()
    expect(page.get_by_text("Choose a day from")).to_be_visible()
    site.assert_accessible()
    page.get_by_label("Another day").fill(str(bank_date() + timedelta(9)))
    page.get_by_role("button", name="Put off").click()
    expect(rows(page, "Call")).to_have_count(1)


def test_the_keyboard_leads_through_the_list(site, team):
    site.log_in(team.manager)
    page = site.open("today")
    links = page.locator("a[data-work]")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    name = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_what_changed_meanwhile_is_not_marked_unseen(site, people, team):
    site.log_in(team.manager)
    page = site.open("today")
    people.credit(team.clients[0].client_id, "X2X")
    people.deployed.query(
        "UPDATE payment_months SET status = '2' WHERE superseded_at IS NULL AND status = '1'"
        " AND credit_id IN (SELECT id FROM credits WHERE client_id = %s)",
        team.clients[0].client_id,
    )
    page.get_by_role("button", name=f"Called: {team.clients[0].name}").click()
    expect(page.get_by_role("alert")).to_contain_text("Something changed meanwhile")
    row = rows(page, "Call").filter(has_text=team.clients[0].name)
    expect(row).to_contain_text("60–89 days late")


def test_an_analyst_looks_at_a_managers_work_and_marks_nothing(browser, deployed, people, team):
    with visit(browser, deployed, width=390) as site:
        site.log_in(people.staff("analyst"))
        page = site.open("work")
        expect(page.get_by_text("Choose a manager to see")).to_be_visible()
        page.get_by_label("Manager").select_option(str(team.manager.manager_id))
        expect(rows(page, "Call")).to_have_count(2)
        expect(page.get_by_role("button", name="Called")).to_have_count(0)
        site.reload()
        expect(rows(page, "Call")).to_have_count(2)
        site.assert_fits(390)


def test_the_demo_manager_has_work_of_every_kind(site, deployed):
    site.enter(deployed.demo("manager"))
    page = site.open("today")
    for group in ("Call", "Look at", "Applications"):
        assert rows(page, group).count() > 0, group
    expect(rows(page, "Applications").filter(has_text="Waiting for the applicant")).to_have_count(1)
