"""Tokens of programs: made and ended by administrators, good for their scopes, counted, noted."""

import json

import pytest
from sqlalchemy import select, text

from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.people.tables import api_tokens
from tests.integration.makers import PASSWORD

WANTED = {"name": "Loan origination", "scopes": ["scores:read"], "expires_in_days": 30}


def make(api, admin, **changes):
    return api("POST", "/api-tokens", {**WANTED, **changes}, token=admin.token)


def ask(api, token, method="GET", path="/master-scale", body=None, **more):
    return api(method, path, body, authorization=f"Bearer {token}", **more)


def row_of(people, token_id):
    people.connection.rollback()
    return people.connection.execute(select(api_tokens).where(api_tokens.c.id == token_id)).one()


def change(people, token_id, assignment):
    people.connection.execute(
        text(f"UPDATE api_tokens SET {assignment} WHERE id = :id"), {"id": token_id}
    )
    people.connection.commit()


def test_a_token_is_shown_once_and_kept_as_a_hash(api, people, logged):
    admin = people.user(Role.ADMIN)
    made = make(api, admin)
    token, details = made.body["token"], made.body["details"]
    assert made.status == 201 and details["scopes"] == ["scores:read"]
    assert ask(api, token).status == 200
    listed = api("GET", "/api-tokens", token=admin.token).body
    assert listed[0]["id"] == details["id"] and listed[0]["ends_with"] == token[-4:]
    assert token not in json.dumps(listed)
    assert token not in str(row_of(people, details["id"])) and token not in logged()
    [event, *_] = api("GET", "/audit-events", token=admin.token).body["items"]
    assert event["action"] == "api_token.create" and token not in json.dumps(event)


def test_a_list_of_tokens_is_read_on_from_the_last_one_seen(api, people):
    admin = people.user(Role.ADMIN)
    ids = [make(api, admin).body["details"]["id"] for _ in range(3)]
    first = api("GET", "/api-tokens", token=admin.token, query="limit=2").body
    second = api(
        "GET", "/api-tokens", token=admin.token, query=f"limit=2&before={first[-1]['id']}"
    ).body
    assert [one["id"] for one in (*first, *second)][:3] == ids[::-1]


def test_the_same_scope_twice_is_one(api, people):
    made = make(api, people.user(Role.ADMIN), scopes=["scores:read", "scores:read"])
    assert made.body["details"]["scopes"] == ["scores:read"]


@pytest.mark.parametrize(
    "changes",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"expires_in_days": 0},
        {"expires_in_days": 367},
        {"expires_in_days": None},
        {"name": ""},
    ],
    ids=str,
)
def test_what_no_token_can_be_is_refused(changes, api, people):
    assert make(api, people.user(Role.ADMIN), **changes).status == 422


def test_a_revoked_token_opens_nothing_from_then_on(api, people):
    admin = people.user(Role.ADMIN)
    made = make(api, admin).body
    path = f"/api-tokens/{made['details']['id']}"
    revoked = api("DELETE", path, token=admin.token)
    assert revoked.status == 200 and revoked.body["revoked_at"]
    refused = ask(api, made["token"])
    assert refused.status == 401 and "revoked" in refused.body["detail"]
    again = api("DELETE", path, token=admin.token)
    assert again.body == revoked.body, "doing it again changes nothing"
    events = api("GET", "/audit-events", token=admin.token, query="action=api_token.revoke").body
    subjects = [event["subject_id"] for event in events["items"]]
    assert subjects.count(made["details"]["id"]) == 1


def test_an_expired_token_says_so(api, people):
    token_id, token = people.program(Scope.SCORES_READ)
    change(people, token_id, "expires_at = now()")
    refused = ask(api, token)
    assert refused.status == 401 and "expired" in refused.body["detail"]
    assert refused.headers["www-authenticate"] == "Bearer"
    assert row_of(people, token_id).last_used_at is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1],
        lambda token: token[:-7] + ("x" if token[-7] != "x" else "y") + token[-6:],
        lambda token: token.lower(),
        lambda token: "",
        lambda token: "creditscore_" + "0" * 46,
        lambda token: "ы" * 58,
        lambda token: token * 100,
    ],
)
def test_what_is_no_token_is_refused_with_what_to_do(spoil, api, people):
    _, token = people.program(Scope.SCORES_READ)
    refused = ask(api, spoil(token))
    assert refused.status == 401 and "copied whole" in refused.body["detail"]


def test_the_token_of_a_session_is_none_of_a_program(api, people):
    assert ask(api, people.user(Role.ADMIN).token).status == 401


def test_a_session_and_a_token_at_once_are_refused(api, people):
    _, token = people.program(Scope.SCORES_READ)
    person = people.user(Role.ADMIN)
    refused = ask(api, token, cookies=[f"__Host-session={person.token}"])
    assert (refused.status, refused.body["detail"][0]["code"]) == (422, "two_identities")


def test_another_sites_page_is_no_hindrance_to_a_token(api, people):
    """No browser adds a token by itself, so that nobody can be made to send one."""
    client = people.client()
    _, token = people.program(Scope.SCORES_WRITE)
    path = f"/clients/{client.client_id}/score"
    assert ask(api, token, "POST", path, sec_fetch_site="cross-site").status == 202
    refused = api("POST", path, token=client.token, sec_fetch_site="cross-site")
    assert refused.status == 403


def test_the_last_use_is_written_once_a_minute(api, people):
    token_id, token = people.program(Scope.SCORES_READ)
    ask(api, token)
    first = row_of(people, token_id).last_used_at
    ask(api, token)
    assert first is not None and row_of(people, token_id).last_used_at == first
    change(people, token_id, "last_used_at = now() - interval '61 seconds'")
    ask(api, token)
    assert row_of(people, token_id).last_used_at > first


def test_a_program_asks_so_often_in_an_hour(api, people, monkeypatch):
    monkeypatch.setenv("PROGRAM_REQUESTS_PER_HOUR", "2")
    _, token = people.program(Scope.SCORES_READ)
    _, another = people.program(Scope.SCORES_READ)
    statuses = [ask(api, token).status for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert ask(api, token).body["error"] == "too_many_requests"
    assert ask(api, another).status == 200, "each has a count of its own"


def test_what_a_program_does_stands_in_the_journal_under_its_name(api, people, queued):
    client, admin = people.client(), people.user(Role.ADMIN)
    made = make(api, admin, name="Crm Import", scopes=["scores:write"]).body
    ask(api, made["token"], "POST", f"/clients/{client.client_id}/score")
    query = f"subject_table=clients&subject_id={client.client_id}"
    [event] = api("GET", "/audit-events", token=admin.token, query=query).body["items"]
    assert event["action"] == "score.request"
    assert event["actor_id"] == made["details"]["user_id"]
    assert event["actor_name"] == "Crm Import"


def test_nobody_logs_in_as_a_program_or_gives_it_a_password(api, people):
    admin = people.user(Role.ADMIN)
    user_id = make(api, admin).body["details"]["user_id"]
    login = api("GET", f"/users/{user_id}", token=admin.token).body["login"]
    refused = api("POST", "/auth/login", {"login": login, "password": PASSWORD})
    assert (refused.status, refused.body["error"]) == (401, "wrong_credentials")
    reset = api("POST", f"/users/{user_id}/password", token=admin.token)
    assert reset.status == 409 and "Revoke its token" in reset.body["detail"]
    listed = api("GET", "/users", token=admin.token, query=f"q={login}").body
    assert listed["total"] == 0


def test_no_member_of_staff_can_be_made_a_program(api, people):
    admin = people.user(Role.ADMIN)
    body = {"login": "a.program", "first_name": "А", "last_name": "Б", "role": "program"}
    assert api("POST", "/users", body, token=admin.token).status == 422


@pytest.mark.parametrize("root", ["", "/v1", "/api", "/api/v1"])
def test_every_path_is_served_with_its_version_and_without(root, api, people):
    client = people.client()
    card = api("GET", f"{root}/clients/{client.client_id}", token=client.token)
    assert card.status == 200
    assert api("GET", f"{root}/api-tokens", token=client.token).status == 403
    asked = api("POST", f"{root}/clients/{client.client_id}/score", token=client.token)
    assert asked.headers["location"] == f"../../scores/{asked.body['id']}"


@pytest.mark.parametrize(
    "path", ["/v2/health", "/v1v1/health", "/v1/v1/health", "/v1health", "/v1"]
)
def test_there_is_no_other_version(path, api):
    assert api("GET", path).status == 404
