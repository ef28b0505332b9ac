"""A user may ask for so much in an hour; what is on its way already is not asked for twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from core.kit.database import connect
from core.kit.errors import TooManyRequestsError
from core.people.limits import Deed, count_request
from core.people.rules.roles import Role


def ask(api, client, **headers):
    return api("POST", f"/clients/{client.client_id}/score", token=client.token, **headers)


def test_a_score_on_its_way_is_the_answer_to_who_asks_again(api, people, queued):
    client = people.client(people.manager())
    ids = {ask(api, client).body["id"] for _ in range(5)}
    assert len(ids) == 1
    assert len(queued()) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE clients SET updated_at = clock_timestamp() WHERE id = :id",
        "UPDATE clients SET payments_updated_at = clock_timestamp() WHERE id = :id",
        "UPDATE scores SET status = 'failed', scored_at = now() WHERE client_id = :id",
        "UPDATE scores SET requested_at = now() - interval '61 seconds' WHERE client_id = :id",
    ],
    ids=["the answers changed", "the payments changed", "it is finished", "it may be lost"],
)
def test_a_new_score_is_made_where_the_one_on_its_way_is_not_what_was_asked_for(
    api, people, change
):
    client = people.client()
    first = ask(api, client).body["id"]
    people.connection.rollback()
    people.connection.execute(text(change), {"id": client.client_id})
    people.connection.commit()
    assert ask(api, client).body["id"] != first


def test_a_client_asks_so_often_in_an_hour(api, people, monkeypatch):
    monkeypatch.setenv("CLIENT_SCORES_PER_HOUR", "3")
    client, another = people.client(), people.client()
    assert [ask(api, client).status for _ in range(5)] == [202, 202, 202, 429, 429]
    refused = ask(api, client)
    assert refused.body["error"] == "too_many_requests"
    assert 3_500 < int(refused.headers["retry-after"]) <= 3_600
    assert ask(api, another).status == 202, "everybody has a count of their own"
    people.connection.execute(
        text(
            "UPDATE request_counts SET began_at = now() - interval '61 minutes' WHERE user_id = :id"
        ),
        {"id": client.user_id},
    )
    people.connection.commit()
    assert ask(api, client).status == 202


def test_staff_rescore_many_so_often_in_an_hour(api, people, monkeypatch):
    monkeypatch.setenv("PORTFOLIOS_PER_HOUR", "2")
    analyst, body = people.user(Role.ANALYST), {"client_ids": [people.client().client_id]}
    statuses = [
        api("POST", "/portfolio/scores", body, token=analyst.token).status for _ in range(3)
    ]
    assert statuses == [202, 202, 429]


def test_requests_in_parallel_do_not_slip_past_the_limit(people):
    user = people.user(Role.ANALYST)

    def count(_: int) -> bool:
        engine = people.connection.engine
        with engine.connect() as connection:
            try:
                count_request(connection, user.user_id, Deed.SCORE, 4)
                connection.commit()
            except TooManyRequestsError:
                return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(count, range(16))) == 4


def test_without_prefer_the_answer_is_202_however_quick_the_scorer_was(api, people, monkeypatch):
    from api.scores import asking

    client = people.client()

    def send_and_score(score_ids):
        people.connection.execute(
            text(
                "UPDATE scores SET status = 'failed', error = 'x', scored_at = now() WHERE scored_at IS NULL"
            )
        )
        people.connection.commit()

    monkeypatch.setattr(asking, "hand_to_queue", send_and_score)
    assert (ask(api, client).status, ask(api, client, prefer="wait=1").status) == (202, 200)


def test_database_and_queue_are_asked_once_in_some_seconds(api, monkeypatch, no_database):
    monkeypatch.setenv("HEALTH_CACHE_SECONDS", "0")
    assert api("GET", "/health", query="deep=true").status == 200
    monkeypatch.setenv("HEALTH_CACHE_SECONDS", "60")
    with no_database:
        assert api("GET", "/health", query="deep=true").status == 200
        monkeypatch.setenv("HEALTH_CACHE_SECONDS", "0")
        assert api("GET", "/health", query="deep=true").status == 503
    with connect():
        pass
