"""The override journal in a real browser: by whom it is read, in its address, by keyboard."""

import re

from playwright.sync_api import expect


def test_it_is_read_by_period_and_the_address_keeps_what_is_shown(site, people):
    site.log_in(people.staff("underwriter"))
    page = site.open("overrides")
    expect(page.get_by_role("heading", level=1, name="Override journal")).to_be_visible()
    expect(
        page.get_by_text(re.compile("conventions of the trade, none of them law"))
    ).to_be_visible()
    for part in ("By month", "By underwriter", "By PD band", "By reason"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    expect(
        page.get_by_text(re.compile("how declined applications would have ended"))
    ).to_be_visible()
    page.get_by_label("Period").focus()
    page.keyboard.press("End")
    expect(page.get_by_label("Period")).to_have_value("24")
    page.get_by_label("Which way").select_option(label="Approved against a decline")
    expect(page).to_have_url(re.compile("months=24&direction=low_side"))
    site.reload()
    expect(page.get_by_label("Which way")).to_have_value("low_side")
    site.assert_accessible()


def test_it_is_no_page_of_a_manager(site, people):
    site.log_in(people.staff("manager"))
    page = site.open("overrides")
    expect(page.get_by_role("heading", name="Override journal")).to_have_count(0)
