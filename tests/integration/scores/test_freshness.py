"""A score is stale once something it was made of, or made by, has changed; and current otherwise."""

from dataclasses import replace

import pytest

from core.decisions.rules.policy import active_policy
from core.scores.rules.champion import Champion

EDIT = {"amt_income_total": "99999.00"}


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def freshness(api, manager):
    """Asks card and list, which have to agree."""

    def ask(client) -> str:
        card = api("GET", f"/clients/{client.client_id}", token=manager.token).body["freshness"]
        listed = api("GET", "/clients", query="manager=me", token=manager.token).body["items"]
        assert {item["id"]: item["freshness"] for item in listed}[client.client_id] == card
        return card

    return ask


def edit(api, manager, client) -> None:
    answer = api("PATCH", f"/clients/{client.client_id}", EDIT, token=manager.token)
    assert answer.status == 200


def scored(people, manager, model, history):
    """A client with a finished score of this model, and the credit."""
    client = people.client(manager, history=None)
    credit_id = people.credit(client.client_id, history)
    people.done_score(client, 0.01, "D", model=model)
    return client, credit_id


def test_without_a_score_there_is_nothing_to_be_stale(people, manager, freshness):
    assert freshness(people.client(manager)) == "unscored"


def test_the_application_model_reads_answers_and_no_payments(api, people, manager, freshness):
    client, credit_id = scored(people, manager, "application", "000")
    assert freshness(client) == "current"
    people.months(credit_id, "0100")
    assert freshness(client) == "current"
    edit(api, manager, client)
    assert freshness(client) == "stale"


def test_the_behavioural_model_reads_payments_and_no_answers(api, people, manager, freshness):
    client, credit_id = scored(people, manager, "behavioural", "000000")
    edit(api, manager, client)
    assert freshness(client) == "current"
    people.months(credit_id, "1000000")
    assert freshness(client) == "stale"


def test_a_new_credit_and_a_corrected_month_are_payments_too(people, manager, freshness):
    for change in ("credit", "correction"):
        client, credit_id = scored(people, manager, "behavioural", "000000")
        if change == "credit":
            people.credit(client.client_id, "0")
        else:
            people.months(credit_id, "000010")
        assert freshness(client) == "stale", change


def test_the_same_payments_again_leave_a_score_current(people, manager, freshness):
    client, credit_id = scored(people, manager, "behavioural", "000000")
    people.months(credit_id, "000000")
    assert freshness(client) == "current"


@pytest.mark.parametrize("history", ["000000", "3000"])
def test_a_client_who_outgrew_the_application_model_is_stale(people, manager, freshness, history):
    """By a sixth month, or by a default: another model would score today, or none."""
    client, credit_id = scored(people, manager, "application", history[1:])
    people.months(credit_id, history)
    assert freshness(client) == "stale"


def test_a_default_reads_payments_and_no_model(people, manager, freshness):
    client = people.client(manager, history=None)
    credit_id = people.credit(client.client_id, "3000")
    people.done_score(client, 1.0, "default", model=None, model_version=None)
    assert freshness(client) == "current"
    people.months(credit_id, "0000")
    assert freshness(client) == "stale"


def test_another_model_in_force_makes_scores_stale(people, manager, freshness, monkeypatch):
    client, _ = scored(people, manager, "behavioural", "000000")
    defaulted = people.client(manager)
    people.done_score(defaulted, 1.0, "default", model=None, model_version=None)
    monkeypatch.setattr("api.clients.listing.champion", lambda: Champion("2027-01-01-0", "0"))
    assert freshness(client) == "stale"
    assert freshness(defaulted) == "current", "no model was asked"


def test_another_policy_in_force_makes_scores_stale(people, manager, freshness, monkeypatch):
    client, _ = scored(people, manager, "behavioural", "000000")
    policy = replace(active_policy(), dated="2027-01-01")
    monkeypatch.setattr("api.clients.listing.active_policy", lambda: policy)
    assert freshness(client) == "stale"
