"""The chain of the journal on the deployed stack: sealed, checked by the command, told on the page."""

import re

from playwright.sync_api import expect

from local import journal


def test_the_journal_is_whole_and_the_page_says_up_to_where(site, deployed, people, capsys):
    admin = people.staff("admin")
    site.log_in(admin)  # which is an event
    name = deployed.given("outputs")["MaintenanceFunctionName"]
    journal.verify(deployed.stack, name, None)
    head = re.search(r"Head: (\d+:[0-9a-f]{64})", capsys.readouterr().out)
    assert head
    page = site.open("journal")
    expect(page.get_by_text(re.compile(r"Sealed up to event \d+\."))).to_be_visible()
    expect(page.get_by_text(re.compile("Checked .*: nothing was changed"))).to_be_visible()
    site.assert_accessible()
    journal.verify(deployed.stack, name, journal.published_head(head[1]))
