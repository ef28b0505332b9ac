"""What is typed is neither lost nor falsified: numbers, sessions that end, changes that meet."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import PASSWORD, visit

INCOME = re.compile("^Income|^Annual income")


def income(page: Page):
    return page.get_by_label(INCOME).first


def save(page: Page):
    return page.get_by_role("button", name="Save", exact=True)


def edit_client(site, people):
    team = people.team(clients=1)
    client_id = team.clients[0].client_id
    site.log_in(team.manager)
    return team, client_id, site.open(f"clients/{client_id}/edit")


def test_numbers_are_read_as_the_page_writes_them(site, people):
    _, client_id, page = edit_client(site, people)
    income(page).fill("187,500")
    expect(page.get_by_text(re.compile("Read as RUB.187,500"))).to_be_visible()
    save(page).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert site.ask(f"clients/{client_id}")["amt_income_total"] == "187500.00"


def test_what_can_be_read_in_two_ways_is_asked_for(site, people):
    _, _, page = edit_client(site, people)
    income(page).fill("187.500")
    save(page).click()
    expect(income(page)).to_be_focused()
    expect(page.get_by_text("This can be 187,500 or 187.5.").first).to_be_visible()
    site.assert_accessible()


def test_a_change_of_more_than_five_times_is_confirmed(site, people):
    _, client_id, page = edit_client(site, people)
    income(page).fill("15000")
    save(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("more than five times")
    page.get_by_role("button", name="It is right, save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert site.ask(f"clients/{client_id}")["amt_income_total"] == "15000.00"


def test_a_form_outlasts_the_session_it_was_typed_in(site, people):
    team, client_id, page = edit_client(site, people)
    income(page).fill("171000")
    people.end_sessions(team.manager)
    save(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("Your session has ended")
    expect(income(page)).to_be_hidden()
    site.assert_accessible()
    page.get_by_label(PASSWORD).fill(team.manager.credentials["password"])
    page.get_by_role("button", name="Log in").click()
    expect(income(page)).to_have_value("171000")
    save(page).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert site.ask(f"clients/{client_id}")["amt_income_total"] == "171000.00"


def test_a_list_whose_session_ended_leads_to_login(site, people):
    team = people.team()
    site.log_in(team.manager)
    page = site.open("clients")
    people.end_sessions(team.manager)
    page.get_by_text("All", exact=True).click()
    expect(page.get_by_label(PASSWORD)).to_be_visible()


def test_somebody_else_in_another_tab_is_not_shown_under_the_first_name(site, people):
    team, other = people.team(), people.staff("underwriter")
    site.log_in(team.manager)
    page = site.open("clients")
    second = site.context.new_page()
    second.goto(f"{site.url}#/clients")
    expect(second.locator("h1")).to_be_visible()
    site.log_in(other)
    second.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    account = page.get_by_role("banner")  # the list below names managers
    expect(account).to_contain_text(other.last_name)
    expect(account).not_to_contain_text(team.manager.last_name)


def test_of_two_values_of_one_answer_one_chooses(browser, deployed, site, people):
    _, client_id, page = edit_client(site, people)
    with visit(browser, deployed) as other:
        other.log_in(people.staff("admin"))
        income(other.open(f"clients/{client_id}/edit")).fill("190000")
        save(other.page).click()
        expect(other.page.get_by_text("Saved.")).to_be_visible()
    income(page).fill("195,000")
    save(page).click()
    banner = page.locator("#conflict")
    expect(banner).to_be_focused()
    for amount in ("157,500", "190,000", "195,000"):
        expect(banner).to_contain_text(amount)
    site.assert_accessible()
    save(page).click()
    expect(banner).to_be_focused()  # nothing is saved before the choice
    banner.get_by_role("radio", name="Yours").check()
    save(page).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert site.ask(f"clients/{client_id}")["amt_income_total"] == "195000.00"


def test_without_storage_the_site_works(site, people):
    site.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
        "delete AbortSignal.any; delete AbortSignal.timeout;"
    )
    site.log_in(people.team().manager)
    page = site.open("clients")
    expect(page.locator("tr.client-row")).to_have_count(3)


def test_fields_that_were_filled_in_without_events_are_sent(site, people):
    person = people.staff("underwriter")
    page = site.open("login")
    set_value = "(field, text) => { field.value = text; }"
    page.get_by_label("Login").evaluate(set_value, person.credentials["login"])
    page.get_by_label(PASSWORD).evaluate(set_value, person.credentials["password"])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
