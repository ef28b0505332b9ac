"""Applications that a program brings: its own, submitted as any, and each once."""

import pytest

from core.people.rules.scopes import Scope
from tests.integration.applications.makers import whole


@pytest.fixture
def ask(api, people):
    _, token = people.program(Scope.APPLICATIONS_WRITE, Scope.APPLICATIONS_READ)

    def send(method, path, body=None, **more):
        return api(method, path, body, authorization=f"Bearer {token}", **more)

    return send


def test_it_is_submitted_in_one_step_and_scored(ask, queued):
    told = ask("POST", "/applications", {**whole("Программная"), "submit": True})
    assert told.status == 201, told.body
    assert (told.body["channel"], told.body["state"]) == ("program", "submitted")
    assert any(told.body["score_id"] in body for body in queued())
    read = ask("GET", f"/{told.headers['location']}")
    assert read.body == told.body
    assert [one["id"] for one in ask("GET", "/applications").body["items"]] == [told.body["id"]]


def test_the_same_with_one_key_is_one_application(ask, queued):
    body = {**whole("Однажды"), "submit": True}
    first = ask("POST", "/applications", body, idempotency_key="one")
    again = ask("POST", "/applications", body, idempotency_key="one")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["location"] == first.headers["location"]
    assert len(ask("GET", "/applications").body["items"]) == 1
    assert len(queued()) == 1
    other = ask("POST", "/applications", whole("Однажды"), idempotency_key="one")
    assert (other.status, other.body["error"]) == (422, "idempotency_key_reused")


def test_a_program_sees_and_changes_its_own_alone(ask, api, people):
    manager = people.manager()
    foreign = api("POST", "/applications", {}, token=manager.token).body["id"]
    own = ask("POST", "/applications", {}).body["id"]
    change = {"wanted": {"term_months": 12, "annual_rate": "20.00"}}
    for one, status in ((own, 200), (foreign, 404)):
        assert ask("GET", f"/applications/{one}").status == status
        assert ask("PATCH", f"/applications/{one}", change).status == status
    _, other = people.program(*Scope)
    path = f"/applications/{own}"
    assert api("GET", path, authorization=f"Bearer {other}").status == 404
    assert ask("POST", f"/applications/{own}/withdraw").body["state"] == "withdrawn"
    assert api("GET", path, token=manager.token).status == 200, "staff handle it"


def test_what_was_submitted_is_the_lenders_until_it_is_given_back(ask, queued):
    own = ask("POST", "/applications", {**whole("Сданная"), "submit": True}).body["id"]
    assert ask("PATCH", f"/applications/{own}", {"wanted": {"term_months": 12}}).status == 409


def test_a_program_may_name_a_client_of_any_manager(ask, people):
    client = people.client(people.manager())
    told = ask("POST", "/applications", {"client_id": client.client_id})
    assert (told.status, told.body["client_id"]) == (201, client.client_id)
