"""An analyst reads what a month calls for and what led to it, and looks after an alert."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.days import this_month
from tests.e2e.browser import visit
from tests.e2e.deployed import eventually

LANGUAGE = "en"
SECONDS = 120
MOST_COUNTED = 9
VERDICTS = {
    "redevelop": "Redevelop the model",
    "recalibrate": "Recalibrate",
    "watch": "Watch",
    "no_outcome_yet": "No outcome yet",
    "no_action": "No action",
}
RAISE = """
    INSERT INTO alerts (kind, model, model_version, name, light, p_value, psi, first_month, last_month)
    VALUES ('population', 'behavioural', '2026-01-01-0000', %s, 'red', 0.0001, 0.31, '2026-08-01', '2026-09-01')
    RETURNING id
"""


@dataclass(frozen=True)
class Raised:
    """An alert of a test."""

    id: int
    name: str


def has_ended(site) -> bool:
    newest = site.ask("monitoring/runs?limit=1")["items"][0]
    return newest["state"] in ("done", "failed")


@pytest.fixture
def analyst(browser, deployed, people):
    """An analyst at the site, once the present month is counted."""
    deployed.given("database_url")
    people.team(clients=2)
    with visit(browser, deployed, LANGUAGE) as site:
        site.log_in(people.staff("analyst"))
        site.context.request.post(
            f"{site.url}api/monitoring/runs", data={"month": f"{this_month():%Y-%m}"}
        )
        assert eventually(lambda: has_ended(site), SECONDS)
        yield site


@pytest.fixture
def alert(deployed) -> Iterator[Raised]:
    """A red alert of a figure that no model reads."""
    name = f"figure_{secrets.token_hex(4)}"
    [(alert_id,)] = deployed.query(RAISE, name)
    yield Raised(alert_id, name)
    deployed.query("DELETE FROM alerts WHERE id = %s", alert_id)


def unfold(site, state, alert):
    """Opens what may be done about an alert."""
    page = site.open(f"monitoring?tab=alerts&state={state}")
    page.get_by_role("button", name=f"Stability: {alert.name}", expanded=False).click()
    return page


def test_the_verdict_of_a_month_leads_to_what_is_behind_it(analyst):
    verdict = analyst.ask("monitoring/verdicts?limit=1")["items"][0]
    page = analyst.open("monitoring")
    expect(page.get_by_role("heading", name=VERDICTS[verdict["verdict"]])).to_be_visible()
    expect(page.get_by_role("region", name="Verdicts by month")).to_be_visible()
    analyst.assert_accessible()

    page.get_by_role("tab", name="Stability").click()
    analyst.settle()
    found = analyst.ask("monitoring/stability")["found"]["models"][0]["characteristics"]
    table = page.get_by_role("region", name="Stability by figure")
    expect(table.locator("[aria-expanded]")).to_have_count(len(found))
    table.get_by_role("button", name="Grades").click()
    expect(page.get_by_role("region", name="Grades: reference and this month")).to_be_visible()
    analyst.assert_accessible()
    analyst.reload()
    expect(page.get_by_role("region", name="Grades: reference and this month")).to_be_visible()

    page.get_by_role("tab", name="Outcomes").click()
    analyst.settle()
    outcomes = analyst.ask("monitoring/outcomes")["found"]
    if outcomes["state"] in ("too_early", "incomplete"):
        expect(page.get_by_text("No outcome yet: ")).to_be_visible()
    analyst.assert_accessible()

    page.get_by_role("tab", name="Fairness").click()
    analyst.settle()
    analyst.assert_accessible()
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 900})
        analyst.settle()
        analyst.assert_fits(width)


def test_an_alert_is_taken_accepted_and_resolved(analyst, alert):
    page = unfold(analyst, "open", alert)
    analyst.assert_accessible()
    page.get_by_role("button", name="Take it over").click()
    dialog = page.get_by_role("dialog")
    analyst.assert_accessible()
    dialog.get_by_role("button", name="Take it over").click()
    expect(dialog).to_have_count(0)
    known = kept(analyst, alert)
    assert known["state"] == "open"
    assert known["owner_name"]

    page.get_by_role("button", name="Accept until a date").click()
    dialog.get_by_label("Note").fill("A campaign: until the end of the year")
    dialog.get_by_label("Accepted until").fill("2020-01-31")
    expect(dialog.get_by_text("Choose a day after today.")).to_be_visible()
    dialog.get_by_label("Accepted until").fill(f"{this_month().year + 1}-01-31")
    dialog.get_by_role("button", name="Accept until a date").click()
    expect(dialog).to_have_count(0)
    known = kept(analyst, alert)
    assert (known["state"], known["note"]) == ("accepted", "A campaign: until the end of the year")

    page = unfold(analyst, "accepted", alert)
    done = page.get_by_role("list", name="Who did what about it").get_by_role("listitem")
    expect(done).to_have_count(2)
    expect(done.first).to_contain_text("A campaign: until the end of the year")
    expect(done.last).to_contain_text("taken over")
    expect(done.last).to_contain_text(known["owner_name"])
    analyst.assert_accessible()
    page.get_by_role("button", name="Resolve").click()
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog).to_have_count(0)
    assert kept(analyst, alert)["state"] == "resolved"


def test_what_somebody_else_changed_is_read_anew(analyst, alert):
    page = unfold(analyst, "open", alert)
    page.get_by_role("button", name="Acknowledge").click()
    answer = analyst.context.request.patch(
        f"{analyst.url}api/monitoring/alerts/{alert.id}", data={"note": "Seen before you"}
    )
    assert answer.ok, answer.text()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Acknowledge").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("Seen before you")).to_be_visible()
    assert kept(analyst, alert)["state"] == "open"


def test_the_menu_counts_the_alarms_that_nobody_has_acknowledged(analyst, alert):
    page = analyst.open("clients")
    monitoring = page.get_by_role("link", name="Monitoring")
    expect(monitoring).to_have_accessible_name(told(alarms(analyst)))
    analyst.assert_accessible()
    page = unfold(analyst, "open", alert)
    page.get_by_role("button", name=f"Acknowledge: Stability: {alert.name}").click()
    page.get_by_role("dialog").get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(monitoring).to_have_accessible_name(told(alarms(analyst)))


def alarms(site):
    """How many there are."""
    return len(site.ask("monitoring/alerts?state=open&light=red&limit=200")["items"])


def told(number):
    """What the menu says of so many."""
    if number == 0:
        return "Monitoring"
    return f"Monitoring Open alarms: {number if number <= MOST_COUNTED else '9+'}"


def kept(site, alert):
    """The alert as it is kept."""
    items = site.ask("monitoring/alerts?limit=200")["items"]
    return next(one for one in items if one["id"] == alert.id)
