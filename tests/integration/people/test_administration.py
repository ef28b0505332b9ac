"""Accounts, the journal and the dead letters: what administrators look after."""

import io
import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pydantic import ValidationError
from sqlalchemy import event, text

from core.kit.database import connect
from core.kit.queue import queue_client
from core.people.rules.roles import Role
from core.scores.dead_letters import DeadLetter, find_scores
from core.scores.rules.messages import ScoringMessage
from maintenance.administrators import LoginTakenError
from tests.integration.makers import PASSWORD
from tests.integration.people.conftest import session_of


@pytest.fixture
def admin(people):
    return people.user(Role.ADMIN)


def log_in(api, login, password):
    answer = api("POST", "/auth/login", {"login": login, "password": password})
    return answer.status, answer.cookies[0].split("=")[1].split(";")[0] if answer.cookies else None


NEW_PASSWORD = "violet tram repairs seven"


def settle_in(api, login, password):
    """Logs in with a one-time password and changes it; returns the token of the session."""
    status, token = log_in(api, login, password)
    assert status == 200
    change = {"old_password": password, "new_password": NEW_PASSWORD}
    changed = api("PUT", "/auth/password", change, token=token)
    assert changed.status == 204
    return session_of(changed)


def actions(people, subject_id):
    people.connection.rollback()
    statement = text(
        "SELECT action FROM audit_events WHERE subject_table = 'users' AND subject_id = :id"
        " ORDER BY id"
    )
    return list(people.connection.execute(statement, {"id": subject_id}).scalars())


def test_a_manager_is_made_works_is_locked_out_and_let_in_again(api, people, admin):
    login = f"new.{admin.user_id}"
    request = {"login": login, "first_name": "Пётр", "last_name": "Новый", "role": "manager"}
    made = api("POST", "/users", request, token=admin.token)
    assert made.status == 201
    user_id, password = made.body["user"]["id"], made.body["password"]
    assert len(password) >= 16
    token = settle_in(api, login, password)
    assert api("GET", "/clients", query="manager=me", token=token).body["total"] == 0
    assert api("GET", "/auth/me", token=token).body["manager_id"] is not None

    disabled = api("POST", f"/users/{user_id}/disable", token=admin.token)
    assert disabled.body["disabled_at"] is not None
    assert api("GET", "/auth/me", token=token).status == 401
    assert log_in(api, login, NEW_PASSWORD)[0] == 403
    listed = api("GET", "/managers", token=admin.token).body
    assert user_id not in {manager["user_id"] for manager in listed}

    assert api("POST", f"/users/{user_id}/enable", token=admin.token).body["disabled_at"] is None
    assert api("GET", "/auth/me", token=token).status == 401  # what ended stays ended
    assert log_in(api, login, NEW_PASSWORD)[0] == 200
    deeds = [action for action in actions(people, user_id) if not action.startswith("login.")]
    assert deeds == ["user.create", "user.change_password", "user.disable", "user.enable"]


def test_managers_are_listed_by_name_namesakes_by_first_name(api, people, admin):
    named = [
        {"last_name": "Однофамильцев", "first_name": name} for name in ("Пётр", "Анна", "Иван")
    ]
    users = {people.user(Role.MANAGER, **names).user_id for names in named}
    for user_id in users:
        insertion = text("INSERT INTO managers (user_id) VALUES (:user_id) ON CONFLICT DO NOTHING")
        people.connection.execute(insertion, {"user_id": user_id})
    people.connection.commit()
    listed = api("GET", "/managers", token=admin.token).body
    found = [one["first_name"] for one in listed if one["user_id"] in users]
    assert found == ["Анна", "Иван", "Пётр"]


def test_a_login_is_given_once_and_has_a_plain_form(api, admin):
    request = {"login": admin.login, "first_name": "A", "last_name": "B", "role": "analyst"}
    taken = api("POST", "/users", request, token=admin.token)
    assert (taken.status, taken.body["error"]) == (409, "conflict")
    for change in ({"login": "Ab"}, {"login": "имя"}, {"role": "client"}, {"first_name": ""}):
        assert api("POST", "/users", request | change, token=admin.token).status == 422


def test_nobody_locks_oneself_out(api, admin):
    for deed in ("disable", "enable", "password"):
        answer = api("POST", f"/users/{admin.user_id}/{deed}", token=admin.token)
        assert (answer.status, answer.body["error"]) == (409, "conflict")


def test_a_reset_password_replaces_the_old_one_and_ends_the_sessions(api, people, admin):
    user = people.user(Role.ANALYST)
    reset = api("POST", f"/users/{user.user_id}/password", token=admin.token)
    assert api("GET", "/auth/me", token=user.token).status == 401
    assert log_in(api, user.login, PASSWORD)[0] == 401
    assert log_in(api, user.login, reset.body["password"])[0] == 200
    event = people.connection.execute(
        text(
            "SELECT old_values, new_values FROM audit_events"
            " WHERE action = 'user.reset_password' AND subject_id = :id"
        ),
        {"id": user.user_id},
    ).one()
    assert tuple(event) == ({}, {})


def test_changing_the_own_password_keeps_this_session_only(api, people):
    user = people.user(Role.UNDERWRITER)
    elsewhere = log_in(api, user.login, PASSWORD)[1]
    change = {"old_password": PASSWORD, "new_password": "a longer one than before"}
    changed = api("PUT", "/auth/password", change, token=user.token)
    assert changed.status == 204
    assert api("GET", "/auth/me", token=session_of(changed)).status == 200
    assert api("GET", "/auth/me", token=user.token).status == 401  # who has seen it is out
    assert api("GET", "/auth/me", token=elsewhere).status == 401
    assert log_in(api, user.login, "a longer one than before")[0] == 200


def test_the_old_password_is_asked_for_and_guesses_are_slowed(api, people):
    user = people.user(Role.UNDERWRITER)
    wrong = {"old_password": "wrong", "new_password": "a longer one than before"}
    statuses = [api("PUT", "/auth/password", wrong, token=user.token).status for _ in range(7)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    short = {"old_password": PASSWORD, "new_password": "too short"}
    assert api("PUT", "/auth/password", short, token=user.token).status == 422


def test_users_are_found_by_name_login_and_role(api, people, admin):
    user = people.user(Role.ANALYST, first_name="Ян", last_name="Иголкин")
    for query in ("q=%D0%B8%D0%B3%D0%BE%D0%BB%D0%BA", f"q={user.login}&role=analyst"):
        found = api("GET", "/users", query=query, token=admin.token).body
        assert [item["id"] for item in found["items"]] == [user.user_id]
        assert found["total"] == 1
        assert "password" not in json.dumps(found)
    assert api("GET", "/users", query=f"q={user.login}&role=admin", token=admin.token).body == {
        "items": [],
        "next": None,
        "total": 0,
    }


def test_the_journal_names_who_did_what_newest_first(api, people, admin):
    client = people.client(people.manager())
    for children in (2, 3, 4):
        body = {"cnt_children": children, "cnt_fam_members": children + 2}
        api("PATCH", f"/clients/{client.client_id}", body, token=admin.token)
    page = api("GET", "/audit-events", query="action=client.edit&limit=2", token=admin.token).body
    assert [event["new_values"]["cnt_children"] for event in page["items"]] == [4, 3]
    assert {event["subject_id"] for event in page["items"]} == {client.client_id}
    assert {event["actor_id"] for event in page["items"]} == {admin.user_id}
    assert page["items"][0]["actor_name"].startswith("Тестова")
    assert page["next"] == str(page["items"][-1]["id"])


def test_dead_letters_are_seen_stay_and_are_sent_again(api, people, admin, queued):
    score_id = str(people.pending_score(people.client(people.manager())))
    gone = "01936d3c-7f5a-7cc0-8a33-0242ac120009"
    message = {"schema_version": 1, "score_ids": [score_id, gone], "correlation_id": "lost"}
    for body in (json.dumps(message), "not one of ours"):
        queue_client().send_message(QueueUrl=os.environ["DEAD_LETTER_QUEUE_URL"], MessageBody=body)
    for _ in range(2):  # looking takes nothing away
        seen = api("GET", "/dead-letters", token=admin.token).body
        assert seen["total"] == 2
        letters = {letter["correlation_id"]: letter for letter in seen["items"]}
        assert letters[None]["scores"] == []
        scores = {score["score_id"]: score for score in letters["lost"]["scores"]}
        assert scores[score_id]["status"] == "pending"
        assert scores[gone]["client_id"] is None
    assert api("POST", "/dead-letters/redrive", token=admin.token).body == {"moved": 2}
    query = "subject_table=dead_letters&limit=2"
    entry, begun = api("GET", "/audit-events", query=query, token=admin.token).body["items"]
    assert (begun["action"], begun["actor_id"]) == ("dead_letters.begin_redrive", admin.user_id)
    assert begun["new_values"] == {"at_most": 500}
    assert (entry["action"], entry["actor_id"]) == ("dead_letters.redrive", admin.user_id)
    assert entry["new_values"] == {"moved": 2}
    assert set(queued()) == {json.dumps(message), "not one of ours"}
    assert api("GET", "/dead-letters", token=admin.token).body == {"total": 0, "items": []}


def test_of_many_dead_letters_fifty_are_shown_and_all_are_counted(api, admin, queued):
    for place in range(51):
        queue_client().send_message(
            QueueUrl=os.environ["DEAD_LETTER_QUEUE_URL"], MessageBody=f"letter {place}"
        )
    seen = api("GET", "/dead-letters", token=admin.token).body
    assert (seen["total"], len(seen["items"])) == (51, 50)
    assert api("POST", "/dead-letters/redrive", token=admin.token).body == {"moved": 51}
    assert len(queued()) == 51


def test_of_a_dead_letters_scores_only_what_is_shown_is_read(people):
    """A letter may name 200 scores, each with kilobytes of reasons and features."""
    score_id = people.pending_score(people.client())
    message = ScoringMessage(score_ids=[score_id], correlation_id="lost")
    letter = DeadLetter("one", datetime.now(UTC), message)
    statements: list[str] = []

    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    with connect() as connection:
        event.listen(connection, "before_cursor_execute", note)
        [score] = find_scores(connection, [letter])["one"]
        event.remove(connection, "before_cursor_execute", note)
    assert (score.score_id, score.status) == (score_id, "pending")
    [read] = statements
    assert "features" not in read and "reasons" not in read


@contextmanager
def redirect_logs(stream):
    """What the maintenance function logs goes to the stream."""
    from maintenance.handler import logger

    handler = logger.registered_handler
    usual = handler.setStream(stream)
    yield
    handler.setStream(usual)


def test_the_first_administrator_is_made_by_who_deploys(api, maintain):
    login = f"first.{uuid4().hex[:8]}"
    event = {"action": "add_admin", "login": login, "first_name": "Ада", "last_name": "Первая"}
    lines = io.StringIO()
    with redirect_logs(lines):
        made = maintain(**event)
    assert "maintenance done" in lines.getvalue()
    assert login not in lines.getvalue()
    assert made["password"] not in lines.getvalue()
    assert api("GET", "/users", token=settle_in(api, login, made["password"])).status == 200
    with pytest.raises(LoginTakenError, match="^This login is taken"):  # Lambda logs it
        maintain(**event)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\u202eb", "\u200b", "a\x00"])
def test_the_first_administrator_has_a_name_like_everybody_else(maintain, name):
    event = {"action": "add_admin", "login": "n.n", "first_name": "Ада", "last_name": "Первая"}
    for field in ("first_name", "last_name"):
        with pytest.raises(ValidationError):
            maintain(**{**event, "login": "nobody.yet", field: name})
