"""The passport of a score, and replays over HTTP."""

import hashlib
import json
from collections.abc import Iterator
from math import exp
from random import Random
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from sqlalchemy import text

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.functions import function_client
from core.kit.identifiers import new_id
from core.people.rules.roles import Role
from core.scores.rules.messages import ScoringMessage
from core.scores.rules.points import edge_points
from monitor.handler import handler
from scorer.batch import score_messages
from tests.integration.conftest import RawAnswer, lambda_context, message
from tests.integration.monitoring.book import add_people, score_people
from tests.integration.notices.deciding import decide, recommend

HISTORY = "0000000000000110000"


@pytest.fixture
def monitor() -> Iterator[None]:
    """Has the monitor's handler answer what the real client sends to Lambda."""

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse:
        assert request.url.endswith("/functions/monitor%3Alive/invocations")
        told = handler(json.loads(request.body), lambda_context("monitor"))
        return AWSResponse(request.url, 200, {}, RawAnswer(json.dumps(told).encode()))

    events = function_client().meta.events
    events.register_first("before-send.lambda.Invoke", answer)
    yield
    events.unregister("before-send.lambda.Invoke", answer)


def passport_of(api: Any, token: str, score_id: object) -> Any:
    answer = api("GET", f"/scores/{score_id}/passport", token=token)
    assert answer.status == 200, answer.body
    return answer.body


def hash_of(passport: Any) -> str:
    """As anybody may count it who has the answer and the docs."""
    told = json.dumps(passport, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def test_passports_hold_together_and_carry_their_own_hash(api, people):
    analyst = people.user(Role.ANALYST)
    ids = score_people(
        people.connection, add_people(people.connection, 60, Random(11)), analyst.user_id
    )
    told = 0
    for score_id in ids:
        body = passport_of(api, analyst.token, score_id)
        passport = body["passport"]
        assert body["sha256"] == hash_of(passport)
        assert hash_of(passport["inputs"]["features"]) == passport["inputs"]["features_sha256"]
        result, calibration = passport["result"], passport["artifact"]["calibration"]
        if result["raw_score"] is None:
            continue
        told += 1
        total = result["base"] + sum(result["contributions"].values())
        assert total == pytest.approx(result["raw_score"], abs=1e-5)
        log_odds = calibration["slope"] * result["raw_score"] + calibration["intercept"]
        assert result["proba"] == pytest.approx(max(0.0005, 1 / (1 + exp(-log_odds))), rel=1e-9)
        files = passport["artifact"]["files"]
        assert hash_of(files) == passport["artifact"]["model_sha256"]
    assert told > 20


def test_a_passport_tells_what_people_made_of_the_score(api, people):
    manager, underwriter = people.manager(), people.user(Role.UNDERWRITER)
    client = people.client(manager, history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], manager.user_id)
    before = passport_of(api, underwriter.token, score_id)
    assert passport_of(api, underwriter.token, score_id) == before  # it is what it is

    application_id = people.application(client, manager, score_id=score_id)
    recommend(people, application_id)
    notice_id = decide(people, application_id, "decline", underwriter)
    api("POST", f"/notices/{notice_id}/produce", token=underwriter.token)
    after = passport_of(api, underwriter.token, score_id)
    assert (after["sha256"] != before["sha256"], after["sha256"]) == (
        True,
        hash_of(after["passport"]),
    )
    passport = after["passport"]
    [recommended], [decided] = passport["recommendations"], passport["decisions"]
    [notice] = passport["notices"]
    assert (recommended["decision"], decided["outcome"]) == ("decline", "decline")
    assert recommended["amount_rub"] == "300000.00"
    assert (notice["id"], notice["decision_id"]) == (notice_id, decided["id"])
    assert set(notice["texts"]) == {"en", "ru"}
    assert after["names"][str(underwriter.user_id)].startswith("Тестова")
    assert after["names"].keys() == {str(manager.user_id), str(underwriter.user_id)}


def test_a_passport_tells_how_far_the_score_is_from_both_cut_offs(api, people):
    client = people.client(history="0" * 24)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    told = passport_of(api, people.user(Role.ANALYST).token, score_id)["passport"]
    policy, result = told["policy"], told["result"]
    assert result["points"] - edge_points(policy["approve_below"]) == policy["to_approve_points"]
    assert policy["to_decline_points"] > policy["to_approve_points"]
    odds = exp(policy["to_approve_log_odds"] + result["log_odds"])
    assert odds / (1 + odds) == pytest.approx(policy["approve_below"])
    approved = policy["to_approve_log_odds"] > 0
    assert approved is (result["proba"] < policy["approve_below"])


def test_a_passport_tells_the_months_that_came_later(api, people):
    client = people.client(history=None)
    day = bank_date()
    plant = (
        "INSERT INTO scores (id, client_id, requested_by, as_of) VALUES (:id, :client, :by, :on)"
    )
    values = {"id": new_id(), "client": client.client_id, "by": client.user_id}
    long_ago = month_of(month_number(day) - 12)
    people.connection.execute(text(plant), {**values, "on": long_ago})
    people.connection.commit()
    people.credit(client.client_id, "53210" + "0" * 12)
    people.credit(client.client_id, "C" * 5 + "0" * 12)
    score_messages({"one": ScoringMessage.model_validate_json(message(values["id"]))})
    told = passport_of(api, people.user(Role.ANALYST).token, values["id"])["passport"]
    assert [one["status"] for one in told["later"]] == list("000000001235")
    assert told["later"][-1]["month"] == month_of(month_number(day)).isoformat()


def test_there_is_no_passport_of_what_is_not_made(api, people):
    token = people.user(Role.ANALYST).token
    pending = people.pending_score(people.client())
    answer = api("GET", f"/scores/{pending}/passport", token=token)
    assert (answer.status, answer.body["error"]) == (409, "conflict")
    assert api("POST", f"/scores/{pending}/replay", token=token).status == 409


def test_an_analyst_has_a_score_made_again_and_the_journal_knows(api, people, monitor):
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    analyst = people.user(Role.ANALYST)
    answer = api("POST", f"/scores/{score_id}/replay", token=analyst.token)
    assert (answer.status, answer.body["verdict"]) == (200, "identical"), answer.body
    assert answer.body["requested_by"] == analyst.user_id
    assert (answer.body["parts"], answer.body["difference"]) == ([], 0)
    people.connection.rollback()
    noted = "SELECT new_values FROM audit_events WHERE action = 'score.replay' AND subject_id = :id"
    [known] = people.connection.execute(text(noted), {"id": client.client_id}).scalars()
    assert (known["score_id"], known["verdict"]) == (str(score_id), "identical")


def test_only_so_many_are_made_again_an_hour(api, people, monitor, monkeypatch):
    monkeypatch.setenv("REPLAYS_PER_HOUR", "1")
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    token = people.user(Role.ANALYST).token
    path = f"/scores/{score_id}/replay"
    assert [api("POST", path, token=token).status for _ in range(2)] == [200, 429]


def test_replays_are_listed_newest_first_and_by_verdict(api, people, monitor):
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    token = people.user(Role.ADMIN).token
    for change in ("features", "features || '{\"latest_status\": 6.0}'"):
        people.connection.execute(
            text(f"UPDATE scores SET features = {change} WHERE id = :id"), {"id": score_id}
        )
        people.connection.commit()
        api("POST", f"/scores/{score_id}/replay", token=token)

    def listed(query: str) -> Any:
        return api("GET", "/replays", token=token, query=query).body

    first = listed(f"score_id={score_id}&limit=1")
    second = listed(f"score_id={score_id}&limit=1&after={first['next']}")
    verdicts = [page["items"][0]["verdict"] for page in (first, second)]
    assert (verdicts, second["next"]) == (["differs", "identical"], None)
    assert first["items"][0]["details"]["rebuilt"] == ["latest_status"]
    assert first["items"][0]["client_id"] == client.client_id
    for query in ("alarming=true", "verdict=differs"):
        assert str(score_id) in {one["score_id"] for one in listed(query)["items"]}
    assert all(one["is_alarming"] for one in listed("alarming=true")["items"])
    assert {one["verdict"] for one in listed("verdict=identical")["items"]} == {"identical"}


def test_while_the_monitor_is_away_it_is_said(api, people):
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    answer = api("POST", f"/scores/{score_id}/replay", token=people.user(Role.ANALYST).token)
    assert (answer.status, answer.body["error"]) == (503, "unavailable")


def test_the_monitor_tells_and_counts_what_does_not_come_out_again(people, caplog):
    client = people.client(history=HISTORY)
    [score_id] = score_people(people.connection, [client.client_id], client.user_id)
    people.connection.execute(
        text("UPDATE scores SET decision = 'decline' WHERE id = :id"), {"id": score_id}
    )
    people.connection.commit()
    event = {"action": "replay", "score_ids": [str(score_id)], "requested_by": None}
    assert handler(event, lambda_context("monitor")) == {"differs": 1}
    assert [one.score_ids for one in caplog.records if hasattr(one, "score_ids")] == [
        [str(score_id)]
    ]
