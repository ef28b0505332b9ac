"""The passport of a score in a real browser: read, downloaded with its hash, and made again."""

import hashlib
import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

TIMES_ASKED = 5


def replay_until_told(page: Page) -> None:
    """Asks again only where the monitor has to start first and the site says that it is away."""
    told = page.get_by_text(re.compile("^Everything stored comes out again"))
    away = page.get_by_role("alert")
    for _ in range(TIMES_ASKED):
        page.get_by_role("button", name="Replay now").click()
        expect(told.or_(away).first).to_be_visible()
        if told.count():
            return


def test_a_score_shows_its_passport_and_comes_out_again(site, people):
    [client] = people.team(clients=1).clients
    site.log_in(people.staff("analyst"))
    page = site.open(f"clients/{client.client_id}")
    page.get_by_role("link", name="Score passport").click()
    expect(page.get_by_role("heading", level=1, name="Score passport")).to_be_visible()
    for part in ("Who and when", "Result", "Policy and margins", "Inputs as they were recorded"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^Raw score"))).to_be_visible()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download JSON").click()
    told = json.loads(Path(downloaded.value.path()).read_text("utf-8"))
    canonical = json.dumps(
        told["passport"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert told["sha256"] == hashlib.sha256(canonical.encode()).hexdigest()
    expect(page.get_by_text(told["sha256"])).to_be_visible()

    expect(page.get_by_text("Not replayed yet.")).to_be_visible()
    replay_until_told(page)
    expect(page.locator(".chip", has_text="Identical")).to_be_visible()
    site.assert_accessible()

    site.open("replays")
    name = page.get_by_text(f"Client {client.client_id}", exact=True)
    row = page.get_by_role("row").filter(has=name)
    # One that was asked again on a slow machine stands there twice
    expect(row.first.locator(".chip", has_text="Identical")).to_be_visible()
    page.get_by_label("Result").select_option(label="Differs")
    expect(page).to_have_url(re.compile("verdict=differs"))
    expect(row).to_have_count(0)
    site.reload()
    expect(page.get_by_label("Result")).to_have_value("differs")
    site.assert_accessible()
