"""Programs come in: the page of tokens, and the examples of docs/integrate.md as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

PAGE = Path(__file__).parents[2] / "docs" / "integrate.md"
EXAMPLES = re.findall(r"^```(bash|python)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
WHITE, DARK = "rgb(255, 255, 255)", "rgb(28, 32, 34)"
SCOPES = ["scores:write", "scores:read", "clients:read", "applications:write"]


def ask(site, token):
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{site.url}api/v1/master-scale", headers=headers, timeout=30)


def make_token(page, name):
    """Makes a token on the page; returns it."""
    page.get_by_role("button", name="Make token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Make token").click()
    expect(dialog.get_by_text("Enter a name.")).to_be_visible()
    expect(dialog.get_by_text("Choose at least one.")).to_be_visible()
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Read scores").check()
    return dialog


@pytest.mark.parametrize("width", [1280, 390])
def test_an_administrator_makes_a_token_and_revokes_it(site, people, width):
    site.page.set_viewport_size({"width": width, "height": 900})
    site.log_in(people.staff("admin"))
    name = f"Program {uuid4().hex[:8]}"
    page = site.open("tokens")
    dialog = make_token(page, name)
    site.assert_accessible()
    site.screenshot(f"token-form-{width}")
    dialog.get_by_role("button", name="Make token").click()
    token = page.locator("pre").inner_text()
    site.assert_accessible()
    site.screenshot(f"token-shown-{width}")
    assert ask(site, token).status_code == 200
    page.get_by_role("button", name="Close").last.click()
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text(token[-4:])
    site.settle()
    site.assert_accessible()
    site.screenshot(f"tokens-{width}")
    page.get_by_role("button", name=f"Revoke: {name}").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(row).to_contain_text("revoked on")
    assert ask(site, token).status_code == 401


@pytest.mark.parametrize(
    ("width", "scheme", "ground"),
    [(1280, "light", WHITE), (1280, "dark", DARK), (390, "light", WHITE)],
)
def test_the_description_of_the_api_can_be_tried_and_asks_no_other_host(
    site, people, width, scheme, ground
):
    site.page.set_viewport_size({"width": width, "height": 900})
    site.page.emulate_media(color_scheme=scheme)
    site.log_in(people.staff("analyst"))
    asked = []
    site.page.on("request", lambda request: asked.append(request.url))
    page = site.open("api")
    page.locator("#operations-tag-scores").get_by_role("button").first.click()
    operation = page.locator("#operations-scores-get_master_scale")
    operation.get_by_role("button").first.click()
    expect(page.locator(".api-description")).to_have_css("background-color", ground)
    site.assert_accessible()
    site.screenshot(f"api-{width}-{scheme}")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("points_from")
    assert [url for url in asked if not url.startswith((site.url, "data:", "blob:"))] == []
    width_of_page = page.evaluate("document.documentElement.scrollWidth")
    assert width_of_page <= width
    page.emulate_media(media="print", color_scheme=scheme)
    expect(page.locator(".api-description")).to_have_css("background-color", WHITE)


def test_the_examples_of_the_page_work_as_they_stand(deployed, people, tmp_path):
    team = people.team()
    with deployed.log_in(people.staff("admin")) as admin:
        wanted = {"name": "Examples", "scopes": SCOPES, "expires_in_days": 1}
        made = admin.post("/api/v1/api-tokens", json=wanted).json()
        environment = {
            **os.environ,
            "SCORING_API": f"{deployed.site_url}api/v1",
            "SCORING_TOKEN": made["token"],
            "CLIENT_NAME": team.clients[0].last_name,
        }
        told = [run(kind, text, environment, tmp_path) for kind, text in EXAMPLES]
        admin.delete(f"/api/v1/api-tokens/{made['details']['id']}")
    assert len(told) >= 5
    assert "points_from" in told[0] and '"decision":' in told[1]
    assert re.match(r"[A-Z]\+? \d+ (approve|review|decline)\n- ", told[2])


def run(kind, text, environment, folder):
    program = ["bash", "-euc"] if kind == "bash" else [sys.executable, "-c"]
    answer = subprocess.run(
        [*program, text], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, f"{text}\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout
