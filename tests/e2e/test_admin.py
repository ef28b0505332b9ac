"""What administrators do in a real browser."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PASSWORD, Site, visit
from tests.e2e.letters import remove_all_letters
from tests.e2e.makers import new_name

JOURNAL = {
    "user.create": ("User added", "User {user}"),
    "user.disable": ("User locked", "User {user}"),
    "user.enable": ("User unlocked", "User {user}"),
    "manager.dismiss": ("Manager's access revoked", "Manager {manager}"),
}


def add_manager(site: Site, last_name: str) -> dict[str, str]:
    """Makes a manager; returns what to log in with."""
    page = site.open("users")
    page.get_by_role("button", name="Add user").click()
    dialog = page.get_by_role("dialog")
    login = f"new-{uuid4().hex[:8]}"
    dialog.get_by_label("Last name").fill(last_name)
    dialog.get_by_label("First name").fill("Ян")
    dialog.get_by_label("Login").fill(login)
    site.assert_accessible()
    dialog.get_by_role("button", name="Add user").click()
    password = page.locator("pre").inner_text()
    site.assert_accessible()
    page.get_by_role("button", name="Close").last.click()
    return {"login": login, "password": password}


def act_on(page: Page, name: str, action: str) -> None:
    page.get_by_role("button", name=f"Actions: {name}").click()
    page.get_by_role("menuitem", name=action).click()


def dismiss(site: Site, name: str) -> None:
    page = site.open("managers")
    page.get_by_role("button", name=f"Revoke access and hand over clients: {name}").click()
    expect(page.get_by_text(f"{name} loses access immediately. 0 clients")).to_be_visible()
    site.assert_accessible()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Revoke access and hand over clients").click()
    expect(page.get_by_text("Access revoked. 0 clients handed over.")).to_be_visible()


def change_the_one_time_password(newcomer: Site, password: str) -> None:
    """Finds nothing but its change, whatever page is asked for."""
    page = newcomer.open("clients")
    expect(page.get_by_role("heading", name="Choose your own password")).to_be_visible()
    newcomer.assert_accessible()
    page.get_by_label("Current password").fill(password)
    for chosen in ("qwertyuiop12", "violet tram repairs seven"):
        page.get_by_label(re.compile("^New password(?! again)")).fill(chosen)
        page.get_by_label("New password again").fill(chosen)
        with page.expect_response("**/auth/password"):
            page.get_by_role("button", name="Change password").click()
        if chosen.startswith("qwerty"):
            expect(page.get_by_text("This is easy to guess")).to_be_visible()
    expect(page.get_by_role("heading", name="Choose your own password")).to_have_count(0)


def test_clients_are_handed_over_by_an_explicit_choice(site, people):
    team = people.team(clients=2)
    site.log_in(people.staff("admin"))
    page = site.open("managers")
    name = f"{team.manager.last_name} {team.manager.first_name}"
    page.get_by_role("button", name=f"Revoke access and hand over clients: {name}").click()
    dialog = page.get_by_role("dialog")
    button = dialog.get_by_role("button", name="Revoke access and hand over clients")
    expect(button).to_be_disabled()
    dialog.get_by_label("Hand clients over to").select_option("nobody")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text("Access revoked. 2 clients handed over.")).to_be_visible()
    site.open("users?who=dismissed&q=" + team.manager.last_name)
    row = page.get_by_role("row", name=team.manager.credentials["login"])
    expect(row).to_contain_text("access closed")
    expect(row.get_by_role("button")).to_have_count(0)


def test_an_admin_makes_a_user_locks_them_out_and_dismisses_a_manager(
    browser, deployed, site, people
):
    page, last_name = site.page, new_name()
    name = f"{last_name} Ян"
    site.log_in(people.staff("admin"))
    credentials = add_manager(site, last_name)
    row = page.get_by_role("row", name=credentials["login"])
    with visit(browser, deployed) as newcomer:
        user = newcomer.enter(credentials)
        people.adopt(user["id"])
        change_the_one_time_password(newcomer, credentials["password"])
        newcomer.open("clients")
        expect(newcomer.page.get_by_text("You have no clients yet.")).to_be_visible()

        page.get_by_label("Search by name or login").fill(credentials["login"])
        act_on(page, name, "Lock")
        page.get_by_role("button", name="Lock", exact=True).click()
        expect(row).to_contain_text("locked")
        newcomer.open("clients")
        expect(newcomer.page.get_by_label(PASSWORD)).to_be_visible()

    act_on(page, name, "Unlock")
    expect(row).to_contain_text("active")
    site.reload()
    expect(row).to_contain_text("active")  # the search stands in the address
    dismiss(site, name)
    for action, (said, whom) in JOURNAL.items():
        site.open(f"journal?action={action}")
        subject = whom.format(user=user["id"], manager=user["manager_id"])
        event = page.get_by_role("row").filter(has=page.get_by_text(subject, exact=True))
        expect(event).to_contain_text(said)
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download as CSV").click()
    written = Path(downloaded.value.path()).read_text("utf-8-sig").splitlines()
    assert written[0] == "When,Employee,Action,Object,Changes"
    assert any(subject in line for line in written[1:])


@pytest.mark.disruptive  # "Retry all" sends everybody's
def test_an_admin_sees_dead_letters_and_sends_them_again(deployed, site, people):
    remove_all_letters(deployed)
    correlation_id = f"letter-{uuid4()}"
    score_ids = people.pending_scores(people.client(), swept=False)
    letter = deployed.message(*score_ids, correlation_id=correlation_id)
    deployed.send(letter, queue="dlq_url")
    site.log_in(people.staff("admin"))
    page = site.open("dead-letters")
    row = page.get_by_role("row", name=correlation_id)
    expect(row).to_contain_text("pending")
    site.assert_accessible()
    page.get_by_role("button", name="Retry all").click()
    expect(page.get_by_text(re.compile("being retried"))).to_be_visible()
    expect(row).to_have_count(0)
    expect(page.get_by_text("None: every job was processed")).to_be_visible()
    people.wait_for(score_ids)
