"""A policy is drafted by one person, approved by another, put into force, and rolled back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import visit

LANGUAGE = "en"
WHY = "Of grade B fewer than one in a hundred defaulted."
RESTORE = """
    UPDATE policies SET state = 'withdrawn', confirm_by = NULL WHERE author_id IS NOT NULL;
    UPDATE policies SET state = 'active', superseded_at = NULL WHERE author_id IS NULL;
    UPDATE policy_activations SET ended_at = now() WHERE ended_at IS NULL;
    UPDATE scores SET redecided = NULL, redecided_by = NULL WHERE redecided IS NOT NULL;
"""
# Another policy decides about everybody
pytestmark = pytest.mark.disruptive


@pytest.fixture
def first_policy(deployed) -> Iterator[None]:
    """The policy of the release is in force again at the end."""
    yield
    deployed.query(RESTORE)


def do(page, deed: str) -> None:
    """Does something with the version on the page, through its dialog."""
    page.get_by_role("button", name=deed, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=deed, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def badge(page, state: str):
    return page.locator(".chip", has_text=re.compile(f"^{state}$"))


def test_a_policy_takes_two_people(browser, deployed, people, first_policy):
    people.team(clients=2)
    maker, judge = people.staff("analyst"), people.staff("analyst")
    with visit(browser, deployed, LANGUAGE) as first, visit(browser, deployed, LANGUAGE) as second:
        first.log_in(maker)
        page = first.open("policies")
        first.assert_accessible()
        page.get_by_role("link", name="Draft a change").click()
        first.settle()
        first.assert_accessible()
        page.get_by_label("Approve from").first.select_option(index=0)
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_role("button", name="Save the draft").click()
        expect(badge(page, "draft")).to_be_visible()
        expect(page.get_by_text("Not simulated yet")).to_be_visible()
        do(page, "Simulate")
        expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
        do(page, "Ask for approval")
        expect(badge(page, "waits for approval")).to_be_visible()
        expect(page.get_by_text("Another person has to approve it")).to_be_visible()
        expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
        policy_id = int(page.url.rpartition("/")[2])
        policy = first.ask(f"policies/{policy_id}")
        own = first.context.request.post(
            f"{first.url}api/policies/{policy_id}/approve", data={"sha256": policy["sha256"]}
        )
        assert own.status == 403

        second.log_in(judge)
        page = second.open(f"policies/{policy_id}")
        second.assert_accessible()
        do(page, "Approve")
        expect(badge(page, "approved")).to_be_visible()
        do(page, "Put into force now")
        expect(badge(page, "in force")).to_be_visible()
        expect(page.get_by_role("heading", name="Stored scores")).to_be_visible()
        assert second.ask("policy")["version"] == policy["version"]
        second.assert_accessible()
        for width in (390, 360):
            page.set_viewport_size({"width": width, "height": 900})
            second.settle()
            second.assert_fits(width)

        page = first.open(f"policies/{policy['based_on']}")
        expect(badge(page, "replaced")).to_be_visible()
        do(page, "Roll back to it")
        expect(badge(page, "draft")).to_be_visible()


def test_an_emergency_waits_for_a_second_person(browser, deployed, people, first_policy):
    with visit(browser, deployed, LANGUAGE) as first, visit(browser, deployed, LANGUAGE) as second:
        first.log_in(people.staff("analyst"))
        page = first.open("policies")
        page.get_by_role("link", name="Draft a change").click()
        first.settle()
        page.get_by_label("Approve from").first.select_option(index=0)
        page.get_by_label("Why", exact=True).fill(WHY)
        page.get_by_role("button", name="Save the draft").click()
        expect(badge(page, "draft")).to_be_visible()
        do(page, "Put into force as an emergency")
        expect(page.get_by_text("In force without a second person")).to_be_visible()
        first.assert_accessible()

        second.log_in(people.staff("admin"))
        page = second.open(page.url.partition("#/")[2])
        do(page, "Confirm")
        expect(page.get_by_text("In force without a second person")).to_have_count(0)
