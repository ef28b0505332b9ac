"""Underwriters decide: from a borrower's application to a signed decision, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Site, visit

# So much a month from an income of 13 125 roubles: a knock-out rule declines it
AMOUNT, MONTHS = "4 900 000", "12"
RATIONALE = "Квартира в залоге покрывает долг трижды, оценка приложена к делу."
MOST_TABS = 60
# Whoever has decided takes the next case, and that may be another test's: these run alone
pytestmark = pytest.mark.disruptive


@pytest.fixture
def manager(people):
    return people.staff("manager")


@pytest.fixture
def applied(browser, deployed, people, manager):
    """A borrower who applies for more than the policy allows: a case that is to be declined."""
    borrower = people.client(manager)
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(borrower)
        page = site.open("apply")
        page.get_by_role("button", name="Подать заявку на кредит").click()
        page.get_by_label("Сумма", exact=True).fill(AMOUNT)
        page.get_by_label("Срок, месяцев").fill(MONTHS)
        page.get_by_label("Цель").select_option("home")
        step = page.get_by_role("navigation", name="Шаги заявки")
        step.get_by_role("button", name="Клиент").click()
        page.get_by_label("Телефон", exact=True).fill("+7 916 123-45-67")
        page.get_by_label("Дата согласия").fill("2026-11-01")
        step.get_by_role("button", name="Проверка").click()
        page.get_by_role("button", name="Отправить заявку").click()
        expect(page.get_by_text("Заявка получена.")).to_be_visible()
    return borrower


def row(page: Page, name: str) -> Locator:
    """The link of an applicant in the queue, once the case is there: the list reads itself anew."""
    link = page.get_by_role("link", name=re.compile(name))
    expect(link).to_be_visible()
    return link


def tab_to(page: Page, goal: Locator) -> None:
    """Goes on by the keyboard until something has the focus."""
    for _ in range(MOST_TABS):
        if goal.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(goal).to_be_focused()


def open_by_keyboard(site: Site, name: str) -> Page:
    """Goes down the queue with j, in a Russian layout, until the case has the focus; opens it."""
    page = site.open("queue?view=open")
    link = row(page, name)
    press_in_russian(page, "о", "KeyJ")
    for _ in range(MOST_TABS):
        if link.evaluate("node => node === document.activeElement"):
            break
        press_in_russian(page, "о", "KeyJ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("Заявка №"))).to_be_visible()
    return site.settle()


def press_in_russian(page: Page, key: str, code: str) -> None:
    page.evaluate(
        "([key, code]) => (document.activeElement ?? document.body).dispatchEvent("
        "new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))",
        [key, code],
    )


def choose(page: Page, key: str) -> None:
    """Chooses a decision once the case is the reader's, which takes a moment."""
    expect(page.get_by_role("radio").first).to_be_visible()
    page.keyboard.press(key)


def look_at(site: Site, width: int, name: str) -> None:
    site.settle()
    site.assert_accessible()
    site.assert_fits(width)
    site.screenshot(f"{name}-{width}")


def test_a_decision_against_the_recommendation_is_explained_and_signed_by_keyboard_alone(
    browser, deployed, people, applied
):
    first, second = people.staff("underwriter"), people.staff("underwriter")
    with visit(browser, deployed, "ru") as site:
        site.log_in(first)
        page = site.open("")
        expect(page.get_by_role("heading", name="Очередь")).to_be_visible()
        look_at(site, 1280, "queue")
        page = open_by_keyboard(site, applied.last_name)
        look_at(site, 1280, "case")
        choose(page, "1")
        expect(page.get_by_text("Это против рекомендации")).to_be_visible()
        expect(page.get_by_text("Нужна вторая подпись")).to_be_visible()
        page.keyboard.press("Control+Enter")  # nothing yet: it has to be explained
        tab_to(page, page.get_by_label("Причина"))
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("Причина")).to_have_value("collateral")
        tab_to(page, page.get_by_label("Своими словами"))
        page.keyboard.type(RATIONALE)
        site.reload()
        expect(page.get_by_label("Своими словами")).to_have_value(RATIONALE)
        look_at(site, 1280, "case-override")
        expect(page.get_by_role("button", name="Отправить на вторую подпись")).to_be_enabled()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("отправлено на вторую подпись")).to_be_visible()
        look_at(site, 1280, "queue-after")
        page = site.open("my-decisions")
        expect(page.get_by_text("Залог")).to_be_visible()
        look_at(site, 1280, "my-decisions")
    with visit(browser, deployed, "ru") as site:
        site.log_in(second)
        page = open_by_keyboard(site, applied.last_name)
        expect(page.get_by_text(RATIONALE).first).to_be_visible()
        expect(page.get_by_role("radio")).to_have_count(0)
        look_at(site, 1280, "case-second")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text(re.compile("подписано"))).to_be_visible()


def decline_on_a_phone(site: Site, name: str) -> None:
    page = site.open("queue?view=open")
    row(page, name)
    look_at(site, 390, "queue")
    row(page, name).click()
    page.get_by_role("tab", name="Grounds").click()
    look_at(site, 390, "case-grounds")
    page.get_by_role("button", name="Decide").click()
    page.get_by_role("radio", name="Decline").check()
    page.get_by_role("checkbox").first.check()
    look_at(site, 390, "case-decline")
    page.get_by_role("button", name="Decide and take the next").click()
    expect(page.get_by_text("decision recorded")).to_be_visible()
    page = site.open("my-decisions")
    expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()
    look_at(site, 390, "my-decisions")


def write_notice(site: Site, name: str) -> None:
    page = site.open("notices")
    page.get_by_role("link", name=re.compile(name)).click()
    page.get_by_role("button", name="Write the letter").click()
    page.get_by_role("button", name="Note as sent").click()
    expect(page.get_by_role("button", name="Note as delivered")).to_be_visible()


def object_to_it(site: Site) -> None:
    page = site.open("my-notices")
    page.get_by_role("link", name="Открыть уведомление").click()
    page.get_by_role("button", name="Возразить").click()
    page.get_by_label("С чем вы не согласны").fill("Мне подошёл бы и меньший кредит.")
    page.get_by_role("button", name="Отправить возражение").click()
    expect(page.get_by_text("Возражение отправлено.")).to_be_visible()


def offer_less(site: Site, name: str) -> None:
    """Another person changes the decision: a smaller credit, which one signs alone."""
    page = open_by_keyboard(site, name)
    choose(page, "2")
    page.get_by_label("Сумма", exact=True).fill("50 000")
    page.get_by_label("Срок, месяцев").fill("36")
    page.get_by_label("Причина").select_option("known_customer")
    page.get_by_label("Своими словами").fill(RATIONALE)
    look_at(site, 1280, "case-offer")
    page.get_by_role("button", name="Решить против рекомендации").click()
    expect(page.get_by_text("решение записано")).to_be_visible()


def test_the_whole_way_from_an_application_to_a_credit(browser, deployed, people, manager, applied):
    """Declined on a phone, told why, objected to, changed by another person, accepted, issued."""
    decider, other = people.staff("underwriter"), people.staff("underwriter")
    with visit(browser, deployed, "en", 390) as site:
        site.log_in(decider)
        decline_on_a_phone(site, applied.last_name)
        write_notice(site, applied.last_name)
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(applied)
        object_to_it(site)
    with visit(browser, deployed, "ru") as site:
        site.log_in(other)
        offer_less(site, applied.last_name)
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(applied)
        page = site.open("apply")
        page.get_by_role("link", name=re.compile("№")).click()
        expect(page.get_by_text("50 000 ₽")).to_be_visible()
        look_at(site, 390, "offer")
        page.get_by_role("button", name="Принять").click()
        expect(page.get_by_text("Вы приняли предложение.")).to_be_visible()
    with visit(browser, deployed, "ru") as site:
        site.log_in(manager)
        page = site.open("applications")
        page.get_by_role("link", name=re.compile(applied.last_name)).click()
        page.get_by_role("button", name="Выдать кредит").click()
        look_at(site, 1280, "issuing")
        page.get_by_role("dialog").get_by_role("button", name="Выдать кредит").click()
        expect(page.get_by_text("Кредит выдан").first).to_be_visible()
        look_at(site, 1280, "issued")


def test_what_if_moves_its_terms_into_the_decision(browser, deployed, people, applied):
    with visit(browser, deployed, "ru") as site:
        site.log_in(people.staff("underwriter"))
        page = open_by_keyboard(site, applied.last_name)
        press_in_russian(page, "ц", "KeyW")
        drawer = page.get_by_role("dialog", name="Что, если")
        drawer.get_by_label("Сумма", exact=True).fill("50 000")
        expect(drawer.get_by_role("columnheader", name="Станет")).to_be_visible()
        look_at(site, 1280, "what-if")
        drawer.get_by_role("button", name="Применить условия").click()
        expect(page.get_by_role("radio", name="Одобрить на других условиях")).to_be_checked()
        expect(page.get_by_label("Сумма", exact=True)).to_have_value("50 000")
        kept = "Object.keys(sessionStorage).length"
        assert page.evaluate(kept) == 1
        page.goto(f"{site.url}#/logout")
        expect(page.get_by_label("Логин")).to_be_visible()
        assert page.evaluate(kept) == 0


def test_a_case_that_somebody_has_is_read_only_for_others(browser, deployed, people, applied):
    first, second = people.staff("underwriter"), people.staff("underwriter")
    with visit(browser, deployed, "en") as site:
        site.log_in(first)
        page = site.open("queue?view=open")
        row(page, applied.last_name).click()
        expect(page.get_by_text(re.compile("Reserved for you"))).to_be_visible()
        address = page.url.split("#/")[1]
        with visit(browser, deployed, "en") as other:
            other.log_in(second)
            theirs = other.open(address)
            expect(theirs.get_by_text(f"{first.name} works on this case")).to_be_visible()
            expect(theirs.get_by_role("radio")).to_have_count(0)
            look_at(other, 1280, "case-taken")
            page.get_by_role("button", name="Put it back").click()
            expect(page.get_by_text("is back in the queue")).to_be_visible()
            theirs.get_by_role("button", name="Try to take it").click()
            expect(theirs.get_by_role("radio", name="Approve", exact=True)).to_be_visible()
