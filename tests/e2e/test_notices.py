"""A borrower is declined, reads why, prints it, objects, and reads another person's answer."""

import re

from playwright.sync_api import expect

from tests.e2e.browser import visit
from tests.e2e.deployed import eventually
from tests.e2e.makers import PUNCTUAL

LATE_60 = "2" + PUNCTUAL[1:].replace("C", "0")
WHY = "Сейчас платёж по кредиту просрочен на 60–89 дней"
SAID = "Платёж внесён вчера, квитанция на руках."
TOLD = "Платёж учтён банком сегодня: подайте новую заявку."


def apply(deployed, borrower):
    """Applies for a credit; returns the application once it waits for who decides."""
    wanted = {"amount_rub": "100000", "term_months": 12, "purpose": "consumer"}
    person = {"phone": "+79161234567", "consent_on": "2026-11-01"}
    body = {"wanted": wanted, "person": person, "submit": True}
    with deployed.log_in(borrower) as client:
        answer = client.post("/api/applications", json=body)
        assert answer.status_code == 201, answer.text
        path = f"/api/applications/{answer.json()['id']}"
        assert eventually(lambda: client.get(path).json()["state"] == "in_review", 60)
    return answer.json()


def decline(deployed, underwriter, application):
    """Declines it for what declines it."""
    with deployed.log_in(underwriter) as client:
        seen = client.get(f"/api/cases/{application['id']}").json()
        recommendation = seen["recommendation"]
        body = {
            "outcome": "decline",
            "decline_reasons": ["LATE_60_NOW"],
            "score_id": recommendation["score_id"],
            "policy_version": recommendation["policy_version"],
            "answers_sha256": recommendation["answers_sha256"],
        }
        client.post(f"/api/cases/{application['id']}/lease")
        answer = client.post(f"/api/applications/{application['id']}/decisions", json=body)
        assert answer.status_code == 200, answer.text


def write_and_send(site, borrower, number):
    """Writes the notice of an application from the list of what is due, and notes it as sent."""
    page = site.open("notices")
    row = page.get_by_role("row").filter(has_text=str(number))
    expect(row.get_by_text("не составлено")).to_be_visible()
    site.assert_accessible()
    site.screenshot("notices-1280")
    row.get_by_role("link", name=re.compile(borrower.last_name)).click()
    page.get_by_role("button", name="Составить письмо").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    page.get_by_role("button", name="Отметить отправку").click()
    expect(page.get_by_role("button", name="Отметить вручение")).to_be_visible()
    site.settle()
    site.assert_accessible()
    site.screenshot("notice-1280")


def read(site, application_id):
    """Comes from the application to the notice, on a phone."""
    page = site.open(f"apply/{application_id}")
    page.get_by_role("link", name="Почему так решено и как возразить").click()
    expect(page.get_by_role("link", name="Открыть уведомление")).to_be_visible()
    site.assert_accessible()
    site.assert_fits(390)
    site.screenshot("my-notices-390")
    page.get_by_role("link", name="Открыть уведомление").click()
    expect(page.get_by_text(WHY)).to_be_visible()
    return page


def print_out(page):
    """On paper there is the letter, and nothing to press; in each language."""
    page.emulate_media(media="print")
    expect(page.get_by_text(WHY)).to_be_visible()
    for name in ("Печать", "Возразить"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_text("Английский").click()
    expect(page.get_by_text("A payment on a credit is 60 to 89 days late now")).to_be_visible()


def object_to(site, page):
    page.get_by_role("button", name="Возразить").click()
    page.get_by_label("С чем вы не согласны").fill(SAID)
    site.assert_accessible()
    site.assert_fits(390)
    site.screenshot("objecting-390")
    page.get_by_role("button", name="Отправить возражение").click()
    expect(page.get_by_text("Возражение отправлено.")).to_be_visible()


def answer(site, borrower):
    page = site.open("notices?tab=objections")
    page.get_by_role("link", name=re.compile(borrower.last_name)).click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.get_by_label("Заключение").fill(TOLD)
    site.assert_accessible()
    site.assert_fits(390)
    site.screenshot("objection-390")
    page.get_by_role("button", name="Решение остаётся в силе").click()
    expect(page.get_by_text("Решение оставлено в силе.")).to_be_visible()


def test_a_declined_borrower_reads_why_objects_and_is_answered(browser, deployed, people):
    borrower = people.client(people.staff("manager"), history=LATE_60)
    decider, other = people.staff("underwriter"), people.staff("underwriter")
    application = apply(deployed, borrower)
    decline(deployed, decider, application)
    with visit(browser, deployed, "ru") as site:
        site.log_in(decider)
        write_and_send(site, borrower, application["number"])
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(borrower)
        page = read(site, application["id"])
        print_out(page)
        object_to(site, page)
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(other)
        answer(site, borrower)
    with visit(browser, deployed, "en") as site:
        site.log_in(borrower)
        page = site.open("my-notices")
        page.get_by_role("link", name="Read the notice").click()
        expect(page.get_by_text(TOLD)).to_be_visible()
        site.assert_accessible()
        site.screenshot("my-notice-1280")
