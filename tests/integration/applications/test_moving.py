"""Withdrawing, reviewing and giving back; and the borrower's own way."""

import pytest

from core.people.rules.roles import Role
from tests.integration.applications.makers import WANTED, person
from tests.integration.conftest import scoring_record


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def client(people, manager):
    return people.client(manager)


def do(api, who, application_id, deed, body=None):
    return api("POST", f"/applications/{application_id}/{deed}", body, token=who.token)


def apply(api, client):
    told = {name: value for name, value in person("Заёмова").items() if name == "consent_on"}
    body = {"person": {**told, "phone": "+79131234567"}, "wanted": WANTED}
    answer = api("POST", "/applications", body, token=client.token)
    assert answer.status == 201, answer.body
    return answer.body


def test_every_step_is_on_the_timeline_with_who_took_it(api, people, client, manager):
    underwriter = people.user(Role.UNDERWRITER)
    application_id = people.application(client, manager)
    reason = {"reason": "Нужна справка о доходе"}
    assert do(api, manager, application_id, "review").body["state"] == "in_review"
    returned = do(api, underwriter, application_id, "return", reason).body
    assert (returned["state"], returned["returned_reason"]) == (
        "waiting_for_applicant",
        reason["reason"],
    )
    assert do(api, manager, application_id, "withdraw").body["state"] == "withdrawn"
    events = api("GET", f"/applications/{application_id}/events", token=manager.token).body
    steps = [(event["from_state"], event["to_state"], event["actor_id"]) for event in events]
    assert steps == [
        ("waiting_for_applicant", "withdrawn", manager.user_id),
        ("in_review", "waiting_for_applicant", underwriter.user_id),
        ("scored", "in_review", manager.user_id),
    ]
    assert events[1]["note"] == reason["reason"]
    admin = people.user(Role.ADMIN)
    query = f"action=application.move&subject_id={returned['number']}"
    moved = api("GET", "/audit-events", query=query, token=admin.token).body["items"]
    assert len(moved) == 3


@pytest.mark.parametrize("state", ["approved", "declined", "booked", "withdrawn", "expired"])
def test_what_cannot_follow_is_a_conflict(api, people, client, manager, state):
    application_id = people.application(client, manager, state=state)
    body = {"reason": "x"}
    for deed in ("review", "return", "submit"):
        answer = do(api, manager, application_id, deed, {"return": body, "submit": {}}.get(deed))
        assert (answer.status, answer.body["error"]) == (409, "conflict")
    patch = api("PATCH", f"/applications/{application_id}", {}, token=manager.token)
    assert patch.status == 409
    withdrawn = do(api, manager, application_id, "withdraw")
    assert withdrawn.status == (200 if state == "approved" else 409)


def test_a_review_is_of_what_has_a_score(api, people, client, manager):
    pending = people.application(client, manager, score_id=people.pending_score(client))
    assert do(api, manager, pending, "review").status == 409


def test_why_is_said_to_whom_it_is_given_back(api, people, client, manager):
    application_id = people.application(client, manager)
    for reason in ("", " ", "x" * 501, "a\u0000b"):
        assert do(api, manager, application_id, "return", {"reason": reason}).status == 422


def test_a_borrower_applies_follows_mends_and_withdraws(
    api, people, client, manager, queued, score_batch
):
    draft = apply(api, client)
    assert (draft["channel"], draft["client_id"]) == ("borrower", client.client_id)
    assert draft["manager_id"] == manager.manager_id
    assert draft["missing"] == []
    application_id = draft["id"]
    path = f"/applications/{application_id}"
    submitted = do(api, client, application_id, "submit", {}).body
    assert (submitted["state"], submitted["client_id"]) == ("submitted", client.client_id)
    [message] = queued()
    score_batch(scoring_record(message))
    mend = {"answers": {"cnt_children": 0}}
    assert api("PATCH", path, mend, token=client.token).status == 409
    assert do(api, client, application_id, "submit", {}).status == 409
    assert do(api, manager, application_id, "return", {"reason": "Сколько детей?"}).status == 200
    seen = api("GET", path, token=client.token).body
    assert (seen["state"], seen["returned_reason"]) == ("waiting_for_applicant", "Сколько детей?")
    assert api("PATCH", path, mend, token=client.token).status == 200
    again = do(api, client, application_id, "submit", {}).body
    assert (again["state"], again["times_changed"], again["returned_reason"]) == (
        *("submitted", 1),
        None,
    )
    assert do(api, client, application_id, "withdraw").body["state"] == "withdrawn"
    listed = api("GET", "/applications", token=client.token).body["items"]
    assert [item["state"] for item in listed] == ["withdrawn"]


def test_a_borrower_has_one_open_application(api, client):
    first = apply(api, client)
    assert api("POST", "/applications", {}, token=client.token).status == 409
    do(api, client, first["id"], "withdraw")
    assert api("POST", "/applications", {}, token=client.token).status == 201


def test_a_borrower_speaks_for_nobody_else_and_sets_no_rate(api, people, client):
    other = people.client()
    body = {"client_id": other.client_id}
    assert api("POST", "/applications", body, token=client.token).status == 403
    rate = {"wanted": {"annual_rate": "0.01"}}
    assert api("POST", "/applications", rate, token=client.token).status == 403
    draft = apply(api, client)
    patch = api("PATCH", f"/applications/{draft['id']}", rate, token=client.token)
    assert patch.status == 403
    who = {"same_person": other.client_id}
    assert do(api, client, draft["id"], "submit", who).status == 403


def test_a_managers_draft_of_a_client_is_not_the_clients_yet(api, client, manager):
    body = {"client_id": client.client_id}
    draft = api("POST", "/applications", body, token=manager.token).body
    assert api("GET", f"/applications/{draft['id']}", token=client.token).status == 404
    assert api("GET", "/applications", token=client.token).body["items"] == []


def test_what_nobody_handles_any_manager_may(api, people):
    client = people.client()
    application_id = people.application(client)
    assert do(api, people.manager(), application_id, "review").status == 200
