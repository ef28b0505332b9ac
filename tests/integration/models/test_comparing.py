"""A comparison as the monitor makes it: of recorded features, on the same people and outcomes."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, make_url, text

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.errors import ConflictError
from core.kit.functions import function_client
from core.models.comparing import ask_for_comparison
from core.models.queries import get_model
from core.models.rules.released import released
from core.people.rules.roles import Role
from tests.integration.conftest import (
    AWSResponse,
    RawAnswer,
    lambda_context,
    message,
    scoring_record,
)

FIRST = released().name.version
GOOD, BAD = 24, 22


@pytest.fixture
def analyst(people):
    return people.user(Role.ANALYST)


@pytest.fixture
def monitor(monkeypatch):
    """Has the monitor's handler work at what Lambda is told to begin."""
    from monitor.handler import handler

    monkeypatch.setenv("MONITOR_FUNCTION", "monitor:live")
    told = []

    def answer(request, **_):
        told.append(json.loads(request.body))
        return AWSResponse(request.url, 202, {}, RawAnswer(b""))

    events = function_client().meta.events
    events.register_first("before-send.lambda.Invoke", answer)
    yield lambda: [handler(event, lambda_context("monitor")) for event in told]
    events.unregister("before-send.lambda.Invoke", answer)


def scored_a_year_ago(people, score_batch):
    """People whose scores are 13 months old, and of whom almost half have defaulted since."""
    others = [people.client(history="0" * 20) for _ in range(GOOD)]
    late = [people.client(history="1" * 20) for _ in range(BAD)]
    ids = [people.pending_score(one) for one in (*others, *late)]
    then = month_of(month_number(bank_date()) - 13)
    people.connection.execute(
        text("UPDATE scores SET as_of = :then WHERE id = ANY(:ids)"), {"then": then, "ids": ids}
    )
    people.connection.commit()
    assert score_batch(scoring_record(message(*ids))) == []
    for one in late:
        people.connection.execute(
            text(
                "UPDATE payment_months m SET status = '3' FROM credits k WHERE k.id = m.credit_id"
                " AND k.client_id = :client_id AND m.month = :month"
            ),
            {"client_id": one.client_id, "month": month_of(month_number(bank_date()) - 6)},
        )
    people.connection.commit()
    return ids


def test_a_comparison_is_computed_on_the_same_people_and_outcomes(
    api, people, score_batch, other, analyst, monitor
):
    scored_a_year_ago(people, score_batch)
    # Of another model, which read nothing that these do: it is left out, and breaks nothing
    people.done_score(people.client(), 0.01, "C", features={"another": 1})
    path = f"/models/{other.version}/comparison"
    asked = api("POST", path, {}, token=analyst.token)
    assert (asked.status, asked.body["ended_at"]) == (202, None)
    assert api("POST", path, {}, token=analyst.token).status == 409, "it is being computed"
    assert monitor() == [{"comparison_id": asked.body["id"], "state": "done"}]
    seen = api("GET", path, token=analyst.token).body
    assert (seen["champion_version"], seen["challenger_version"]) == (FIRST, other.version)
    outcomes, changes = seen["figures"]["outcomes"], seen["figures"]["changes"]
    assert outcomes["defaults"] >= BAD and outcomes["people"] >= GOOD + BAD
    assert outcomes["champion"]["auc"] > 0.6
    # The other has the same trees at a lower level
    assert outcomes["challenger"]["mean_proba"] < outcomes["champion"]["mean_proba"]
    assert changes["people"] >= GOOD + BAD
    assert changes["reasons_overlap"] == 1
    assert changes["movers"][0]["challenger_points"] > changes["movers"][0]["champion_points"]
    assert seen["figures"]["conclusion"] == outcomes["conclusion"]


def test_a_comparison_that_was_made_is_not_made_again(api, other, analyst, monitor):
    path = f"/models/{other.version}/comparison"
    asked = api("POST", path, {}, token=analyst.token).body
    assert [one["state"] for one in monitor()] == ["done"]
    before = api("GET", path, token=analyst.token).body
    assert [one["state"] for one in monitor()] == ["done before"]
    assert api("GET", path, token=analyst.token).body == before
    assert before["id"] == asked["id"]


def test_a_bundle_that_is_gone_leaves_an_error_and_no_evidence(
    api, people, other, analyst, monitor
):
    path = f"/models/{other.version}/comparison"
    asked = api("POST", path, {}, token=analyst.token).body
    people.connection.execute(
        text('UPDATE models SET files = files || \'{"card.json": "0"}\' WHERE version = :version'),
        {"version": other.version},
    )
    people.connection.commit()
    with pytest.raises(RuntimeError, match=r"card\.json"):
        monitor()
    seen = api("GET", path, token=analyst.token).body
    assert (seen["error"], seen["figures"]) == ("BundleError", None)
    body = {"comparison_id": asked["id"], "justification": "It must be."}
    answer = api("POST", f"/models/{other.version}/promotion", body, token=analyst.token)
    assert (answer.status, "no figures" in answer.body["detail"]) == (409, True)


def test_what_is_asked_of_a_monitor_that_is_away_waits_for_nothing(
    api, other, analyst, monkeypatch
):
    monkeypatch.setenv("MONITOR_FUNCTION", "nowhere")
    path = f"/models/{other.version}/comparison"
    assert api("POST", path, {}, token=analyst.token).status == 503
    assert api("GET", path, token=analyst.token).body["error"] == "UnavailableError"


def test_only_so_many_are_compared_an_hour(api, other, analyst, monitor, monkeypatch):
    monkeypatch.setenv("COMPARISONS_PER_HOUR", "1")
    path = f"/models/{other.version}/comparison"
    assert api("POST", path, {}, token=analyst.token).status == 202
    monitor()
    assert api("POST", path, {}, token=analyst.token).status == 429


def test_two_who_ask_at_once_get_one_comparison(people, other, analyst, database_url):
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg2"))
    barrier = Barrier(2)

    def ask(_: int) -> str:
        with engine.begin() as connection:
            model = get_model(connection, other.version)
            barrier.wait()
            try:
                ask_for_comparison(connection, model, analyst.user_id, None)
            except ConflictError:
                return "refused"
            time.sleep(0.2)  # the other one looks meanwhile
            return "asked"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(ask, range(2))) == ["asked", "refused"]
    engine.dispose()


def test_the_champion_is_compared_with_itself_never(api, analyst):
    assert api("POST", f"/models/{FIRST}/comparison", {}, token=analyst.token).status == 409
    assert api("GET", f"/models/{FIRST}/comparison", token=analyst.token).status == 404
    assert api("GET", "/models/2027-01-01-00000000", token=analyst.token).status == 404
