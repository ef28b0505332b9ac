"""Who a client is and how to reach them: changed, found by, and the same wherever it is shown."""

from urllib.parse import quote

import pytest

from core.people.rules.roles import Role
from tests.integration.people.test_dismissal import events


@pytest.fixture
def manager(people):
    return people.manager()


@pytest.fixture
def client(people, manager):
    return people.client(manager)


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


def change(api, who, client, **profile):
    return api("PATCH", f"/clients/{client.client_id}", profile, token=who.token)


def test_a_profile_is_stored_shown_and_written_to_the_journal(api, people, manager, client):
    profile = {
        "last_name": "Новая-Фамилия",
        "patronymic": "Сергеевна",
        "phone": "8 (916) 123-45-67",
        "email": "anna@example.com",
        "external_id": f"C-{client.client_id}",
    }
    card = change(api, manager, client, **profile).body
    expected = {**profile, "phone": "+79161234567"}
    assert {name: card[name] for name in profile} == expected
    own = api("GET", "/me/dashboard", token=client.token).body["client"]
    assert {name: own[name] for name in profile} == expected
    assert api("GET", "/auth/me", token=client.token).body["last_name"] == "Новая-Фамилия"
    [event] = events(people, "client.edit", client.client_id)
    assert event.new_values == expected
    assert event.old_values["phone"] is None


def test_a_profile_changes_no_score_and_answers_change_no_profile(api, people, manager):
    client = people.client(manager, history=None)
    people.done_score(client, 0.02, "C", model="thin_file")
    path = f"/clients/{client.client_id}"
    assert change(api, manager, client, phone="+7 916 123-45-67").body["freshness"] == "current"
    card = change(api, manager, client, cnt_fam_members=4).body
    assert (card["freshness"], card["phone"]) == ("stale", "+79161234567")
    both = change(api, manager, client, phone=None, cnt_fam_members=5).body
    assert (both["phone"], both["cnt_fam_members"]) == (None, 5)
    assert api("GET", path, token=client.token).status == 200


def test_of_two_who_change_a_client_the_slower_is_told(api, manager, admin, client):
    path = f"/clients/{client.client_id}"
    read = api("GET", path, token=admin.token).headers["etag"]
    first = api("PATCH", path, {"phone": "+79161234567"}, token=manager.token, if_match=read)
    assert first.status == 200
    for body in ({"email": "a@example.com"}, {"cnt_fam_members": 4}):
        second = api("PATCH", path, body, token=admin.token, if_match=read)
        assert (second.status, second.body["error"]) == (412, "precondition_failed")
    newest = first.headers["etag"]
    again = api("PATCH", path, {"phone": "8 916 1234567"}, token=manager.token, if_match=newest)
    assert again.headers["etag"] == newest, "the same number is no edit"


def test_a_number_of_the_lender_is_of_one_person(api, people, manager, client):
    other = people.client(manager)
    number = f"N-{client.client_id}"
    assert change(api, manager, client, external_id=number).status == 200
    answer = change(api, manager, other, external_id=number, phone="+79161234567")
    assert (answer.status, answer.body["error"]) == (409, "taken")
    [fault] = answer.body["detail"]
    assert fault["field"] == "external_id"
    assert f"Client {client.client_id}" in fault["message"]
    assert fault["limits"] == {"client_id": client.client_id}
    card = api("GET", f"/clients/{other.client_id}", token=manager.token).body
    assert (card["phone"], card["external_id"]) == (None, None)


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        ({"phone": "12345"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"phone": "+7 916 123-45-67, после 18"}, "phone"),
        ({"phone": 79161234567}, "phone"),
        ({"email": "anna"}, "email"),
        ({"email": "anna@localhost"}, "email"),
        ({"email": "an na@example.com"}, "email"),
        ({"email": "a" * 250 + "@example.com"}, "email"),
        ({"last_name": None}, "last_name"),
        ({"last_name": " "}, "last_name"),
        ({"first_name": "a\u202eb"}, "first_name"),
        ({"patronymic": None}, "patronymic"),
        ({"patronymic": "x" * 101}, "patronymic"),
        ({"external_id": ""}, "external_id"),
        ({"external_id": "x" * 65}, "external_id"),
        ({"user_id": 1}, "user_id"),
        ({"manager_id": 1}, "manager_id"),
        ({"closed_at": None}, "closed_at"),
    ],
)
def test_what_is_no_profile_is_told_by_field(api, manager, client, profile, field):
    answer = change(api, manager, client, **profile)
    assert answer.status == 422
    assert [fault["field"] for fault in answer.body["detail"]] == [field]


@pytest.mark.parametrize(
    "query",
    [
        *("+79031112233", "8 (903) 111-22-33", "903 111 22 33", "111-22-33", "9031112233"),
        *("Z-2024-77", "z-2024", "Патронимовна", "поискова патронимовна", "поискова 903"),
    ],
)
def test_a_client_is_found_by_phone_number_of_the_lender_and_patronymic(
    api, people, manager, query
):
    values = {"phone": "+79031112233", "patronymic": "Патронимовна"}
    client_id = people.without_login(manager, last_name="Поискова", **values)
    found = change_number(api, manager, client_id, query)
    assert found == [client_id]


def change_number(api, manager, client_id, query):
    """Gives the lender's number for the time of one search: it is of one person alone."""
    path = f"/clients/{client_id}"
    assert api("PATCH", path, {"external_id": "Z-2024-77"}, token=manager.token).status == 200
    sought = f"manager=me&q={quote(query)}"
    items = api("GET", "/clients", query=sought, token=manager.token).body["items"]
    assert api("PATCH", path, {"external_id": None}, token=manager.token).status == 200
    return [item["id"] for item in items]
