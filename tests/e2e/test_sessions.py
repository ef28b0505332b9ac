"""Logging in and out in a real browser, and the own account."""

import re
from uuid import uuid4

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.browser import PASSWORD, Site, visit
from tests.e2e.deployed import eventually

LONG_WAIT_SECONDS = 4  # long enough to be seen on a busy machine


def fill_in(page: Page, login: str, password: str) -> None:
    page.get_by_label("Login").fill(login)
    page.get_by_label(PASSWORD).fill(password)


def submit(page: Page) -> None:
    with page.expect_response("**/auth/login"):
        page.get_by_role("button", name="Log in").click()


def fail_until_slowed(site: Site, login: str) -> None:
    """Fails to log in until the next attempt has to wait: twice as long after each failure."""

    def must_wait() -> bool:
        answer = site.context.request.post(
            f"{site.url}api/auth/login", data={"login": login, "password": "wrong"}
        )
        wait = answer.headers.get("retry-after", "0")
        return answer.status == 429 and int(wait) >= LONG_WAIT_SECONDS

    assert eventually(must_wait)


def test_a_wrong_password_is_explained_and_further_ones_are_slowed(site, people, request):
    people.forget_attempts()  # all browsers of this suite have one address, which is counted, too
    request.addfinalizer(people.forget_attempts)
    page = site.open("login")
    login = f"nobody-{uuid4().hex}"
    fill_in(page, login, "wrong")
    alert, button = page.get_by_role("alert"), page.get_by_role("button", name="Log in")
    submit(page)  # once: what a busy gateway has the browser send again counts as well
    expect(alert.filter(has_text="Incorrect login or password.")).to_have_count(1)
    fail_until_slowed(site, login)
    submit(page)
    expect(alert.filter(has_text="Too many attempts")).to_have_count(1)
    expect(button).to_be_disabled()
    expect(alert.filter(has_text="You can try again now.")).to_have_count(1)
    expect(button).to_be_enabled()


def test_demo_logins_are_offered_and_work(site):
    page = site.open("login")
    page.get_by_role("button", name="Credit manager").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_an_ended_session_leads_to_login_and_back_to_the_page(site, people):
    team = people.team(clients=1)
    client_id = team.clients[0].client_id
    site.log_in(team.manager)
    page = site.open("clients")
    people.end_sessions(team.manager)
    # Both are refused; a refusal that came after the new login would end that one on this page, too
    with page.expect_response("**/scores"), page.expect_response(f"**/clients/{client_id}"):
        page.goto(f"{site.url}#/clients/{client_id}")
    expect(page.get_by_text("Log in to open this page.")).to_be_visible()
    fill_in(page, **team.manager.credentials)
    submit(page)
    expect(page.get_by_text(f"Client no. {client_id}", exact=True)).to_be_visible()
    assert page.url.endswith(f"#/clients/{client_id}")


def test_nothing_of_a_person_stays_in_the_browser_after_logging_out(site, people):
    site.log_in(people.borrower())
    page = site.open("rating")
    page.get_by_role("button", name=re.compile("^Account:")).click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    stored = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert set(stored) <= {"language", "mantine-color-scheme-value"}
    page.go_back()
    expect(page.get_by_label(PASSWORD)).to_be_visible()


def test_the_password_is_changed_and_its_rule_is_told(site, people):
    underwriter = people.staff("underwriter")
    password = underwriter.credentials["password"]
    site.log_in(underwriter)
    page = site.open("account")
    present = page.get_by_label("Current password")
    new = page.get_by_label(re.compile("^New password(?! again)"))
    again = page.get_by_label("New password again")
    change = page.get_by_role("button", name="Change password")
    present.fill(password)
    new.fill("short")
    again.fill("other")
    change.click()
    expect(page.get_by_text("Enter at least 12 characters.")).to_be_visible()
    expect(page.get_by_text("The passwords do not match.")).to_be_visible()
    new.fill("violet tram repairs seven")
    again.fill("violet tram repairs seven")
    present.fill("not it")
    change.click()
    expect(page.get_by_text("The current password is wrong.")).to_be_visible()
    present.fill(password)
    change.click()
    expect(page.get_by_text("Password changed.")).to_be_visible()


def test_an_authenticator_app_is_set_up_and_asked_for(browser, deployed, site, people):
    analyst = people.staff("analyst")
    site.log_in(analyst)
    page = site.open("account")
    page.get_by_label("Your password").fill(analyst.credentials["password"])
    page.get_by_role("button", name="Set up").click()
    app = pyotp.TOTP(page.get_by_label("Key for the authenticator app").inner_text())
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    site.assert_accessible()
    page.get_by_label("Code of the app").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("This is not the app's code.")).to_be_visible()
    page.get_by_label("Code of the app").fill(app.now())
    page.get_by_role("button", name="Turn on").click()
    recovery_code = page.get_by_role("list", name="Recovery codes").get_by_role("listitem").first
    code = recovery_code.inner_text()
    site.assert_accessible()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("On: logging in takes a code of the app.")).to_be_visible()
    with visit(browser, deployed) as elsewhere:
        other = elsewhere.open("login")
        fill_in(other, **analyst.credentials)
        submit(other)
        field = other.get_by_label("Code of the app")
        field.fill(code)
        elsewhere.assert_accessible()
        submit(other)
        expect(other.get_by_role("heading", name="Clients")).to_be_visible()
        site.open("account")
        page.get_by_role("button", name="End all others").click()
        expect(page.get_by_text("All other sessions have ended.")).to_be_visible()
        elsewhere.open("account")
        expect(other.get_by_label(PASSWORD)).to_be_visible()


def test_a_page_of_another_role_is_refused_in_words(site, people):
    site.log_in(people.borrower())
    page = site.open("users")
    expect(page.get_by_text("You don't have access to this page.")).to_be_visible()
