"""A run of the monitor is asked for on a page: one at a time, noted in the journal, and followed."""

from datetime import date

import pytest
from sqlalchemy import text

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.people.rules.roles import Role
from tests.days import last_month


@pytest.fixture(autouse=True)
def _no_run(people):
    def forget():
        people.connection.execute(text("DELETE FROM monitor_runs"))
        people.connection.commit()

    forget()
    yield
    forget()


@pytest.fixture
def analyst(people):
    return people.user(Role.ANALYST)


def test_a_run_is_asked_for_and_followed(people, api, analyst, woken_monitor):
    asked = api("POST", "/monitoring/runs", {}, token=analyst.token)
    assert asked.status == 202
    assert asked.body["month"] == str(last_month())
    assert (asked.body["state"], asked.body["requested_by"]) == ("waiting", analyst.user_id)
    assert woken_monitor == [{"action": "go_on"}]
    path = f"/monitoring/{asked.headers['location']}"
    assert api("GET", path, token=analyst.token).body == asked.body
    event = people.connection.execute(
        text("SELECT * FROM audit_events WHERE action = 'monitor_run.ask' ORDER BY id DESC LIMIT 1")
    ).one()
    assert (event.actor_id, event.subject_id) == (analyst.user_id, asked.body["id"])
    assert event.new_values == {"month": str(last_month())}


def test_a_monitor_that_cannot_be_called_is_called_later(people, api, analyst, logged):
    """moto knows no such function."""
    asked = api("POST", "/monitoring/runs", {}, token=analyst.token)
    assert (asked.status, asked.body["state"]) == (202, "waiting")
    assert "monitor not called" in logged()


def test_a_second_one_is_told_which_is_open(people, api, analyst):
    first = api("POST", "/monitoring/runs", {"month": "2026-03"}, token=analyst.token).body
    assert first["month"] == str(date(2026, 3, 1))
    second = api("POST", "/monitoring/runs", {"month": "2026-04"}, token=analyst.token)
    assert (second.status, second.body["error"]) == (409, "conflict")
    assert f"Run {first['id']} of 2026-03" in second.body["detail"]
    people.connection.execute(text("UPDATE monitor_runs SET ended_at = now(), error = 'gave_up'"))
    people.connection.commit()
    third = api("POST", "/monitoring/runs", {"month": "2026-03"}, token=analyst.token)
    assert third.status == 202
    listed = api("GET", "/monitoring/runs", token=analyst.token).body
    assert [one["state"] for one in listed["items"]] == ["waiting", "failed"]
    page = api("GET", "/monitoring/runs", token=analyst.token, query="limit=1").body
    assert page["next"] == str(third.body["id"])
    rest = api("GET", "/monitoring/runs", token=analyst.token, query=f"after={page['next']}").body
    assert [one["id"] for one in rest["items"]] == [first["id"]] and rest["next"] is None


def test_only_so_many_an_hour(people, api, analyst, monkeypatch):
    monkeypatch.setenv("MONITOR_RUNS_PER_HOUR", "1")
    assert api("POST", "/monitoring/runs", {}, token=analyst.token).status == 202
    people.connection.execute(text("UPDATE monitor_runs SET ended_at = now()"))
    people.connection.commit()
    refused = api("POST", "/monitoring/runs", {}, token=analyst.token)
    assert (refused.status, refused.body["error"]) == (429, "too_many_requests")


def test_a_month_to_come_is_no_month(api, analyst):
    coming = month_of(month_number(bank_date()) + 1)
    answer = api("POST", "/monitoring/runs", {"month": f"{coming:%Y-%m}"}, token=analyst.token)
    assert answer.status == 422
    assert answer.body["detail"][0]["code"] == "month_to_come"
