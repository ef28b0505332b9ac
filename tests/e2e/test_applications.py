"""An applicant is brought in, and a borrower applies: from the first word to the score."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.browser import visit

SAVED = re.compile("Черновик сохранён")


def step(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Шаги заявки").get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def fill_person(page: Page, last_name: str, phone: str) -> None:
    page.get_by_label("Фамилия").fill(last_name)
    page.get_by_label("Имя", exact=True).fill("Анна")
    page.get_by_label("Дата рождения").fill("1991-04-20")
    page.get_by_label("Серия и номер паспорта").fill("4509 123456")
    page.get_by_label("Телефон", exact=True).fill(phone)
    page.get_by_label("Дата согласия").fill("2026-11-01")
    page.get_by_label("Фамилия").focus()  # leaves the field before, which saves it


def fill_questionnaire(page: Page) -> None:
    page.get_by_label("Вид дохода").select_option("Working")
    page.get_by_label("Годовой доход").fill("600 000")
    page.get_by_label("Сейчас работает").select_option("yes")
    page.get_by_label("Дата начала работы").fill("2020-01-18")
    page.get_by_label("Профессия").select_option("Core staff")
    page.get_by_label("Семейное положение").select_option("Married")
    page.get_by_label("Количество детей").fill("1")
    expect(page.get_by_label("Членов семьи")).to_have_value("3")
    page.get_by_label("Жилищные условия").select_option("House / apartment")
    page.get_by_label("Есть недвижимость").select_option("Y")
    page.get_by_label("Есть автомобиль").select_option("N")
    page.get_by_label("Пол", exact=True).select_option("F")
    page.get_by_label("Образование").select_option("Higher education")
    page.get_by_label("рабочий телефон").select_option("0")


def test_a_manager_brings_in_an_applicant_and_sees_the_score(browser, deployed, people):
    manager = people.staff("manager")
    known = people.client(manager)
    for width in (1280, 390):
        with visit(browser, deployed, "ru", width) as site:
            site.log_in(manager)
            page = site.open("applications/new")
            phone = f"+7 999 {uuid4().int % 10_000_000:07}"
            fill_person(page, known.last_name.lower(), phone)
            page.get_by_label("Имя", exact=True).fill(known.first_name)
            page.get_by_label("Фамилия").focus()
            expect(page.get_by_text(SAVED)).to_be_visible()
            expect(page.get_by_role("radio", name=re.compile(known.last_name))).to_be_visible()
            site.assert_accessible()
            site.assert_fits(width)
            site.screenshot(f"application-person-{width}")
            step(page, "Анкета")
            fill_questionnaire(page)
            site.assert_fits(width)
            step(page, "Кредит")
            page.get_by_label("Сумма", exact=True).fill("300 000")
            page.get_by_label("Срок, месяцев").fill("24")
            page.get_by_label("Цель").select_option("car")
            expect(page.get_by_text("Меньше половины дохода.")).to_be_visible()
            site.assert_accessible()
            site.screenshot(f"application-wanted-{width}")
            step(page, "Проверка")
            submit = page.get_by_role("button", name="Подать и рассчитать")
            expect(submit).to_be_disabled()
            page.get_by_role("radio", name="Это другой человек").click()
            site.assert_accessible()
            site.screenshot(f"application-check-{width}")
            submit.click()
            expect(page.get_by_text("Это рекомендация. Решение принимает человек.")).to_be_visible()
            expect(page.get_by_text("Рассчитана", exact=True)).to_be_visible()
            site.settle()
            site.assert_accessible()
            site.assert_fits(width)
            site.screenshot(f"application-result-{width}")
            page = site.open("applications")
            expect(
                page.get_by_role("link", name=re.compile(known.last_name, re.I)).first
            ).to_be_visible()
            site.assert_accessible()
            site.assert_fits(width)
            site.screenshot(f"applications-{width}")


def test_what_is_missing_leads_to_its_field(browser, deployed, people):
    with visit(browser, deployed, "ru") as site:
        site.log_in(people.staff("manager"))
        page = site.open("applications/new")
        page.get_by_label("Фамилия").fill("Неполнова")
        step(page, "Проверка")
        page.get_by_role("button", name="Сумма", exact=True).click()
        expect(page.get_by_label("Сумма", exact=True)).to_be_focused()
        site.reload()
        step(page, "Клиент")
        expect(page.get_by_label("Фамилия")).to_have_value("Неполнова")


def test_a_borrower_applies_and_withdraws(browser, deployed, people):
    borrower = people.client(people.staff("manager"))
    with visit(browser, deployed, "ru", 390) as site:
        site.log_in(borrower)
        page = site.open("apply")
        site.assert_accessible()
        page.get_by_role("button", name="Подать заявку на кредит").click()
        page.get_by_label("Сумма", exact=True).fill("150 000")
        page.get_by_label("Срок, месяцев").fill("12")
        page.get_by_label("Цель").select_option("home")
        step(page, "Клиент")
        page.get_by_label("Телефон", exact=True).fill("+7 916 123-45-67")
        page.get_by_label("Дата согласия").fill("2026-11-01")
        site.assert_accessible()
        step(page, "Проверка")
        site.screenshot("apply-check-390")
        page.get_by_role("button", name="Отправить заявку").click()
        expect(page.get_by_text("Заявка получена.")).to_be_visible()
        site.assert_accessible()
        site.assert_fits(390)
        site.screenshot("apply-390")
        page.get_by_role("button", name="Отозвать").click()
        page.get_by_role("dialog").get_by_role("button", name="Отозвать").click()
        expect(page.get_by_text("Вы отозвали эту заявку.")).to_be_visible()
