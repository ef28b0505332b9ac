"""What would be: by the model in force, recorded nowhere, and logged without a value."""

import json
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from core.kit import functions
from core.people.rules.roles import Role
from tests.integration.applications.makers import whole
from tests.integration.conftest import ApiCaller, message, scoring_record
from tests.integration.makers import People, Person

TOLD = ("proba", "points", "grade", "model", "decision")


@pytest.fixture
def client(people: People) -> Person:
    return people.client(history="0" * 30)


@pytest.fixture
def underwriter(people: People) -> Person:
    return people.user(Role.UNDERWRITER)


def look(api: ApiCaller, client: Person, who: Person, **body: Any) -> Any:
    answer = api("POST", f"/clients/{client.client_id}/what-if", body, token=who.token)
    assert answer.status == 200, answer.body
    return answer.body


@pytest.mark.parametrize("history", ["0" * 30, "000", "10" + "0" * 20, "4" + "0" * 20, None])
def test_before_is_to_the_last_digit_what_the_scorer_records(
    api, people, underwriter, asked_scorer, score_batch, history
):
    client = people.client(history=history)
    score_id = people.pending_score(client)
    score_batch(scoring_record(message(score_id)))
    recorded = api("GET", f"/scores/{score_id}", token=underwriter.token).body
    told = look(api, client, underwriter)
    assert told["before"] == told["after"]
    assert {name: told["before"][name] for name in TOLD} == {name: recorded[name] for name in TOLD}
    assert told["before"]["reasons"] == recorded["reasons"]
    assert (told["model_version"] or None) == (recorded["model_version"] or told["model_version"])
    assert told["policy_version"] == recorded["policy_version"]


def test_after_is_what_the_scorer_records_once_the_months_have_come(
    api, people, underwriter, asked_scorer, score_batch
):
    client = people.client(history="2" + "0" * 20)
    told = look(
        api,
        client,
        underwriter,
        credits=[{"months": [{"month": month, "status": "0"} for month in months_back(24)]}],
    )
    other = people.client(history="0" * 24)
    score_id = people.pending_score(other)
    score_batch(scoring_record(message(score_id)))
    assert told["after"]["proba"] == people.score_row(score_id).proba
    assert told["changed"] == ["credits"]


def months_back(count: int) -> list[str]:
    from core.clients.rules.history import month_number, month_of
    from core.kit.clock import bank_date

    now = month_number(bank_date())
    return [str(month_of(now - place)) for place in range(count)]


def test_a_late_month_is_worse_and_months_in_time_are_better(
    api, client, underwriter, asked_scorer
):
    late = look(api, client, underwriter, scenario={"kind": "late", "months": 1})
    assert late["after"]["proba"] > late["before"]["proba"]
    assert {one["rule"] for one in late["after"]["findings"]} == {"LATE_30_NOW"}
    worst = look(api, client, underwriter, scenario={"kind": "late", "months": 3})
    assert (worst["after"]["grade"], worst["after"]["proba"]) == ("default", 1)
    assert worst["after"]["model"] is None
    good = look(api, client, underwriter, scenario={"kind": "on_time", "months": 6})
    assert good["after"]["proba"] <= good["before"]["proba"]
    assert good["after"]["as_of"] > good["before"]["as_of"]


def test_what_the_model_does_not_read_is_named(api, client, underwriter, asked_scorer):
    told = look(
        api,
        client,
        underwriter,
        answers={"amt_income_total": "900000.00", "cnt_children": 1},
        scenario={"kind": "on_time", "months": 1},
        wanted={"amount_rub": "100000.00", "term_months": 12},
    )
    assert told["changed"] == [
        "answers.amt_income_total",
        "scenario",
        "wanted.amount_rub",
        "wanted.term_months",
    ]
    assert told["ignored"] == ["answers.amt_income_total"]
    assert told["before"]["lending"] is None
    assert told["after"]["lending"]["annual_rate"] == "24"


def test_an_application_is_judged_with_the_credit_that_is_wanted(
    api, people, underwriter, asked_scorer
):
    manager = people.manager()
    begun = api("POST", "/applications", {**whole("Пробная"), "submit": True}, token=manager.token)
    assert begun.status == 201, begun.body
    path = f"/applications/{begun.body['id']}/what-if"
    body = {"wanted": {"amount_rub": "600000.00"}, "answers": {"born_on": "1980-04-20"}}
    told = api("POST", path, body, token=underwriter.token)
    assert told.status == 200, told.body
    before, after = told.body["before"]["lending"], told.body["after"]["lending"]
    assert (before["amount_rub"], after["amount_rub"]) == ("300000.00", "600000.00")
    assert abs(float(after["payment_rub"]) - 2 * float(before["payment_rub"])) < 0.02
    assert after["burden"] > before["burden"]
    rules = {one["rule"] for one in told.body["after"]["findings"]}
    assert "BURDEN_TOO_HIGH" in rules and told.body["after"]["decision"] == "decline"
    event = people.connection.execute(
        text("SELECT * FROM audit_events WHERE action = 'what_if.look' ORDER BY id DESC LIMIT 1")
    ).one()
    assert (event.subject_table, event.subject_id) == ("applications", begun.body["number"])


def test_before_of_an_application_is_the_recommendation_on_record(
    api, people, underwriter, asked_scorer, score_batch
):
    manager = people.manager()
    client = people.client(manager, history="0" * 30)
    body = {**whole("Рекомендованная"), "client_id": client.client_id, "submit": True}
    begun = api("POST", "/applications", body, token=manager.token).body
    score_batch(scoring_record(message(begun["score_id"])))
    query = text("SELECT * FROM recommendations WHERE application_id = CAST(:id AS uuid)")
    recorded = people.connection.execute(query, {"id": begun["id"]}).one()
    path = f"/applications/{begun['id']}/what-if"
    before = api("POST", path, {}, token=underwriter.token).body["before"]
    assert (before["decision"], before["findings"]) == (recorded.decision, recorded.findings)
    for name in ("burden", "payment_to_income", "approve_below", "decline_from", "limit_reason"):
        assert before["lending"][name] == getattr(recorded, name)
    for name in ("payment_rub", "limit_rub", "expected_loss_rub", "annual_rate"):
        assert Decimal(before["lending"][name]) == getattr(recorded, name)


def test_a_draft_that_cannot_be_scored_says_what_is_missing(api, people, underwriter):
    admin = people.user(Role.ADMIN)
    draft = api("POST", "/applications", {}, token=admin.token).body
    refused = api("POST", f"/applications/{draft['id']}/what-if", {}, token=admin.token)
    assert (refused.status, refused.body["error"]) == (422, "incomplete_application")


def test_nothing_is_stored_and_the_look_is_logged_without_values(
    api, people, client, underwriter, asked_scorer, logged
):
    counted = text("SELECT count(*) FROM scores WHERE client_id = :id")
    scores = people.connection.execute(counted, {"id": client.client_id}).scalar_one()
    look(api, client, underwriter, answers={"amt_income_total": "7654321.00"})
    people.connection.rollback()
    assert people.connection.execute(counted, {"id": client.client_id}).scalar_one() == scores
    query = text("SELECT * FROM audit_events WHERE subject_id = :id AND action = 'what_if.look'")
    event = people.connection.execute(query, {"id": client.client_id}).one()
    assert (event.actor_id, event.subject_table) == (underwriter.user_id, "clients")
    assert (event.old_values, event.new_values) == ({}, {"fields": ["answers.amt_income_total"]})
    assert "7654321" not in logged()


def test_what_the_scorer_is_told_names_nobody(api, client, underwriter, asked_scorer):
    look(api, client, underwriter)
    told = json.dumps(asked_scorer.events, ensure_ascii=False)
    assert "Анна" not in told and "Тестова" not in told


def test_a_fault_of_the_scorer_tells_no_value(asked_scorer, logged):
    asked_scorer_told = {"trial": {"policy": {}, "people": [{"as_of": "secret-1991"}]}}
    answer = functions.ask_function("scorer:live", asked_scorer_told)
    assert answer["fault"].startswith("not_scorable: ValidationError in scorer.trial_scoring")
    assert "secret-1991" not in logged() + json.dumps(answer)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"answers": {"name": "x"}}, "invalid_request"),
        ({"answers": {"amt_income_total": None}}, "impossible_features"),
        ({"answers": {"cnt_children": 9}}, "impossible_features"),
        ({"scenario": {"kind": "on_time", "months": 13}}, "invalid_request"),
        ({"scenario": {"kind": "on_time", "months": 1}, "credits": []}, "invalid_request"),
        ({"wanted": {"amount_rub": "100000"}}, "invalid_request"),
        ({"wanted": {"amount_rub": "1"}}, "invalid_request"),
        ({"credits": [{"months": [{"month": "2999-01-01", "status": "0"}]}]}, "impossible_history"),
        ({"credits": [{"months": []}] * 51}, "invalid_request"),
    ],
)
def test_what_cannot_be_is_refused_before_anybody_is_asked(
    api, client, underwriter, asked_scorer, body, code
):
    refused = api("POST", f"/clients/{client.client_id}/what-if", body, token=underwriter.token)
    assert (refused.status, refused.body["error"]) == (422, code)
    assert asked_scorer.events == []


def test_a_manager_looks_at_own_clients_only(api, people, asked_scorer):
    manager, other = people.manager(), people.manager()
    client = people.client(manager)
    path = f"/clients/{client.client_id}/what-if"
    assert api("POST", path, {}, token=manager.token).status == 200
    assert api("POST", path, {}, token=other.token).status == 403
    assert api("POST", path, {}, token=client.token).status == 403


def test_without_a_scorer_the_answer_says_when_to_try_again(api, client, underwriter, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:9")
    functions.function_client.cache_clear()
    away = api("POST", f"/clients/{client.client_id}/what-if", {}, token=underwriter.token)
    functions.function_client.cache_clear()
    assert (away.status, away.body["error"]) == (503, "unavailable")
    assert away.headers["retry-after"] == "5"


def test_so_many_looks_an_hour_and_no_more(api, client, underwriter, asked_scorer, monkeypatch):
    monkeypatch.setenv("WHAT_IFS_PER_HOUR", "2")
    look(api, client, underwriter)
    look(api, client, underwriter)
    refused = api("POST", f"/clients/{client.client_id}/what-if", {}, token=underwriter.token)
    assert (refused.status, refused.body["error"]) == (429, "too_many_requests")
