"""The journal: what is in it, what is not, and how something is found."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from core.journal.queries import record_event
from core.people.rules.roles import Role
from tests.integration.makers import PASSWORD
from tests.integration.people.conftest import session_of

TYPED = "hunter2 typed for a login"


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


@pytest.fixture
def journal(api, admin):
    """Asks the journal for events."""

    def ask(**wanted):
        query = urlencode({"limit": 200, **wanted})
        answer = api("GET", "/audit-events", query=query, token=admin.token)
        assert answer.status == 200, answer.body
        return answer.body["items"]

    return ask


def log_in(api, login, password=PASSWORD, address="198.51.100.77"):
    body = {"login": login, "password": password}
    return api("POST", "/auth/login", body, x_forwarded_for=f"{address}, 64.252.70.11")


def actions(events):
    return [event["action"] for event in reversed(events)]


def test_what_people_do_about_their_own_access(api, people, journal):
    person = people.user(Role.ANALYST)
    log_in(api, person.login, "wrong")
    token = log_in(api, person.login).cookies[0].partition("=")[2].partition(";")[0]
    change = {"old_password": PASSWORD, "new_password": "violet tram repairs seven"}
    token = session_of(api("PUT", "/auth/password", change, token=token))
    log_in(api, person.login, change["new_password"])
    for _ in range(2):  # of nothing that ends there is nothing to tell
        api("DELETE", "/auth/sessions", token=token)
    api("POST", "/auth/logout", token=token)
    api("POST", "/auth/logout", token=token)
    events = journal(subject_table="users", subject_id=person.user_id)
    assert actions(events) == [
        "login.failed",
        "login.ok",
        "user.change_password",
        "login.ok",
        "session.end_others",
        "session.logout",
    ]
    assert [event["actor_id"] for event in events] == [person.user_id] * 5 + [None]


def test_of_a_failed_login_nothing_that_was_typed_is_kept(api, people, journal, capfd):
    before = {event["id"] for event in journal(action="login.failed", subject_id=0)}
    log_in(api, TYPED, TYPED)
    events = journal(action="login.failed", subject_id=0)
    assert [event["id"] in before for event in events[:2]] in ([False], [False, True])
    assert (events[0]["actor_id"], events[0]["subject_name"]) == (None, None)
    assert events[0]["new_values"]["reason"] == "wrong_credentials"
    people.connection.rollback()
    kept = people.connection.execute(text("SELECT e::text FROM audit_events e")).scalars()
    assert not [row for row in kept if "hunter2" in row or "198.51.100.77" in row]
    out, error = capfd.readouterr()
    assert "hunter2" not in out + error


def test_a_closed_account_and_the_first_refusal_of_a_wait_are_in_it(api, people, journal):
    closed, person = people.user(Role.DISMISSED), people.user(Role.ANALYST)
    log_in(api, closed.login, address="198.51.100.78")
    [event] = journal(subject_table="users", subject_id=closed.user_id)
    assert (event["action"], event["new_values"]["reason"]) == ("login.failed", "forbidden")
    statuses = [log_in(api, person.login, "wrong", "198.51.100.79").status for _ in range(16)]
    blocked = journal(action="login.blocked", subject_id=person.user_id)
    assert 1 <= len(blocked) < statuses.count(429)


def test_requests_for_scores_are_in_it(api, people, admin, journal):
    client = people.client(people.manager())
    score = api("POST", f"/clients/{client.client_id}/score", token=client.token).body
    [event] = journal(subject_table="clients", subject_id=client.client_id)
    assert (event["action"], event["actor_id"]) == ("score.request", client.user_id)
    assert event["new_values"] == {"score_id": score["id"]}
    assert event["subject_name"] == event["actor_name"]
    body = {"client_ids": [client.client_id]}
    batch = api("POST", "/portfolio/scores", body, token=admin.token).body
    [event] = journal(action="portfolio.request", actor_id=admin.user_id)
    assert event["new_values"] == {
        "batch_id": batch["id"],
        "manager_id": None,
        "client_ids": [client.client_id],
    }


def test_a_request_for_a_score_of_nobody_leaves_nothing(api, people, admin, journal):
    assert api("POST", f"/clients/{2**40}/score", token=admin.token).status == 404
    assert journal(subject_table="clients", subject_id=2**40) == []


def test_the_redrive_is_in_it_before_the_messages_move(api, admin, journal, monkeypatch):
    def fail(_):
        raise RuntimeError

    monkeypatch.setattr("api.scores.dead_letter_routes.redrive", fail)
    assert api("POST", "/dead-letters/redrive", token=admin.token).status == 500
    assert actions(journal(actor_id=admin.user_id)) == ["dead_letters.begin_redrive"]


def test_events_are_found_by_who_whom_what_and_when(api, people, admin, journal):
    manager = people.manager()
    api("POST", f"/managers/{manager.manager_id}/dismiss", token=admin.token)
    [event] = journal(actor_id=admin.user_id, action="manager.dismiss")
    assert event["subject_name"].startswith("Тестова")
    now = datetime.now(UTC)
    earlier, later = (now - timedelta(hours=1)).isoformat(), (now + timedelta(hours=1)).isoformat()
    for wanted, count in (
        ({"since": earlier, "until": later}, 1),
        ({"since": later}, 0),
        ({"until": earlier}, 0),
        ({"subject_table": "managers", "subject_id": manager.manager_id}, 1),
        ({"subject_table": "clients", "subject_id": manager.manager_id}, 0),
    ):
        found = journal(**{"actor_id": admin.user_id, "action": "manager.dismiss", **wanted})
        assert len(found) == count


def test_pages_of_the_journal_follow_each_other_without_a_gap(api, people, journal):
    person = people.user(Role.ANALYST)
    for _ in range(5):
        log_in(api, person.login)
    wanted = {"subject_table": "users", "subject_id": person.user_id}
    whole = [event["id"] for event in journal(**wanted)]
    places = ({}, {"after": whole[1]}, {"after": whole[3]}, {"after": whole[4]})
    pages = [[event["id"] for event in journal(**wanted, **place, limit=2)] for place in places]
    assert len(whole) == 5 and whole == sorted(whole, reverse=True), "the newest first"
    assert pages == [whole[:2], whole[2:4], whole[4:], []]


@pytest.mark.parametrize(
    "query", ["since=2026-01-01T00:00:00", "actor_id=9223372036854775808", "action=a'b", "since=x"]
)
def test_a_filter_that_means_nothing_is_refused(api, admin, query):
    assert api("GET", "/audit-events", query=query, token=admin.token).status == 422


def test_the_journal_outlives_whom_it_names(api, people, maintain, journal):
    client = people.client()
    log_in(api, client.login, address="198.51.100.80")
    maintain(action="seed", password="a demo password", count=0, replace=True)
    [event] = journal(action="login.ok", actor_id=client.user_id)
    assert (event["actor_name"], event["subject_name"]) == (None, None)


def test_the_journal_takes_no_change(people):
    with pytest.raises(Exception, match="append-only"):
        people.connection.execute(text("DELETE FROM audit_events"))
    people.connection.rollback()


def test_a_deed_that_fails_halfway_leaves_nothing(api, people, admin, monkeypatch):
    """Deed and journal are one transaction: neither is there without the other."""
    client = people.client()

    def fail(*_, **__):
        raise RuntimeError

    for module in ("api.clients.editing", "api.people.accounts"):
        monkeypatch.setattr(f"{module}.record_event", fail)
    path = f"/clients/{client.client_id}"
    before = api("GET", path, token=admin.token).body["cnt_fam_members"]
    assert api("PATCH", path, {"cnt_fam_members": 4}, token=admin.token).status == 500
    assert before != 4
    assert api("GET", path, token=admin.token).body["cnt_fam_members"] == before
    assert api("POST", f"/users/{client.user_id}/disable", token=admin.token).status == 500
    assert api("GET", "/me/dashboard", token=client.token).status == 200
    assert "password" not in json.dumps(api("GET", "/users", token=admin.token).body)


def test_deeds_on_accounts_are_in_it_with_what_was_before_and_after(api, admin, journal):
    login = f"noted.{admin.user_id}"
    request = {"login": login, "first_name": "Анна", "last_name": "Новая", "role": "analyst"}
    made = api("POST", "/users", request, token=admin.token).body
    path = f"/users/{made['user']['id']}"
    for deed in ("disable", "disable", "enable", "enable"):
        assert api("POST", f"{path}/{deed}", token=admin.token).status == 200
    events = journal(subject_table="users", subject_id=made["user"]["id"])
    told = [(event["action"], event["old_values"], event["new_values"]) for event in events]
    assert told == [
        ("user.enable", {"disabled": True}, {"disabled": False}),
        ("user.disable", {"disabled": False}, {"disabled": True}),
        ("user.create", {}, {"login": login, "role": "analyst"}),
    ]


def test_a_client_without_a_login_is_named(people, journal):
    client = people.client(last_name="Безлогина")
    unlink = text("UPDATE clients SET user_id = NULL WHERE id = :id")
    people.connection.execute(unlink, {"id": client.client_id})
    record_event(
        people.connection,
        actor_id=client.user_id,
        action="client.edit",
        subject=("clients", client.client_id),
        old_values={},
        new_values={},
    )
    people.connection.commit()
    [event] = journal(subject_table="clients", subject_id=client.client_id)
    assert event["subject_name"] == "Безлогина Анна"
