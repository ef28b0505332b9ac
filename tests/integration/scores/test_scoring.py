"""The write path of a score, from the request to the record, and what can go wrong with it."""

import json
from urllib.parse import urljoin
from uuid import uuid4

import boto3
import pytest
from sqlalchemy import text

from core.kit import database, queue
from core.people.rules.roles import Role
from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of, master_scale
from core.scores.rules.points import points, rating
from local.postgres import RUNTIME_USER
from tests.integration.conftest import Answer, message, scoring_record


def followed(answer: Answer) -> str:
    """Returns the path that the answer to a rescoring leads to."""
    return urljoin("/portfolio/scores", answer.headers["location"])


def test_a_requested_score_travels_to_the_record_and_back(api, people, score_batch, queued):
    client = people.client(people.manager())
    accepted = api("POST", f"/clients/{client.client_id}/score", token=client.token)
    assert (accepted.status, accepted.body["status"]) == (202, "pending")
    location = urljoin(f"/clients/{client.client_id}/score", accepted.headers["location"])
    assert location == f"/scores/{accepted.body['id']}"

    (body,) = queued()
    assert set(json.loads(body)) == {"schema_version", "score_ids", "correlation_id"}
    assert json.loads(body)["score_ids"] == [accepted.body["id"]]
    assert score_batch(scoring_record(body)) == []

    score = api("GET", location, token=client.token).body
    assert score["status"] == "done"
    assert 0 < score["proba"] < 1
    assert score["rating"] == rating(score["proba"])
    assert score["points"] == points(score["proba"])
    assert score["decision"] in {"approve", "review", "decline"}
    assert score["reasons"] and all(reason["text_ru"] for reason in score["reasons"])
    assert score["features"]["age_group"] == "35-45"
    history = api("GET", f"/clients/{client.client_id}/scores", token=client.token).body
    assert [item["id"] for item in history] == [score["id"]]


def test_borrower_and_manager_read_reasons_in_their_own_words(api, people, score_batch):
    manager = people.manager()
    client = people.client(manager)
    score_id = people.pending_score(client)
    score_batch(scoring_record(message(score_id)))
    borrower = api("GET", f"/scores/{score_id}", token=client.token).body["reasons"]
    staff = api("GET", f"/scores/{score_id}", token=manager.token).body["reasons"]
    assert [reason["code"] for reason in borrower] == [reason["code"] for reason in staff]
    assert [reason["text_en"] for reason in borrower] != [reason["text_en"] for reason in staff]


def test_a_poison_record_fails_alone(people, score_batch):
    score_id = people.pending_score(people.client())
    poison = [
        scoring_record(body, f"poison-{place}")
        for place, body in enumerate(
            [
                "no json",
                "{}",
                '{"schema_version": 2, "score_ids": ["x"], "correlation_id": ""}',
                json.dumps({**json.loads(message(score_id)), "name": "Анна"}),
            ]
        )
    ]
    failed = score_batch(*poison, scoring_record(message(score_id)))
    assert failed == ["poison-0", "poison-1", "poison-2", "poison-3"]
    assert people.score_row(score_id).status == "done"


def test_an_unknown_score_returns_for_the_dead_letter_queue(people, score_batch):
    score_id = people.pending_score(people.client())
    failed = score_batch(scoring_record(message(score_id, uuid4()), "mixed"))
    assert failed == ["mixed"]
    assert people.score_row(score_id).status == "done"


def test_a_client_without_history_is_scored(people, score_batch):
    score_id = people.pending_score(people.client(history=None))
    assert score_batch(scoring_record(message(score_id))) == []
    assert people.score_row(score_id).status == "done"


def test_impossible_features_fail_their_own_score(people, score_batch):
    impossible = people.pending_score(people.client(answers={"name_income_type": "Wizard"}))
    possible = people.pending_score(people.client())
    assert score_batch(scoring_record(message(impossible, possible))) == []
    row = people.score_row(impossible)
    assert row.status == "failed"
    assert row.error.startswith("impossible_features: name_income_type is not one of")
    assert "Wizard" not in row.error
    assert people.score_row(possible).status == "done"


def test_a_portfolio_is_scored_with_progress(api, people, score_portfolios):
    manager, analyst = people.manager(), people.user(Role.ANALYST)
    for _ in range(5):
        people.client(manager)
    asked = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=analyst.token
    )
    assert asked.status == 202
    assert (asked.body["total"], asked.body["planned"], asked.body["ended_at"]) == (0, False, None)
    assert score_portfolios() == 2
    progress = api("GET", followed(asked), token=analyst.token).body
    assert (progress["total"], progress["done"], progress["failed"]) == (5, 5, 0)
    assert progress["planned"] and progress["ended_at"]


@pytest.fixture
def _no_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is away: nothing listens where the client sends."""
    client = boto3.client("sqs", endpoint_url="http://127.0.0.1:9")
    monkeypatch.setattr(queue, "queue_client", lambda: client)
    monkeypatch.setenv("SCORING_QUEUE_URL", "http://127.0.0.1:9/123456789012/scoring")


@pytest.mark.usefixtures("_no_queue")
def test_without_a_queue_the_score_stays_pending_and_the_answer_is_202(api, people):
    client = people.client()
    answer = api("POST", f"/clients/{client.client_id}/score", token=client.token)
    assert (answer.status, answer.body["status"]) == (202, "pending")
    assert people.score_row(answer.body["id"]).status == "pending"
    deep = api("GET", "/health", query="deep=true")
    assert (deep.status, deep.body["error"]) == (503, "unavailable")


def test_without_a_database_the_whole_batch_returns(people, score_batch, no_database):
    score_id = people.pending_score(people.client())
    with no_database:
        assert score_batch(scoring_record(message(score_id), "one")) == ["one"]
    assert people.score_row(score_id).status == "pending"
    assert score_batch(scoring_record(message(score_id), "one")) == []
    assert people.score_row(score_id).status == "done"


def test_a_database_that_writes_nothing_is_a_503_until_it_does(api, people):
    """As the former writer after a failover, or one whose storage is full."""
    client = people.client()
    path = f"/clients/{client.client_id}/score"

    def set_read_only(value):
        role = f"ALTER ROLE {RUNTIME_USER} SET default_transaction_read_only"
        people.connection.execute(text(f"{role} = {value}"))
        people.connection.commit()
        database.forget_engine()

    set_read_only("on")
    try:
        answer = api("POST", path, token=client.token)
    finally:
        set_read_only("off")
    assert (answer.status, answer.body["error"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    assert api("POST", path, token=client.token).status == 202


def test_without_a_database_the_api_answers_503(api, people, no_database):
    client = people.client()
    with no_database:
        answer = api("POST", f"/clients/{client.client_id}/score", token=client.token)
    assert (answer.status, answer.body["error"]) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("prefer", "applied"),
    [("wait=1", "wait=1"), ('respond-async, wait="1"', "wait=1"), ("wait=x", None)],
)
def test_prefer_wait_is_bounded_and_answers_pending_when_time_is_up(api, people, prefer, applied):
    client = people.client()
    answer = api("POST", f"/clients/{client.client_id}/score", token=client.token, prefer=prefer)
    assert answer.status == 202
    assert answer.headers.get("preference-applied") == applied


def test_the_length_of_the_history_chooses_the_model(people, score_batch):
    short = people.pending_score(people.client(history="0" * 5))
    long = people.pending_score(people.client(history="0" * 6))
    none = people.pending_score(people.client(history=None))
    assert score_batch(scoring_record(message(short, long, none))) == []
    assert people.score_row(short).model == "thin_file"
    assert people.score_row(long).model == "behavioural"
    letters = {grade.grade for grade in master_scale()}
    assert all(people.score_row(one).grade in letters for one in (short, long))
    row = people.score_row(none)
    assert (row.model, row.grade, row.decision) == ("segment", UNKNOWN_GRADE, "review")


def test_a_score_of_nobody_is_not_found_and_not_asked_for(api, people, queued):
    answer = api("POST", "/clients/9223372036854775807/score", token=people.manager().token)
    assert (answer.status, answer.body["error"]) == (404, "not_found")
    assert queued() == []


def test_managers_rescore_their_own_and_named_clients_but_not_everybody(
    api, people, score_portfolios
):
    manager, other = people.manager(), people.manager()
    clients = [people.client(manager) for _ in range(2)]
    stranger = people.client(other)
    own = api("POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token)
    assert own.status == 202
    named = {"client_ids": [clients[0].client_id, stranger.client_id, 2**40]}
    chosen = api("POST", "/portfolio/scores", named, token=manager.token)
    assert chosen.status == 202
    score_portfolios()
    for asked in (own, chosen):
        assert api("GET", followed(asked), token=manager.token).body["done"] == 2
    for body in ({"manager_id": other.manager_id}, {}, None):
        assert api("POST", "/portfolio/scores", body, token=manager.token).status == 403
    for bad in ([], [0], [2**63], list(range(1, 202))):
        answer = api("POST", "/portfolio/scores", {"client_ids": bad}, token=manager.token)
        assert answer.status == 422


def test_a_rescoring_says_what_it_moved(api, people, score_portfolios):
    manager = people.manager()
    improved, *_ = (people.client(manager) for _ in range(3))
    people.done_score(improved, 0.9, grade_of(0.9), decision="decline")
    asked = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token
    )
    score_portfolios()
    path = f"{followed(asked)}/changes"
    changes = api("GET", path, token=manager.token).body
    assert (changes["better"], changes["worse"], changes["decision_changed"]) == (1, 0, 1)
    assert changes["first"] == 2
    [largest] = changes["largest"]
    assert (largest["client_id"], largest["first_name"]) == (improved.client_id, "Анна")
    assert (largest["grade_before"], largest["points_before"]) == (grade_of(0.9), points(0.9))
    assert largest["points"] == points(largest["proba"])

    again = api(
        "POST", "/portfolio/scores", {"manager_id": manager.manager_id}, token=manager.token
    )
    score_portfolios()
    assert api("GET", f"{followed(again)}/changes", token=manager.token).body == {
        "better": 0,
        "worse": 0,
        "same": 3,
        "first": 0,
        "unknown": 0,
        "decision_changed": 0,
        "largest": [],
    }
