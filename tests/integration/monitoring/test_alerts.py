"""Signals join alerts, people look after them, and the same month again changes nothing of that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from core.kit.clock import bank_date
from core.kit.database import transaction
from core.monitoring.giving_verdicts import red_before, write_judgement
from core.monitoring.rules.lights import Light
from core.monitoring.rules.verdict import Judgement, Signal, SignalKind, Verdict

MONTHS = [date(2025, month, 1) for month in range(1, 13)]
SIGNAL = Signal(
    SignalKind.POPULATION, "behavioural", "v1", "credits_open", 0.001, 0.2, 0.004, Light.RED
)
QUIET = Judgement(Verdict.NO_ACTION, (replace(SIGNAL, light=Light.GREEN),))


@pytest.fixture(autouse=True)
def _alone(people):
    for table in ("verdicts", "alerts"):
        people.connection.execute(text(f"DELETE FROM {table}"))
    people.connection.commit()


@pytest.fixture
def analyst(people):
    return people.user("analyst")


def judged(month, *signals, verdict=Verdict.WATCH):
    with transaction() as connection:
        return write_judgement(connection, month, 1, Judgement(verdict, signals or (SIGNAL,)))


def alerts(api, analyst, query=""):
    return api("GET", "/monitoring/alerts", token=analyst.token, query=query).body["items"]


def attend(api, analyst, alert, body, **headers):
    path = f"/monitoring/alerts/{alert['id']}"
    return api("PATCH", path, body, token=analyst.token, **headers)


def test_the_same_signal_joins_the_alert_at_hand(api, analyst):
    assert judged(MONTHS[0])[1] == 1
    assert judged(MONTHS[1], replace(SIGNAL, light=Light.AMBER, adjusted=0.02))[1] == 0
    judged(MONTHS[1], replace(SIGNAL, light=Light.AMBER, adjusted=0.02))
    judged(MONTHS[2], *QUIET.signals)
    [alert] = alerts(api, analyst)
    assert (alert["months"], alert["light"], alert["p_value"]) == (2, "amber", 0.02)
    assert (alert["first_month"], alert["last_month"]) == ("2025-01-01", "2025-02-01")
    judged(MONTHS[3], replace(SIGNAL, model_version="v2"))
    assert len(alerts(api, analyst)) == 2


def test_a_month_of_long_ago_that_is_run_again_says_nothing_of_today(api, analyst):
    judged(MONTHS[5])
    judged(MONTHS[2], replace(SIGNAL, light=Light.AMBER))
    [alert] = alerts(api, analyst)
    assert (alert["first_month"], alert["last_month"]) == ("2025-03-01", "2025-06-01")
    assert (alert["light"], alert["months"]) == ("red", 1)


def test_a_resolved_alert_stays_so_and_a_later_signal_opens_a_new_one(api, analyst):
    judged(MONTHS[0])
    [alert] = alerts(api, analyst)
    assert attend(api, analyst, alert, {"state": "resolved", "note": "repaired"}).status == 200
    judged(MONTHS[0])
    assert [one["state"] for one in alerts(api, analyst)] == ["resolved"]
    judged(MONTHS[1])
    assert [one["state"] for one in alerts(api, analyst)] == ["open", "resolved"]
    assert len(alerts(api, analyst, "state=open&light=red")) == 1
    refused = attend(api, analyst, alert, {"state": "open"})
    assert (refused.status, refused.body["error"]) == (409, "conflict")
    assert attend(api, analyst, alert, {"note": "as before"}).body["note"] == "as before"


def test_an_accepted_alert_opens_again_after_its_day(api, analyst, people):
    judged(MONTHS[0])
    [alert] = alerts(api, analyst)
    until = bank_date() + timedelta(30)
    told = attend(api, analyst, alert, {"state": "accepted", "accepted_until": str(until)})
    assert (told.body["state"], told.body["accepted_until"]) == ("accepted", str(until))
    people.connection.execute(text("UPDATE alerts SET accepted_until = '2025-03-01'"))
    people.connection.commit()
    assert judged(MONTHS[2])[1] == 0
    assert judged(MONTHS[3])[1] == 1
    [alert] = alerts(api, analyst)
    assert (alert["state"], alert["accepted_until"]) == ("open", None)
    path = f"/monitoring/alerts/{alert['id']}/events"
    told = api("GET", path, token=analyst.token).body["items"]
    assert [(one["state"], one["actor_name"] is None) for one in told] == [
        ("open", True),  # by a run, and nobody
        ("accepted", False),
    ]


def test_a_verdict_that_becomes_another_opens_again(api, analyst, people):
    judged(MONTHS[0])
    [verdict] = api("GET", "/monitoring/verdicts", token=analyst.token).body["items"]
    path = f"/monitoring/verdicts/{verdict['id']}"
    assert api("PATCH", path, {"state": "acknowledged"}, token=analyst.token).status == 200
    judged(MONTHS[0])
    assert len(api("GET", f"{path}/events", token=analyst.token).body["items"]) == 1
    people.connection.execute(text("UPDATE verdicts SET verdict = 'no_action'"))
    people.connection.commit()
    judged(MONTHS[0])
    told = api("GET", f"{path}/events", token=analyst.token).body["items"]
    assert [(one["state"], one["actor_name"] is None) for one in told] == [
        ("open", True),
        ("acknowledged", False),
    ]


def test_who_was_faster_is_not_overwritten_and_each_deed_is_in_the_journal(api, analyst, people):
    judged(MONTHS[0])
    [alert] = alerts(api, analyst)
    tag = f'"{alert["revision"]}"'
    taken = attend(api, analyst, alert, {"take": True}, if_match=tag)
    assert (taken.status, taken.body["owner_id"]) == (200, analyst.user_id)
    assert taken.headers["etag"] == f'"{taken.body["revision"]}"'
    assert attend(api, analyst, alert, {"state": "acknowledged"}, if_match=tag).status == 412
    people.connection.rollback()
    query = "SELECT old_values, new_values FROM audit_events WHERE action = 'alert.attend'"
    query += f" AND subject_id = {alert['id']}"
    told = people.connection.execute(text(query)).all()
    assert told == [({"owner_id": None}, {"owner_id": analyst.user_id})]


@pytest.mark.parametrize("kind", ["alerts", "verdicts"])
def test_who_did_what_is_told_to_every_analyst(api, analyst, people, kind):
    judged(MONTHS[0])
    [watched] = api("GET", f"/monitoring/{kind}", token=analyst.token).body["items"]
    path = f"/monitoring/{kind}/{watched['id']}"
    owner = people.user("analyst", last_name="Наблюдателева")
    until = str(bank_date() + timedelta(30))
    accepted = {"state": "accepted", "accepted_until": until, "note": "a campaign"}
    for who, body in (
        (owner, {"take": True, "note": "looking"}),
        (analyst, accepted),
        (analyst, {"state": "open"}),
    ):
        assert api("PATCH", path, body, token=who.token).status == 200
    page = api("GET", f"{path}/events", token=analyst.token, query="limit=2").body
    rest = api("GET", f"{path}/events", token=analyst.token, query=f"after={page['next']}").body
    told = [
        (one["state"], one["accepted_until"], one["note"], one["took"])
        for one in (*page["items"], *rest["items"])
    ]
    assert told == [
        ("open", None, None, False),
        ("accepted", until, "a campaign", False),
        (None, None, "looking", True),
    ]
    assert [one["actor_name"] for one in rest["items"]] == ["Наблюдателева Анна"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"state": "accepted"},
        {"accepted_until": "2999-01-01"},
        {"state": "open", "accepted_until": "2999-01-01"},
        {"state": "accepted", "accepted_until": "2020-01-01"},
        {"state": "forgotten"},
        {"owner_id": 1},
    ],
)
def test_what_cannot_be_is_refused(api, analyst, body):
    judged(MONTHS[0])
    [alert] = alerts(api, analyst)
    assert attend(api, analyst, alert, body).status == 422


def test_what_people_said_of_a_month_stays_as_long_as_the_month_says_the_same(api, analyst):
    verdict_id, _ = judged(MONTHS[0])
    path, token = f"/monitoring/verdicts/{verdict_id}", analyst.token
    body = {"state": "acknowledged", "note": "seen", "take": True}
    assert api("PATCH", path, body, token=token).status == 200
    assert judged(MONTHS[0])[0] == verdict_id
    [found] = api("GET", "/monitoring/verdicts", token=token).body["items"]
    assert (found["state"], found["owner_id"]) == ("acknowledged", analyst.user_id)
    judged(MONTHS[0], verdict=Verdict.RECALIBRATE)
    [found] = api("GET", "/monitoring/verdicts", token=token).body["items"]
    assert (found["state"], found["note"], found["verdict"]) == ("open", "seen", "recalibrate")


def test_verdicts_are_listed_page_by_page(api, analyst):
    for month in MONTHS:
        judged(month)
    first = api("GET", "/monitoring/verdicts", query="limit=5", token=analyst.token).body
    rest = api(
        "GET", "/monitoring/verdicts", query=f"limit=50&after={first['next']}", token=analyst.token
    ).body
    months = [one["month"] for one in (*first["items"], *rest["items"])]
    assert months == [str(month) for month in reversed(MONTHS)]
    assert rest["next"] is None


def test_what_was_red_is_known_for_a_year(people):
    grade = replace(SIGNAL, kind=SignalKind.GRADE, name="B", psi=None)
    judged(MONTHS[3], grade)
    judged(MONTHS[4], replace(grade, name="C", light=Light.AMBER))
    with transaction() as connection:
        assert red_before(connection, MONTHS[4]) == {grade.key}
        assert red_before(connection, MONTHS[3]) == frozenset()
        assert red_before(connection, date(2026, 4, 1)) == {grade.key}
        assert red_before(connection, date(2026, 5, 1)) == frozenset()


def test_a_month_that_nobody_has_looked_at_is_not_found(api, analyst):
    for what in ("stability", "outcomes", "fairness"):
        answer = api("GET", f"/monitoring/{what}", query="month=1999-01", token=analyst.token)
        assert (answer.status, answer.body["error"]) == (404, "not_found")


@pytest.mark.parametrize("kind", ["alert", "verdict"])
def test_of_one_that_is_not_there_nobody_did_anything(people, api, kind):
    analyst = people.user("analyst")
    answer = api("GET", f"/monitoring/{kind}s/999999999/events", token=analyst.token)
    assert (answer.status, answer.body["detail"]) == (404, f"There is no {kind} 999999999.")
