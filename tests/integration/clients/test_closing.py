"""The relation with a client ends: no login, no place in the list, no score; and begins anew."""

import pytest
from sqlalchemy import text

from core.people.rules.roles import Role
from tests.integration.people.conftest import Browser
from tests.integration.people.test_dismissal import events


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def client(people, manager):
    return people.client(manager, history="C00")


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


def close(api, who, client, **body):
    path = f"/clients/{client.client_id}/close"
    return api("POST", path, {"reason": "Moved to another bank", **body}, token=who.token)


def listed(api, manager, query=""):
    page = api("GET", "/clients", query=f"manager=me&{query}", token=manager.token).body
    assert page["total"] == len(page["items"])
    return [item["id"] for item in page["items"]]


def test_a_closed_client_is_out_at_once_and_out_of_the_list(api, people, manager, client):
    assert api("GET", "/me/dashboard", token=client.token).status == 200
    card = close(api, manager, client).body
    assert (card["closed_reason"], card["closed_at"] is not None) == ("Moved to another bank", True)
    assert api("GET", "/me/dashboard", token=client.token).status == 401
    login = Browser(api, "198.51.100.40").log_in(client.login)
    assert (login.status, login.body["error"]) == (403, "forbidden")
    assert listed(api, manager) == []
    assert listed(api, manager, "state=closed") == [client.client_id]
    own = api("GET", f"/managers/{manager.manager_id}", token=manager.token).body
    assert own["client_count"] == 0
    [event] = events(people, "client.close", client.client_id)
    assert event.new_values == {"reason_to_close": "Moved to another bank", "open_credit": False}


def test_a_closed_client_is_neither_changed_nor_scored(
    api, people, manager, client, admin, score_portfolios
):
    close(api, manager, client)
    path = f"/clients/{client.client_id}"
    for method, below, body in (
        ("PATCH", "", {"cnt_children": 2}),
        ("PUT", "/manager", {"manager_id": manager.manager_id}),
        ("POST", "/invitation", None),
        ("POST", "/close", {"reason": "again"}),
        ("POST", "/score", None),
    ):
        answer = api(method, path + below, body, token=admin.token)
        assert (answer.status, answer.body["error"]) == (409, "conflict"), below
    portfolio = {"client_ids": [client.client_id]}
    asked = api("POST", "/portfolio/scores", portfolio, token=admin.token).body
    score_portfolios()
    batch = api("GET", f"/portfolio/scores/{asked['id']}", token=admin.token).body
    assert (batch["total"], batch["ended_at"] is not None) == (0, True)
    assert api("GET", path, token=manager.token).status == 200


def test_a_credit_that_is_not_paid_off_has_to_be_confirmed(api, people, manager):
    client = people.client(manager, history="000")
    answer = close(api, manager, client)
    assert (answer.status, answer.body["error"]) == (409, "open_credit")
    assert listed(api, manager) == [client.client_id]
    assert close(api, manager, client, confirm_open_credit=True).status == 200
    [event] = events(people, "client.close", client.client_id)
    assert event.new_values["open_credit"] is True


def test_an_admin_reopens_and_the_login_works_again(api, people, manager, client, admin):
    close(api, manager, client)
    path = f"/clients/{client.client_id}/reopen"
    assert api("POST", path, token=manager.token).status == 403
    enable = api("POST", f"/users/{client.user_id}/enable", token=admin.token)
    assert (enable.status, enable.body["error"]) == (409, "conflict")
    card = api("POST", path, token=admin.token).body
    assert (card["closed_at"], card["closed_reason"]) == (None, None)
    assert Browser(api, "198.51.100.41").log_in(client.login).status == 200
    assert listed(api, manager) == [client.client_id]
    assert api("POST", path, token=admin.token).status == 409
    assert len(events(people, "client.reopen", client.client_id)) == 1


def test_who_was_locked_out_before_stays_so_when_reopened(api, people, manager, client, admin):
    api("POST", f"/users/{client.user_id}/disable", token=admin.token)
    close(api, manager, client)
    api("POST", f"/clients/{client.client_id}/reopen", token=admin.token)
    assert Browser(api, "198.51.100.42").log_in(client.login).status == 403
    api("POST", f"/users/{client.user_id}/enable", token=admin.token)
    assert Browser(api, "198.51.100.42").log_in(client.login).status == 200


def test_a_client_without_a_login_is_closed_and_reopened(api, people, manager, admin):
    client_id = people.without_login(manager)
    path = f"/clients/{client_id}"
    assert api("POST", f"{path}/close", {"reason": "x"}, token=manager.token).status == 200
    assert api("POST", f"{path}/reopen", token=admin.token).status == 200


@pytest.mark.parametrize(
    "body",
    [{}, {"reason": ""}, {"reason": " "}, {"reason": "x" * 201}, {"reason": "a\nb"}, {"reason": 1}],
)
def test_a_reason_is_one_line_of_text(api, manager, client, body):
    path = f"/clients/{client.client_id}/close"
    assert api("POST", path, body, token=manager.token).status == 422


def test_closed_clients_of_nobody_are_not_waiting_for_a_manager(api, people, admin):
    client = people.client(last_name="Ничейная-Закрытая")
    close(api, admin, client, confirm_open_credit=True)
    page = api("GET", "/clients", query="manager=none&limit=200", token=admin.token).body
    assert client.client_id not in {item["id"] for item in page["items"]}
    left = text("SELECT closed_at IS NOT NULL FROM clients WHERE id = :id")
    assert people.connection.execute(left, {"id": client.client_id}).scalar_one()
