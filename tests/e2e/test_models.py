"""Another bundle is registered, compared, put in force by a second person, and rolled back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.models.rules.released import released
from core.scores.rules.bundle_names import BundleName
from core.scores.rules.vocabulary import ModelName
from local import model_bundles
from local.errors import StackError
from model.bundle_reader import BUNDLE
from model.calibration import Sigmoid
from tests.e2e.browser import visit
from tests.e2e.deployed import eventually
from training.lender.bundle import write_recalibrated

LANGUAGE = "en"
WHY = "The level of the last cohorts is met."
RESTORE = """
    DELETE FROM promotions;
    DELETE FROM model_comparisons;
    UPDATE models SET state = 'retired', champion_since = NULL WHERE source <> 'release';
    UPDATE models SET state = 'champion', champion_since = now() WHERE source = 'release';
"""
IN_FORCE = "SELECT version FROM models WHERE state = 'champion'"
# Another model scores everybody
pytestmark = pytest.mark.disruptive


@pytest.fixture
def other(deployed, local_stack, tmp_path: Path) -> Iterator[BundleName]:
    """A registered bundle of another level; the release's own is in force again after it."""
    calibrator = {ModelName.BEHAVIOURAL: Sigmoid(slope=1.0, intercept=-1.0)}
    folder = tmp_path / "made"
    name = write_recalibrated(BUNDLE, folder, calibrator, {"to": "another level"}, {})
    model_bundles.register(local_stack, deployed.given("outputs"), folder)
    yield name
    deployed.query(RESTORE)


def do(page, deed: str, reason: str = "") -> None:
    """Does something through its dialog."""
    page.get_by_role("button", name=deed, exact=True).first.click()
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_role("textbox").fill(reason)
    dialog.get_by_role("button", name=deed, exact=True).click()
    expect(dialog).to_have_count(0)


def scored_by(site, client) -> str:
    """Returns the version of the model that makes the next score of a client."""
    answer = site.context.request.post(
        f"{site.url}api/clients/{client.client_id}/score", headers={"Prefer": "wait=20"}
    )
    assert answer.status == 200, answer.text()
    return str(answer.json()["model_version"])


def test_a_model_takes_two_people_and_no_deploy(browser, deployed, people, other):
    [client] = people.team(clients=1).clients
    maker, judge = people.staff("analyst"), people.staff("admin")
    [(released,)] = deployed.query(IN_FORCE)
    with visit(browser, deployed, LANGUAGE) as first, visit(browser, deployed, LANGUAGE) as second:
        first.log_in(maker)
        page = first.open("models")
        first.assert_accessible()
        assert scored_by(first, client) == released
        page = first.open(f"models/{other.version}")
        page.get_by_role("button", name="Compare", exact=True).click()
        ask = page.get_by_role("button", name="Ask for it to be in force")
        expect(ask).to_be_visible(timeout=90_000)
        first.assert_accessible()
        for width in (390, 360):
            page.set_viewport_size({"width": width, "height": 900})
            first.settle()
            first.assert_fits(width)
        page.set_viewport_size({"width": 1280, "height": 900})
        do(page, "Ask for it to be in force", WHY)
        page = first.open("models")
        expect(page.get_by_text("another person has to decide")).to_be_visible()
        expect(page.get_by_role("button", name="Put in force")).to_have_count(0)

        second.log_in(judge)
        page = second.open("models")
        expect(page.get_by_text(WHY)).to_be_visible()
        do(page, "Put in force")
        assert eventually(lambda: deployed.query(IN_FORCE) == [(other.version,)])
        assert scored_by(second, client) == other.version, "no deploy, and the next score is its"
        second.assert_accessible()

        do(page, "Roll back", "The level is too strict.")
        assert eventually(lambda: deployed.query(IN_FORCE) == [(released,)])
        assert scored_by(second, client) == released
        page = first.open("models")
        do(page, "Confirm the rollback")
        expect(page.get_by_text("Confirm the rollback")).to_have_count(0)


def test_a_folder_that_holds_no_bundle_is_refused(deployed, local_stack, tmp_path):
    with pytest.raises(StackError, match=r"manifest\.json"):
        model_bundles.register(local_stack, deployed.given("outputs"), tmp_path)


def test_a_card_is_told_in_the_readers_language(browser, deployed, people):
    with visit(browser, deployed, "ru") as site:
        site.log_in(people.staff("analyst"))
        page = site.open(f"models/{released().name.version}")
        limits = page.get_by_role("listitem").filter(has_text="модель")
        expect(limits.first).to_be_visible()
        expect(page.locator("main [lang=en]")).to_have_count(0)
