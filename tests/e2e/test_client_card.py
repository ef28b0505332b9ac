"""One client in a real browser: the card, the edit, the new score."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Site, visit
from tests.e2e.makers import DEFAULTED, NO_MONTHS, PUNCTUAL, SHORT

INCOME = re.compile("^Annual income")
SILENT = "nobody knows how the client stands today"
OUTDATED = "The data used by this score, or the model or policy, changed after it was calculated."


def income(page: Page):
    return page.get_by_label(INCOME).first


def save(page: Page):
    return page.get_by_role("button", name="Save", exact=True)


def scores_of(site: Site, client_id: int) -> list[dict]:
    scores: list[dict] = site.ask(f"clients/{client_id}/scores")
    return scores


def test_a_name_that_is_a_script_is_only_a_name(site, people):
    evil = "<img src=x onerror='window.hacked = 1'>"
    team = people.team(clients=1)
    [client] = team.clients
    people.rename(client, evil)
    site.log_in(team.manager)
    card = f"clients/{client.client_id}"
    for path in ("clients", card, f"{card}/edit"):
        page = site.open(path)
        expect(page.get_by_text(evil).first).to_be_visible()
    assert page.evaluate("window.hacked") is None


def test_a_manager_edits_sees_what_is_stale_and_rescores(site, people):
    team = people.team(clients=2, histories=[SHORT])  # the short-history model reads answers
    client = team.clients[0]
    site.log_in(team.manager)
    page = site.open(f"clients/{client.client_id}/edit")
    before = income(page).input_value()
    page.get_by_label("Children").fill("99")
    expect(page.get_by_text("Enter a value from 0 to 20.")).to_be_visible()
    expect(save(page)).to_be_disabled()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("Your changes are not saved")).to_be_visible()
    site.assert_accessible()
    page.get_by_role("button", name="Stay here").first.click()

    page.get_by_label("Children").fill("2")
    page.get_by_label(re.compile("^Household size")).fill("4")
    income(page).fill(str(int(float(before)) + 1000))
    save(page).click()
    expect(page.get_by_text(OUTDATED).first).to_be_visible()
    expect(page.get_by_text(re.compile("^was: ")).first).to_be_visible()
    site.settle()
    site.assert_accessible()

    site.open("clients?freshness=stale")
    expect(page.locator("tr.client-row")).to_have_count(1)
    page.get_by_role("link", name=client.name).click()
    page.get_by_role("button", name="Update the score").click()
    expect(page.get_by_text("Score updated.")).to_be_visible()
    expect(page.get_by_text(re.compile("^was: "))).to_have_count(0)
    expect(page.get_by_text(OUTDATED)).to_have_count(0)


def test_saving_and_scoring_is_one_step(site, people):
    team = people.team(clients=1)
    client_id = team.clients[0].client_id
    site.log_in(team.manager)
    before = scores_of(site, client_id)
    page = site.open(f"clients/{client_id}/edit")
    field = page.get_by_label("Home phone given")
    field.select_option("0" if field.input_value() == "1" else "1")
    page.get_by_role("button", name="Save and update the score").click()
    expect(page.get_by_text("Score updated.")).to_be_visible()
    after = scores_of(site, client_id)
    assert len(after) == len(before) + 1
    site.reload()
    again = scores_of(site, client_id)
    assert len(again) == len(after), "loading the page again asks for no score"


def test_of_two_who_edit_one_client_the_second_is_told(browser, deployed, site, people):
    team = people.team(clients=1)
    client_id = team.clients[0].client_id
    edit = f"clients/{client_id}/edit"
    site.log_in(team.manager)
    page = site.open(edit)
    with visit(browser, deployed) as other:
        other.log_in(people.staff("admin"))
        other.open(edit).get_by_label("Children").fill("0")
        save(other.page).click()
        expect(other.page.get_by_text("Saved.")).to_be_visible()
    income(page).fill("123456")
    save(page).click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Someone else updated this client while you were editing.")
    expect(alert).to_contain_text("Children")
    expect(page.get_by_label("Children")).to_have_value("0")
    expect(income(page)).to_have_value("123456")
    site.assert_accessible()
    save(page).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    saved = site.ask(f"clients/{client_id}")
    assert (saved["amt_income_total"], saved["cnt_children"]) == ("123456.00", 0)


def test_an_underwriter_reads_and_scores_but_does_not_edit(site, people):
    client = people.team(clients=1).clients[0]
    site.log_in(people.staff("underwriter"))
    page = site.open(f"clients/{client.client_id}")
    expect(page.get_by_text("Read-only: edited by the client's manager.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Update the score").click()
    expect(page.get_by_text("Score updated.")).to_be_visible()


def test_who_is_90_days_late_is_in_default_with_a_sum_and_without_a_next_payment(site, people):
    team = people.team(clients=1, histories=[DEFAULTED])
    [client] = team.clients
    site.log_in(team.manager)
    [score] = scores_of(site, client.client_id)
    assert (score["grade"], score["proba"], score["model"]) == ("default", 1.0, None)
    page = site.open(f"clients/{client.client_id}")
    expect(page.get_by_text("In default: 90 or more days past due").first).to_be_visible()
    expect(page.get_by_text("Overdue: RUB 87,545.00.").first).to_be_visible()
    expect(page.get_by_text("Next payment")).to_have_count(0)
    expect(page.get_by_role("img", name=re.compile("^Points"))).to_have_count(0)
    site.settle()
    site.assert_accessible()
    site.screenshot("card-default")


def test_of_whom_there_is_not_enough_to_tell_staff_read_so_and_the_borrower_no_number(site, people):
    team = people.team(clients=1, histories=[NO_MONTHS])
    [client] = team.clients
    site.log_in(team.manager)
    [score] = scores_of(site, client.client_id)
    assert (score["grade"], score["points"], score["model"]) == ("unknown", None, "segment")
    page = site.open("clients?grade=unknown")
    expect(page.locator("tr.client-row")).to_contain_text("Insufficient data")
    page = site.open(f"clients/{client.client_id}")
    expect(page.get_by_text("Insufficient data", exact=True)).to_be_visible()
    expect(
        page.get_by_text(re.compile("^Average for people without a payment history"))
    ).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Points"))).to_have_count(0)
    site.settle()
    site.assert_accessible()
    site.log_in(client)
    page = site.open("rating")
    expect(page.get_by_text(re.compile("no rating can be given"))).to_be_visible()
    expect(page.get_by_text("within 12 months")).to_have_count(0)
    site.settle()
    site.assert_accessible()


def test_each_credit_has_its_own_heading_and_a_closed_one_says_so(site, people):
    team = people.team(clients=1, histories=[PUNCTUAL])
    [client] = team.clients
    people.credit(client.client_id, "0" * 8)
    site.log_in(team.manager)
    page = site.open(f"clients/{client.client_id}")
    headings = page.get_by_role("heading", name=re.compile(r"^Credit \d+: RUB 900,000"))
    expect(headings).to_have_count(2)
    expect(page.get_by_text(re.compile("^Next payment"))).to_have_count(1)
    site.settle()
    site.assert_accessible()
    site.screenshot("card-two-credits")


def test_a_client_whose_payments_fell_silent_is_said_to_be(site, people):
    """Also right after a score: none ends a silence."""
    manager = people.staff("manager")
    silent = people.client(manager, history="0" * 12, newest=12)
    heard = people.client(manager, history="0" * 12)
    people.score(silent, heard)
    site.log_in(manager)
    page = site.open("clients?freshness=silent")
    expect(page.locator("tr.client-row")).to_have_count(1)
    page.get_by_role("link", name=silent.name).click()
    expect(page.get_by_role("status").filter(has_text=SILENT)).to_be_visible()
    [score] = scores_of(site, silent.client_id)
    assert score["decision"] == "review"
    assert "SILENT" in {reason["code"] for reason in score["reasons"]}
    site.open(f"clients/{heard.client_id}")
    expect(page.get_by_text(SILENT)).to_have_count(0)
