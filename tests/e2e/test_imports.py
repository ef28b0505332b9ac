"""Files end to end in a real browser: ten planted faults, the corrected file, and a month of payments."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from core.kit.clock import bank_date
from tests.e2e.browser import Site, visit
from tests.e2e.deployed import eventually
from tests.e2e.lender_files import FAULTS, PEOPLE, Lender, month_before, new_lender

WITH_CREDITS = (1, 2, 3)


class Walk:
    """One person who takes files through the steps, and looks at each page on the way."""

    def __init__(self, site: Site, width: int) -> None:
        self.site, self.page, self.width = site, site.page, width

    def look(self, name: str) -> None:
        self.site.settle()
        self.site.screenshot(f"imports-{name}-{self.width}")
        self.site.assert_accessible()
        self.site.assert_fits(self.width)

    def send(self, kind: str, name: str, content: bytes) -> None:
        """Sends a file and says that its letters are right; nothing else is asked."""
        self.site.open("imports")
        self.page.get_by_role("radio", name=kind).check()
        file = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)
        self.look("new")
        self.page.get_by_role("button", name="Загрузить", exact=True).click()
        self.page.wait_for_url(re.compile(r"#/imports/\d+"))
        asked = self.page.get_by_role("group", name="Ответьте, прежде чем продолжить")
        expect(asked).to_have_count(1)
        self.look("file")
        asked.get_by_role("button", name="Windows-1251").click()
        expect(asked).to_have_count(0)

    def check(self) -> dict[str, Any]:
        """Has the file checked by what was recognised; returns the report."""
        self.page.get_by_role("link", name="Дальше: столбцы").click()
        self.look("mapping")
        expect(self.page.get_by_text("не распознано")).to_have_count(0)
        self.page.get_by_role("button", name="Проверить файл").click()
        expect(self.page.get_by_text("Что найдено").or_(self.nothing_found).first).to_be_visible()
        self.look("report")
        report: dict[str, Any] = self.stored["report"]
        return report

    def confirm(self, rows: int) -> None:
        """Types the number of rows, after a wrong one, and waits for the end."""
        self.page.get_by_role("link", name="Дальше: подтверждение").click()
        typed = self.page.get_by_role("textbox", name=re.compile("^Введите число"))
        typed.fill(str(rows + 1))
        self.page.get_by_role("button", name=re.compile("^Загрузить строки")).click()
        expect(self.page.get_by_text("столько строк загрузится")).to_be_visible()
        self.look("confirm")
        typed.fill(str(rows))
        self.page.get_by_role("button", name=re.compile("^Загрузить строки")).click()
        expect(self.page.get_by_text("Файл загружен.")).to_be_visible()
        self.look("result")

    @property
    def nothing_found(self):
        return self.page.get_by_text("Ни ошибок, ни предупреждений.")

    @property
    def stored(self) -> Any:
        number = re.search(r"imports/(\d+)", self.page.url)
        assert number
        return self.site.ask(f"imports/{number[1]}")


@pytest.fixture
def manager(people):
    return people.staff("manager")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_with_faults_is_corrected_and_the_next_month_follows(
    browser, deployed, people, manager, width
):
    deployed.given("database_url")
    lender = new_lender(manager.last_name, bank_date())
    with visit(browser, deployed, "ru", width) as site:
        site.log_in(manager)
        walk = Walk(site, width)
        _send_with_faults(walk, lender)
        assert _stored_people(deployed, lender) == PEOPLE - len(FAULTS)
        _send_corrected(walk, lender)
        assert _stored_people(deployed, lender) == PEOPLE
        _send_payments(walk, lender)
    assert eventually(lambda: _scored(deployed, lender) == len(WITH_CREDITS))


def _send_with_faults(walk: Walk, lender: Lender) -> None:
    walk.send("Заявители и клиенты", "клиенты.csv", lender.people(FAULTS))
    notices = walk.page.get_by_text("Столбец с номерами строк")
    expect(notices.first).to_be_visible()
    expect(walk.page.get_by_text("Итоговая строка").first).to_be_visible()
    report = walk.check()
    assert (report["rows"], report["with_errors"]) == (PEOPLE, len(FAULTS)), report["faults"]
    assert report["ready"] == PEOPLE - len(FAULTS)
    for fault in FAULTS:
        _find(walk, fault)
    walk.look("fault")
    _look_at_marked(walk)
    walk.confirm(report["ready"])


def _find(walk: Walk, fault) -> None:
    """The fault stands in the list with its column and an example, and alone among its rows."""
    link = walk.page.get_by_role("link", name=f"Показать строки: {fault.name}", exact=True)
    line = walk.page.get_by_role("row").filter(has=link)
    expect(line).to_contain_text(fault.column)
    expect(line).to_contain_text(f"строка {fault.row}")
    link.click()
    rows = walk.page.get_by_role("region", name="Строки с этим замечанием").get_by_role("row")
    expect(rows).to_have_count(2)  # the header and the row
    expect(rows.last).to_contain_text(str(fault.row))
    expect(rows.last).to_contain_text(fault.column)
    expect(rows.last).to_contain_text(fault.text)


def _look_at_marked(walk: Walk) -> None:
    """The own file comes back in its own letters, with what is wrong beside the ten rows."""
    with walk.page.expect_download() as download:
        walk.page.get_by_role("button", name="Скачать свой файл со столбцом ошибок").click()
    lines = Path(download.value.path()).read_text("cp1251").splitlines()
    assert lines[0].endswith(";Ошибки")
    for fault in FAULTS:
        told = lines[fault.row - 1].rpartition(";")[2]
        assert told.startswith(f"{fault.column}: "), lines[fault.row - 1]


def _send_corrected(walk: Walk, lender: Lender) -> None:
    walk.send("Заявители и клиенты", "клиенты исправленные.csv", lender.people())
    report = walk.check()
    assert (report["rows"], report["with_errors"]) == (PEOPLE, 0)
    assert report["outcomes"] == {"unchanged": PEOPLE - len(FAULTS), "new": len(FAULTS)}
    expect(walk.page.get_by_role("cell", name="совпадает").first).to_be_visible()
    expect(walk.page.get_by_text("расходится")).to_have_count(0)
    walk.confirm(report["ready"])
    assert walk.stored["applied"]["new"] == len(FAULTS)


def _send_payments(walk: Walk, lender: Lender) -> None:
    walk.send("Кредиты", "кредиты.csv", lender.credits(WITH_CREDITS))
    assert walk.check()["outcomes"] == {"new": len(WITH_CREDITS)}
    walk.confirm(len(WITH_CREDITS))
    month: date = month_before(lender.today)
    walk.send("Платежи", "платежи.csv", lender.payments(WITH_CREDITS, month))
    report = walk.check()
    assert (report["outcomes"], report["with_errors"]) == ({"new": len(WITH_CREDITS)}, 0)
    assert report["month"] == month.isoformat()
    walk.confirm(len(WITH_CREDITS))
    expect(walk.page.get_by_role("heading", name="Баллы затронутых клиентов")).to_be_visible()


def _stored_people(deployed, lender: Lender) -> int:
    count = "SELECT count(*) FROM clients WHERE external_id LIKE %s"
    [[found]] = deployed.query(count, f"00{lender.run}____")
    return int(found)


def _scored(deployed, lender: Lender) -> int:
    count = (
        "SELECT count(DISTINCT c.id) FROM clients c JOIN scores s ON s.client_id = c.id"
        " WHERE c.external_id LIKE %s AND s.status = 'done'"
    )
    [[found]] = deployed.query(count, f"00{lender.run}____")
    return int(found)
