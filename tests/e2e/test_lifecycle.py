"""People get a login, another manager and an end of the relation, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import PASSWORD, Site, visit

CHOSEN = "violet tram repairs seven"


def invite(office: Site, client_id: int) -> str:
    """Makes the link of a client without a login."""
    page = office.open(f"clients/{client_id}")
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("dialog").get_by_label("Link")
    expect(link).to_contain_text("#/invitation/")
    office.assert_accessible()
    office.screenshot("invite")
    return link.inner_text()


def open_link(home: Site, link: str) -> Page:
    home.page.goto("about:blank")
    home.page.goto(link)
    return home.settle()


def choose_password(home: Site, link: str) -> None:
    """Makes the login of an invited person, in Russian."""
    page = open_link(home, link)
    home.assert_accessible()
    home.assert_fits(390)
    home.screenshot("invitation-390")
    page.get_by_label("Пароль").first.fill(CHOSEN)
    page.get_by_label("Пароль ещё раз").fill(f"{CHOSEN}!")
    page.get_by_role("button", name="Создать вход").click()
    expect(page.get_by_label("Пароль ещё раз")).to_be_focused()
    page.get_by_label("Пароль ещё раз").fill(CHOSEN)
    page.get_by_role("button", name="Создать вход").click()
    expect(page.get_by_text("Вход создан")).to_be_visible()
    home.assert_accessible()


def test_an_invited_borrower_gets_a_login_by_a_link_that_works_once(browser, deployed, people):
    manager = people.staff("manager")
    client = people.without_login(manager)
    with visit(browser, deployed) as office:
        office.log_in(manager)
        link = invite(office, client.client_id)
    with visit(browser, deployed, "ru", 390) as home:
        choose_password(home, link)
        home.page.get_by_role("link", name="Войти").click()
        home.page.get_by_label("Пароль").first.fill(CHOSEN)
        home.page.get_by_role("button", name="Войти").click()
        expect(home.page.get_by_role("heading", name="Мой рейтинг")).to_be_visible()
        user = home.ask("auth/me")
        people.adopt(user["id"])
        home.settle()
        expect(home.page.get_by_role("heading", name="Мои контакты")).to_be_visible()
        expect(home.page.get_by_text(user["login"], exact=True).first).to_be_visible()
        home.assert_accessible()
        home.screenshot("invited-rating-390")
    with visit(browser, deployed, "ru", 390) as late:
        page = open_link(late, link)
        expect(page.get_by_role("alert")).to_contain_text("Ссылка уже использована")
        expect(page.get_by_role("alert")).to_contain_text("сообщите менеджеру")
        expect(page.get_by_role("link", name="Войти")).to_be_visible()
        late.assert_accessible()
        late.screenshot("invitation-used-390")
    with visit(browser, deployed) as office:
        office.log_in(manager)
        page = office.open(f"clients/{client.client_id}")
        expect(page.get_by_text(user["login"], exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Invite")).to_have_count(0)


def choose_managers(page: Page, *names: str) -> None:
    dialog = page.get_by_role("dialog")
    box = dialog.get_by_role("combobox", name="Managers")
    for name in names:
        box.fill(name)
        page.get_by_role("option", name=re.compile(name)).click()
    page.keyboard.press("Tab")


@pytest.mark.disruptive  # whoever has no manager gets one
def test_an_administrator_hands_out_clients_of_nobody_evenly(site, people):
    managers = [people.staff("manager") for _ in range(2)]
    for _ in range(4):
        people.client()
    site.log_in(people.staff("admin"))
    total = site.ask("clients?manager=none&limit=1")["total"]
    page = site.open("clients?scope=nobodys")
    page.get_by_role("button", name=f"Hand out all {total} clients").click()
    choose_managers(page, *(manager.last_name for manager in managers))
    expect(page.get_by_text(f"About {(total + 1) // 2} each")).to_be_visible()
    site.assert_accessible()
    site.screenshot("hand-out")
    page.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    expect(page.get_by_text(f"{total} clients handed over.")).to_be_visible()
    expect(page.get_by_text("Every client has a manager.")).to_be_visible()
    site.assert_accessible()
    has = {one["id"]: one["client_count"] for one in site.ask("managers")}
    counts = sorted(has[manager.manager_id] for manager in managers)
    assert sum(counts) == total
    assert counts[1] - counts[0] <= 1


def test_a_manager_hands_selected_clients_over(site, people):
    team, other = people.team(clients=2), people.staff("manager")
    site.log_in(team.manager)
    page = site.open("clients")
    for client in team.clients:
        page.get_by_role("checkbox", name=f"Select {client.name}").click()
    page.get_by_role("button", name="Hand over selected (2)").click()
    choose_managers(page, other.last_name)
    site.assert_accessible()
    page.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("2 clients handed over.")).to_be_visible()
    expect(page.locator("tr.client-row")).to_have_count(0)
    page = site.open(f"clients/{team.clients[0].client_id}")
    expect(page.get_by_role("button", name="End relation")).to_have_count(0)


def end_relation(office: Site, client_id: int) -> None:
    """Ends it although a credit is not paid off, which has to be said."""
    page = office.open(f"clients/{client_id}")
    page.get_by_role("button", name="End relation").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("Moved to another lender.")
    dialog.get_by_role("button", name="End relation").click()
    expect(dialog.get_by_text("A credit is not paid off yet.")).to_be_visible()
    expect(dialog.get_by_role("button", name="End relation")).to_be_disabled()
    office.assert_accessible()
    office.screenshot("closing")
    dialog.get_by_label("End the relation nonetheless").check()
    dialog.get_by_role("button", name="End relation").click()
    expect(page.get_by_text("The relation ended on")).to_be_visible()
    office.settle()
    office.assert_accessible()
    office.screenshot("closed-card")


def test_a_relation_ends_with_its_login_and_is_resumed_by_an_administrator(
    browser, deployed, people
):
    team = people.team(clients=2, histories=["0" * 24])
    client = team.clients[0]
    with (
        visit(browser, deployed) as office,
        visit(browser, deployed) as home,
        visit(browser, deployed) as chief,
    ):
        office.log_in(team.manager)
        home.log_in(client)
        home.open("rating")
        end_relation(office, client.client_id)
        page = office.open("clients")
        expect(page.locator("tr.client-row")).to_have_count(1)
        page = office.open("clients?standing=closed")
        expect(page.get_by_role("link", name=client.name)).to_be_visible()

        page = home.open("login")  # the session is over, and a new one is refused
        page.get_by_label("Login").fill(client.credentials["login"])
        page.get_by_label(PASSWORD).fill(client.credentials["password"])
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        home.screenshot("closed-login")

        chief.log_in(people.staff("admin"))
        page = chief.open(f"clients/{client.client_id}")
        page.get_by_role("button", name="Resume relation").click()
        chief.assert_accessible()
        page.get_by_role("dialog").get_by_role("button", name="Resume relation").click()
        expect(page.get_by_text("Relation resumed.")).to_be_visible()
        expect(page.get_by_text("The relation ended on")).to_have_count(0)

        page = home.page
        page.get_by_label(PASSWORD).fill(client.credentials["password"])
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="My rating")).to_be_visible()
