"""What is taken away from the running stack, what people are told, and that nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

import pytest
from playwright.sync_api import expect

from tests.e2e.deployed import RECOVERY_SECONDS, Deployed, eventually
from tests.e2e.letters import has_letter
from tests.e2e.levers import permission_missing

pytestmark = [pytest.mark.disruptive, pytest.mark.usefixtures("healthy")]


FAR_MORE_THAN_FIVE_DELIVERIES = 20  # seconds, two from each to the next


@pytest.mark.usefixtures("database_away")
def test_while_the_database_is_away_people_are_told_to_come_back(deployed):
    answer = deployed.get("api/health", params={"deep": "true"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["error"] == "unavailable"


@pytest.mark.usefixtures("quick_redelivery")
def test_a_score_survives_an_outage_of_the_database(deployed, people, request):
    score_ids = people.pending_scores(people.client(), count=20)
    request.getfixturevalue("database_away")
    messages = [deployed.message(score_id) for score_id in score_ids]
    deployed.send(*messages)
    sleep(FAR_MORE_THAN_FIVE_DELIVERIES)
    deployed.host.start_database()
    people.wait_for(score_ids, RECOVERY_SECONDS)
    assert not any(has_letter(deployed, message) for message in messages[:3])


def test_while_the_service_is_away_the_page_says_so_and_recovers(site, people, request):
    team = people.team(clients=1)
    client_id = team.clients[0].client_id
    site.log_in(team.manager)
    page = site.open("clients")
    request.getfixturevalue("database_away")
    page.goto(f"{site.url}#/clients/{client_id}")
    expect(page.get_by_text("The service is temporarily unavailable.")).to_be_visible()
    site.deployed.host.start_database()
    expect(page.get_by_text(f"Client no. {client_id}", exact=True)).to_be_visible()


@contextmanager
def bad_release(deployed: Deployed, name: str) -> Iterator[tuple[str, str]]:
    """Publishes a version of a function that cannot start; gives the good one's number and its."""
    functions = deployed.aws("lambda")
    is_updated = functions.get_waiter("function_updated_v2")
    good = functions.get_alias(FunctionName=name, Name="live")["FunctionVersion"]
    usual = functions.get_function_configuration(FunctionName=name)["Handler"]
    functions.update_function_configuration(FunctionName=name, Handler="api.nothing.here")
    bad = None
    try:
        is_updated.wait(FunctionName=name)
        bad = functions.publish_version(FunctionName=name)["Version"]
        yield good, bad
    finally:
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=good)
        if bad not in (None, good):
            functions.delete_function(FunctionName=name, Qualifier=bad)
        functions.update_function_configuration(FunctionName=name, Handler=usual)
        is_updated.wait(FunctionName=name)


def test_a_bad_release_is_taken_back_by_pointing_the_alias_back(deployed):
    functions = deployed.aws("lambda")
    name = deployed.given("outputs")["ApiFunctionName"]

    def point_to(version: str) -> None:
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=version)

    with bad_release(deployed, name) as (good, bad):
        assert bad != good
        point_to(bad)
        assert eventually(lambda: deployed.ask_api("/health").status_code >= 500)
        point_to(good)
        assert eventually(lambda: deployed.ask_api("/health").status_code == 200)


@pytest.mark.usefixtures("local_stack")
def test_while_the_queue_is_away_a_rescoring_says_that_it_stands_still(site, deployed, people):
    team = people.team(clients=2)
    site.log_in(team.manager)
    page = site.open("clients")
    page.clock.install()
    panel = page.get_by_role("region", name="Rescoring")
    api = deployed.given("outputs")["ApiFunctionName"]
    with permission_missing(deployed, api, "SendPortfolios"):
        page.get_by_role("button", name="Rescore my clients").click()
        expect(panel.get_by_role("button", name="Stop")).to_be_visible()
        page.clock.fast_forward(21_000)
        expect(panel.get_by_text("The rescoring does not move")).to_be_visible()
        site.assert_accessible()
    deployed.query(
        "UPDATE portfolio_batches SET stepped_at = now() - interval '1 hour' WHERE requested_by = %s",
        team.manager.user_id,
    )
    deployed.maintain("sweep")
    expect(panel.get_by_role("heading", name="Rescored")).to_be_visible()
    expect(panel.get_by_text("The rescoring does not move")).to_have_count(0)


@pytest.mark.usefixtures("local_stack")
def test_a_function_may_do_only_what_its_role_allows(deployed, people):
    """The emulator enforces IAM in this whole suite; here a permission is missing for once."""
    person = people.borrower()

    def ask(wait_seconds: int) -> dict:
        wait = {"Prefer": f"wait={wait_seconds}"}
        return borrower.post(f"/api/clients/{person.client_id}/score", headers=wait).json()

    with deployed.log_in(person) as borrower:
        with permission_missing(
            deployed, deployed.given("outputs")["ApiFunctionName"], "SendScores"
        ):
            unsent = ask(wait_seconds=3)
            assert unsent["status"] == "pending"
        people.lose_message(unsent["id"])
        deployed.maintain("sweep")
        people.wait_for([unsent["id"]])
        people.wait_for([ask(wait_seconds=20)["id"]])
