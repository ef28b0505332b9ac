"""The listed clients as a file, in a real browser: asked for, made, fetched, and refused in words."""

import json
import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.e2e.browser import Site, visit
from tests.e2e.makers import new_name

PHONE = 390


def exporting(site: Site, name: str) -> Page:
    """The dialog over the list of a manager's clients of this family."""
    page = site.open(f"clients?q={name}")
    page.get_by_role("button", name=re.compile("^(Export|Выгрузить)$")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return site.settle()


def test_a_manager_saves_what_the_list_shows_as_a_workbook(site, people):
    family = new_name()
    team = people.team(clients=2, last_name=family)
    site.log_in(team.manager)
    page = exporting(site, family)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Export of 2 clients")
    site.assert_accessible()
    site.screenshot("export-form")
    dialog.get_by_role("button", name="Make the file").click()
    expect(dialog).to_contain_text("The file is there: 2 rows.")
    expect(dialog).to_contain_text(re.compile("The link lasts 15 minutes, until .+"))
    site.assert_accessible()
    site.screenshot("export-made")
    with page.expect_download() as downloaded:
        dialog.get_by_role("link", name="Download").click()
    assert re.fullmatch(r"clients-[\d-]{10}\.xlsx", downloaded.value.suggested_filename)
    with Path(downloaded.value.path()).open("rb") as file:
        rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][1] == "фамилия"
    assert [row[1] for row in rows[1:]] == [family, family]

    page.keyboard.press("Escape")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(dialog).to_contain_text("The file is there: 2 rows.")
    dialog.get_by_role("button", name="Another file").click()
    dialog.get_by_label("What to export").select_option("payments")
    dialog.get_by_label("Format").select_option("csv")
    dialog.get_by_role("button", name="Make the file").click()
    expect(dialog).to_contain_text("The file is there")
    with page.expect_download() as downloaded:
        dialog.get_by_role("link", name="Download").click()
    text = Path(downloaded.value.path()).read_text("utf-8")
    assert text.startswith("credit_external_id,month,status,")


def test_what_hinders_a_file_is_told_in_words(browser, deployed, people):
    team = people.team(clients=1)
    limit = {"error": "too_many_requests", "detail": "This is possible 60 times an hour."}
    with visit(browser, deployed, language="ru", width=PHONE) as site:
        site.log_in(team.manager)
        page = exporting(site, team.clients[0].name)
        site.assert_fits(PHONE)
        site.screenshot("export-form-ru-390")
        dialog = page.get_by_role("dialog")
        page.route(
            "**/api/v1/exports*",
            lambda route: route.fulfill(
                status=429,
                headers={"Retry-After": "1200"},
                content_type="application/json",
                body=json.dumps(limit),
            ),
        )
        dialog.get_by_role("button", name="Сформировать файл").click()
        expect(dialog.get_by_role("alert")).to_contain_text("через 20 мин.")
        page.unroute("**/api/v1/exports*")

        def fail(route):
            answer = route.fetch()
            failed = {**answer.json(), "state": "failed", "fault": "too_many_rows"}
            route.fulfill(response=answer, json=failed)

        page.route(re.compile(r"/api/v1/exports/\d+$"), fail)
        dialog.get_by_role("button", name="Сформировать файл").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Выберите CSV")
        site.assert_accessible()
        site.screenshot("export-failed-ru-390")
