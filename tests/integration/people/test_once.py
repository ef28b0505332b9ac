"""A request that comes twice with one key is done once."""

import json

import pytest
from sqlalchemy import create_engine, text

from core.people.idempotency import hold_key
from core.people.rules.roles import Role
from core.people.rules.scopes import Scope
from core.people.tables import idempotency_keys
from tests.integration.scores.test_enquiries import BODY, enquiries_of


def ask(api, token, key, body=BODY, **more):
    return api(
        "POST", "/scores", body, authorization=f"Bearer {token}", idempotency_key=key, **more
    )


@pytest.fixture
def token(people):
    return people.program(Scope.SCORES_WRITE)[1]


def test_the_same_again_is_answered_and_not_done(api, people, token, queued):
    first = ask(api, token, "one")
    again = ask(api, token, "one")
    assert (again.status, again.body) == (first.status, first.body) == (202, first.body)
    assert again.headers["location"] == first.headers["location"]
    assert len(queued()) == 1
    assert len(enquiries_of(people, token)) == 1


def test_another_request_with_the_same_key_is_refused(api, token):
    assert ask(api, token, "one").status == 202
    refused = ask(api, token, "one", {**BODY, "credits": []})
    assert (refused.status, refused.body["error"]) == (422, "idempotency_key_reused")
    assert ask(api, token, "two", {**BODY, "credits": []}).status == 202


def test_another_caller_may_have_the_same_key(api, people, token):
    another = people.program(Scope.SCORES_WRITE)[1]
    assert ask(api, token, "one").body["id"] != ask(api, another, "one").body["id"]


def test_people_may_send_a_key_too(api, people, queued):
    analyst = people.user(Role.ANALYST)
    ids = {
        api("POST", "/scores", BODY, token=analyst.token, idempotency_key="one").body["id"]
        for _ in range(2)
    }
    assert len(ids) == 1 and len(queued()) == 1


def test_while_it_is_being_answered_the_same_waits(api, people, token):
    user_id = program_of(people, token)
    with create_engine(people.connection.engine.url).connect() as other:
        assert hold_key(other, user_id, "one")
        refused = ask(api, token, "one")
        assert (refused.status, refused.body["error"]) == (409, "request_in_flight")
        assert refused.headers["retry-after"] == "1"
    assert ask(api, token, "one").status == 202


def test_what_failed_may_be_tried_again_with_the_same_key(api, people, token, monkeypatch):
    bad = {**BODY, "answers": {**BODY["answers"], "born_on": "2020-01-01"}}
    assert ask(api, token, "one", bad).status == 422
    assert ask(api, token, "one").status == 202


def test_a_finished_score_is_what_is_answered_again(api, people, token, monkeypatch):
    from api.scores import routes

    def score_at_once(score_ids):
        people.finish(score_ids[0], 0.01, "B")

    monkeypatch.setattr(routes, "hand_to_queue", score_at_once)
    first = ask(api, token, "one", prefer="wait=2")
    assert (first.status, first.body["status"]) == (200, "done")
    again = ask(api, token, "one")
    assert (again.status, again.body) == (200, first.body)


@pytest.mark.parametrize("key", ["", "a b", "ключ", "x" * 101])
def test_a_key_is_short_and_printable(key, api, token):
    assert ask(api, token, key).status == 422


def test_after_a_day_a_key_is_free_and_its_answer_gone(api, people, token, maintain):
    first = ask(api, token, "one").body["id"]
    age(people, "25 hours")
    second = ask(api, token, "one").body["id"]
    assert first != second
    age(people, "25 hours")
    maintain(action="sweep")
    assert count(people) == 0


def test_the_key_and_the_deed_are_written_together(api, people, token, monkeypatch):
    """Whatever happens before the commit, nothing of both is there."""
    from api.people import once

    def fail(*unused):
        raise RuntimeError

    monkeypatch.setattr(once, "keep_answer", fail)
    assert ask(api, token, "one").status == 500
    assert enquiries_of(people, token) == []
    monkeypatch.undo()
    assert ask(api, token, "one").status == 202


def program_of(people, token):
    from api.people.passwords import hash_token

    people.connection.rollback()
    found = text("SELECT user_id FROM api_tokens WHERE token_hash = :hash")
    return people.connection.execute(found, {"hash": hash_token(token)}).scalar_one()


def age(people, how_long):
    people.connection.rollback()
    people.connection.execute(
        text(f"UPDATE idempotency_keys SET created_at = now() - interval '{how_long}'")
    )
    people.connection.commit()


def count(people):
    people.connection.rollback()
    return len(people.connection.execute(idempotency_keys.select()).all())


def test_what_is_kept_is_what_was_answered(api, people, token):
    answer = ask(api, token, "one").body
    people.connection.rollback()
    kept = people.connection.execute(
        idempotency_keys.select().where(idempotency_keys.c.user_id == program_of(people, token))
    ).one()
    assert json.loads(json.dumps(kept.response)) == answer
