"""The site in a real browser: what each role does there, and what goes wrong meanwhile."""

import re
from collections.abc import Iterator
from time import monotonic
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import Site, start_browser, visit

PAGES = {
    "nobody": ["login"],
    "client": ["rating", "account", "clients"],
    "manager": [
        "clients",
        "clients?scope=all&sort=-proba",
        "clients/{client}",
        "clients/{client}/edit",
    ],
    "underwriter": ["clients", "clients/{client}"],
    "analyst": ["clients?freshness=current"],
    "admin": ["users", "managers", "dead-letters", "journal", "no-such-page", "clients/999999"],
}
VIEWS = [(role, path) for role, paths in PAGES.items() for path in paths]
ONE_SECOND_MILLISECONDS = 1_000
PASSWORD = re.compile("^Password")


def name_of(path: str) -> str:
    return re.sub(r"[^a-z]+", "-", path).strip("-")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with start_browser() as browser:
        yield browser


@pytest.fixture
def site(browser, deployed) -> Iterator[Site]:
    with visit(browser, deployed) as site:
        yield site


@pytest.fixture(scope="module")
def own_client(deployed) -> int:
    """A client of the demo manager who has a score to show."""
    [[client_id]] = deployed.query(
        "SELECT c.id FROM clients c JOIN managers m ON m.id = c.manager_id"
        " JOIN users u ON u.id = m.user_id WHERE u.login = %s ORDER BY c.id DESC LIMIT 1",
        next(u["login"] for u in deployed.description["users"] if u["role"] == "manager"),
    )
    return client_id


@pytest.mark.parametrize(("role", "path"), VIEWS, ids=name_of)
def test_every_page_is_accessible_and_fits_the_screen(browser, deployed, own_client, role, path):
    for language in ("ru", "en"):
        for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
            with visit(browser, deployed, language, width, color_scheme=scheme) as site:
                if role != "nobody":
                    site.log_in(role)
                site.open(path.format(client=own_client))
                site.screenshot(f"{role}-{name_of(path)}-{language}-{width}-{scheme}")
                assert site.page.evaluate("document.documentElement.lang") == language
                assert site.page.evaluate("document.documentElement.scrollWidth") <= width
                assert site.accessibility_faults() == [], (language, width, scheme)


def test_a_wide_screen_is_used_up_to_1920(browser, deployed, own_client):
    with visit(browser, deployed, width=1920) as site:
        site.log_in("manager")
        site.open("clients")
        assert site.page.evaluate("document.documentElement.scrollWidth") <= 1920


def test_a_borrower_logs_in_by_keyboard_and_gets_a_new_score_within_a_second(site):
    page = site.page
    site.open("login")
    credentials = site.credentials("client")
    page.keyboard.type(credentials["login"])  # the field has the focus already
    page.keyboard.press("Tab")
    page.keyboard.type(credentials["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My rating")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Rating"))).to_be_visible()
    expect(page.get_by_role("heading", name="What lowers your rating")).to_be_visible()

    update = page.get_by_role("button", name="Update my score")
    took = []
    for _ in range(4):
        before = len(known_scores(site))
        update.focus()
        started = monotonic()
        page.keyboard.press("Enter")
        expect(page.get_by_text("The score is new.")).to_be_visible()
        took.append((monotonic() - started) * 1_000)
        assert len(known_scores(site)) == before + 1
        expect(update).to_be_enabled()
        page.reload()
        page.wait_for_load_state("networkidle")
    assert sorted(took)[1] < ONE_SECOND_MILLISECONDS, took
    expect(page.locator(".recharts-line")).to_be_attached()  # the history is drawn by now


def known_scores(site: Site) -> list[str]:
    dashboard = site.context.request.get(f"{site.url}api/me/dashboard").json()
    return [score["id"] for score in dashboard["scores"] if score["status"] == "done"]


def test_a_wrong_password_is_explained_and_further_ones_are_slowed(site):
    page = site.page
    site.open("login")
    page.get_by_label("Login").fill(f"nobody-{uuid4().hex}")
    page.get_by_label(PASSWORD).fill("wrong")
    for _ in range(5):
        with page.expect_response("**/auth/login"):
            page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_contain_text("Login or password is wrong.")
    while "wrong" in page.get_by_role("alert").inner_text():
        with page.expect_response("**/auth/login"):
            page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("Too many attempts")
    expect(page.get_by_role("button", name="Log in")).to_be_disabled()
    expect(page.get_by_role("alert")).to_contain_text("You can try again now.")
    expect(page.get_by_role("button", name="Log in")).to_be_enabled()


def test_demo_logins_are_offered_and_work(site):
    site.open("login")
    site.page.get_by_role("button", name="Credit manager").click()
    expect(site.page.get_by_role("heading", name="Clients")).to_be_visible()


def test_an_ended_session_leads_to_login_and_back_to_the_page(site, own_client):
    page = site.page
    user = site.log_in("manager")
    site.open("clients")
    site.deployed.query("DELETE FROM sessions WHERE user_id = %s", user["id"])
    page.goto(f"{site.url}#/clients/{own_client}")
    expect(page.get_by_text("your session has ended")).to_be_visible()
    credentials = site.credentials("manager")
    page.get_by_label("Login").fill(credentials["login"])
    page.get_by_label(PASSWORD).fill(credentials["password"])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text(f"Client {own_client}")).to_be_visible()
    assert page.url.endswith(f"#/clients/{own_client}")


def test_nothing_of_a_person_stays_in_the_browser_after_logging_out(site):
    page = site.page
    site.log_in("client")
    site.open("rating")
    page.get_by_role("button", name=re.compile("^Account of")).click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    stored = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert set(stored) <= {"language", "mantine-color-scheme-value"}
    page.go_back()
    expect(page.get_by_label(PASSWORD)).to_be_visible()


def test_a_name_that_is_a_script_is_only_a_name(site, own_client):
    page = site.page
    evil = "<img src=x onerror='window.hacked = 1'>"
    [[user_id, first_name]] = site.deployed.query(
        "SELECT u.id, u.first_name FROM users u JOIN clients c ON c.user_id = u.id WHERE c.id = %s",
        own_client,
    )
    site.deployed.query("UPDATE users SET first_name = %s WHERE id = %s", evil, user_id)
    try:
        site.log_in("manager")
        for path in ("clients", f"clients/{own_client}", f"clients/{own_client}/edit"):
            site.open(path)
            expect(page.get_by_text(evil).first).to_be_visible()
        assert page.evaluate("window.hacked") is None
    finally:
        site.deployed.query("UPDATE users SET first_name = %s WHERE id = %s", first_name, user_id)


def test_a_network_cut_while_a_score_is_pending_is_survived(site):
    page, deployed = site.page, site.deployed
    user = site.log_in("client")
    score_id = pending_score(deployed, user)
    site.open("rating")
    expect(page.get_by_text(re.compile("Being scored|In the queue"))).to_be_visible()
    site.context.set_offline(True)
    expect(page.get_by_text("The connection is away.")).to_be_visible()
    deployed.send(deployed.message(score_id))  # the service goes on meanwhile
    expect(page.locator(".updating").first).to_be_attached()  # the old value is not shown as new
    site.context.set_offline(False)
    expect(page.get_by_text("The connection is away.")).to_be_hidden()
    expect(page.locator(".updating")).to_have_count(0)
    assert known_scores(site)[0] == score_id


@pytest.mark.parametrize("width", [360, 1280])
def test_who_waits_longer_than_usual_is_told_that_nothing_is_lost(browser, deployed, width):
    with visit(browser, deployed, width=width) as site:
        user = site.log_in("client")
        score_id = pending_score(deployed, user)
        deployed.query(
            "UPDATE scores SET requested_at = now() - interval '15 seconds' WHERE id = %s", score_id
        )
        site.open("rating")
        told = site.page.get_by_text("Nothing is lost: you may leave the page.")
        expect(told).to_be_visible()
        assert site.page.evaluate("document.documentElement.scrollWidth") <= width
        assert site.accessibility_faults() == []
        site.screenshot(f"client-delayed-en-{width}-light")
        deployed.send(deployed.message(score_id))
        expect(told).to_be_hidden()
        assert known_scores(site)[0] == score_id


def pending_score(deployed, user) -> str:
    """A score of this client whose message is not sent yet."""
    from uuid6 import uuid7

    score_id = str(uuid7())
    deployed.query(
        "INSERT INTO scores (id, client_id, requested_by) VALUES (%s, %s, %s)",
        score_id,
        user["client_id"],
        user["id"],
    )
    return score_id


def test_a_manager_finds_sorts_filters_and_goes_back(site):
    page = site.page
    site.log_in("manager")
    site.open("clients")
    rows = page.locator("tr.client-row")
    mine = rows.count()
    page.keyboard.press("/")
    expect(page.get_by_label("Search")).to_be_focused()
    name = rows.first.locator("a").inner_text()
    page.keyboard.type(name)
    expect(rows).to_have_count(1)
    assert "q=" in page.url
    page.get_by_label("Search").fill("")
    expect(rows).to_have_count(mine)

    page.get_by_role("button", name="Rating").click()
    page.get_by_role("button", name="Rating").click()
    expect(page.get_by_role("columnheader", name="Rating")).to_have_attribute(
        "aria-sort", "ascending"
    )
    probas = [row["proba"] for row in listed(site, "sort=-proba")]
    assert probas == sorted(probas, reverse=True)

    page.get_by_text("All", exact=True).click()
    expect(page.get_by_role("columnheader", name="Manager")).to_be_visible()
    expect(rows).to_have_count(25)
    page.get_by_role("button", name="Next page").click()
    expect(page).to_have_url(re.compile("page=2"))
    rows.first.locator("a").click()
    expect(page.get_by_role("link", name="← Clients")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("scope=all.*page=2"))
    expect(rows).to_have_count(25)


def test_the_list_is_walked_by_keyboard(site):
    page = site.page
    site.log_in("manager")
    site.open("clients")
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


def listed(site: Site, query: str = "") -> list[dict]:
    answer = site.context.request.get(f"{site.url}api/clients?manager=me&page_size=25&{query}")
    return answer.json()["items"]


def test_filters_come_from_the_service(site, own_client):
    page = site.page
    site.log_in("manager")
    grade = listed(site)[0]["grade"]
    wanted = [row for row in listed(site) if row["grade"] == grade]
    site.open(f"clients?grade={grade}")
    expect(page.locator("tr.client-row")).to_have_count(len(wanted))
    site.open("clients?decision=decline&freshness=unscored")
    expect(page.get_by_text("No client fits.")).to_be_visible()


def test_a_manager_edits_sees_what_is_stale_and_rescores(site, own_client):
    page = site.page
    site.log_in("manager")
    site.open(f"clients/{own_client}/edit")
    page.get_by_label("Children").fill("99")
    expect(page.get_by_text("Between 0 and 20, please.")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    before = page.get_by_label(re.compile("^Income")).input_value()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("Your changes are not saved yet")).to_be_visible()
    assert_no_faults(site)
    page.get_by_role("button", name="Stay here").first.click()

    page.get_by_label("Children").fill("2")
    page.get_by_label(re.compile("^People in the family")).fill("4")
    page.get_by_label(re.compile("^Income")).first.fill(str(int(float(before)) + 1000))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Answers were changed after this score.").first).to_be_visible()
    expect(page.get_by_text(re.compile("^was: ")).first).to_be_visible()
    assert_no_faults(site)

    site.open("clients?freshness=stale")
    expect(page.locator("tr.client-row")).to_have_count(1)
    page.locator("tr.client-row a").click()
    page.get_by_role("button", name="Update the score").click()
    expect(page.get_by_text("The score is new.")).to_be_visible()
    expect(page.get_by_text(re.compile("^was: "))).to_have_count(0)
    expect(page.get_by_text("Answers were changed after this score.")).to_have_count(0)


def assert_no_faults(site: Site) -> None:
    assert site.accessibility_faults() == []


def test_saving_and_scoring_is_one_step(site, own_client):
    page = site.page
    site.log_in("manager")
    before = site.context.request.get(f"{site.url}api/clients/{own_client}/scores").json()
    site.open(f"clients/{own_client}/edit")
    field = page.get_by_label("Home phone given")
    field.select_option("0" if field.input_value() == "1" else "1")
    page.get_by_role("button", name="Save and update the score").click()
    expect(page.get_by_text("The score is new.")).to_be_visible()
    after = site.context.request.get(f"{site.url}api/clients/{own_client}/scores").json()
    assert len(after) == len(before) + 1
    page.reload()
    page.wait_for_load_state("networkidle")
    again = site.context.request.get(f"{site.url}api/clients/{own_client}/scores").json()
    assert len(again) == len(after), "loading the page again asks for no score"


def test_of_two_who_edit_one_client_the_second_is_told(browser, deployed, site, own_client):
    page = site.page
    site.log_in("manager")
    site.open(f"clients/{own_client}/edit")
    with visit(browser, deployed) as other:
        other.log_in("admin")
        other.open(f"clients/{own_client}/edit")
        children = "1" if other.page.get_by_label("Children").input_value() != "1" else "3"
        other.page.get_by_label("Children").fill(children)
        other.page.get_by_role("button", name="Save", exact=True).click()
        expect(other.page.get_by_text("Saved.")).to_be_visible()
    page.get_by_label(re.compile("^Income")).first.fill("123456")
    page.get_by_role("button", name="Save", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Somebody else changed this client meanwhile.")
    expect(alert).to_contain_text("Children")
    expect(page.get_by_label("Children")).to_have_value(children)
    expect(page.get_by_label(re.compile("^Income")).first).to_have_value("123456")
    assert_no_faults(site)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    saved = site.context.request.get(f"{site.url}api/clients/{own_client}").json()
    assert (saved["amt_income_total"], str(saved["cnt_children"])) == ("123456.00", children)


def test_selected_and_all_own_clients_are_rescored_with_a_summary(site):
    page = site.page
    site.log_in("manager")
    site.open("clients")
    page.get_by_role("checkbox", name=re.compile("^Select ")).nth(1).check()
    page.get_by_role("button", name="Rescore selected (1)").click()
    expect(page.get_by_text("1 of 1 scored")).to_be_visible()
    expect(page.get_by_text("Better grade:")).to_be_visible()
    total = len(listed(site))
    page.get_by_role("button", name="Rescore all mine").click()
    expect(page.get_by_text(f"{total} of {total} scored")).to_be_visible()
    assert_no_faults(site)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Better grade:")).to_have_count(0)


def test_an_underwriter_reads_and_scores_but_does_not_edit(site, own_client):
    page = site.page
    site.log_in("underwriter")
    site.open(f"clients/{own_client}")
    expect(page.get_by_text("Only the client's own manager can edit.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Update the score").click()
    expect(page.get_by_text("The score is new.")).to_be_visible()


def test_an_analyst_rescores_everybody(site):
    page = site.page
    site.log_in("analyst")
    site.open("clients")
    page.get_by_role("button", name="Rescore everybody").click()
    expect(page.get_by_text("151 of 151 scored")).to_be_visible(timeout=30_000)


def test_an_admin_makes_a_user_locks_them_out_and_dismisses_a_manager(browser, deployed, site):
    page = site.page
    site.log_in("admin")
    site.open("users")
    page.get_by_role("button", name="Add a user").click()
    login = f"new-{uuid4().hex[:8]}"
    page.get_by_label("Last name").fill("Провер")
    page.get_by_label("First name").fill("Ян")
    page.get_by_role("dialog").get_by_label("Login").fill(login)
    assert_no_faults(site)
    page.get_by_role("dialog").get_by_role("button", name="Add a user").click()
    password = page.locator("pre").inner_text()
    assert_no_faults(site)
    page.get_by_role("button", name="Close").last.click()
    with visit(browser, deployed) as newcomer:
        user = newcomer.log_in_as({"login": login, "password": password})
        newcomer.open("clients")
        expect(newcomer.page.get_by_text("No client fits.")).to_be_visible()

        page.get_by_label("Search by name or login").fill(login)
        page.get_by_role("button", name="Actions for Провер Ян").click()
        page.get_by_role("menuitem", name="Lock").click()
        page.get_by_role("button", name="Lock", exact=True).click()
        expect(page.get_by_text("locked", exact=True)).to_be_visible()
        newcomer.open("clients")
        expect(newcomer.page.get_by_label(PASSWORD)).to_be_visible()

    page.get_by_role("button", name="Actions for Провер Ян").click()
    page.get_by_role("menuitem", name="Open again").click()
    expect(page.get_by_text("active", exact=True)).to_be_visible()
    site.open("managers")
    page.get_by_role("button", name="Dismiss Провер Ян").click()
    expect(page.get_by_text("Провер Ян loses access at once. 0 clients")).to_be_visible()
    assert_no_faults(site)
    page.get_by_role("dialog").get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("Dismissed. 0 clients handed over.")).to_be_visible()
    site.open("journal")
    for action in ("User added", "User locked", "User opened again", "Manager dismissed"):
        expect(page.get_by_role("cell", name=action).first).to_be_visible()
    assert user["manager_id"] is not None


def test_an_admin_sees_dead_letters_and_sends_them_again(site):
    page, deployed = site.page, site.deployed
    score_id = deployed.pending_scores(1)[0]
    deployed.send(deployed.message(score_id), queue="dlq_url")
    site.log_in("admin")
    site.open("dead-letters")
    row = page.get_by_role("row", name=re.compile("end-to-end"))
    expect(row.first).to_contain_text("pending")
    assert_no_faults(site)
    page.get_by_role("button", name="Send all again").click()
    expect(page.get_by_text(re.compile("sent again"))).to_be_visible()
    expect(page.get_by_text("There are none")).to_be_visible()


def test_the_password_is_changed_and_its_rule_is_told(site):
    page = site.page
    site.log_in("underwriter")
    site.open("account")
    password = site.credentials("underwriter")["password"]
    page.get_by_label("Present password").fill(password)
    page.get_by_label("New password", exact=False).first.fill("short")
    page.get_by_label("New password again").fill("other")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("At least 12 characters, please.")).to_be_visible()
    expect(page.get_by_text("The two do not match.")).to_be_visible()
    page.get_by_label("New password", exact=False).first.fill(password)
    page.get_by_label("New password again").fill(password)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()


def test_a_page_of_another_role_is_refused_in_words(site):
    site.log_in("client")
    site.open("users")
    expect(site.page.get_by_text("This is not for your role.")).to_be_visible()


def test_while_the_service_is_away_the_page_says_so_and_recovers(site, request, own_client):
    page = site.page
    site.log_in("manager")
    site.open("clients")
    request.getfixturevalue("database_away")
    page.goto(f"{site.url}#/clients/{own_client}")
    expect(page.get_by_text("The service is busy or being updated.")).to_be_visible(timeout=20_000)
    site.deployed.host.start_database()
    expect(page.get_by_text(f"Client {own_client}")).to_be_visible(timeout=30_000)


def test_language_and_colours_are_chosen_and_kept(site):
    page = site.page
    site.open("login")
    page.get_by_role("button", name="RU").click()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    page.get_by_role("button", name="Тёмная тема").click()
    page.reload()
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.mantineColorScheme") == "dark"


def test_the_card_prints_without_what_is_only_for_the_screen(site, own_client):
    page = site.page
    site.log_in("manager")
    site.open(f"clients/{own_client}")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Update the score")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("heading", name="Reasons")).to_be_visible()
    site.screenshot("print-card")
