"""What alarms read is measured: by version, at the end of what is scheduled, of every score."""

import json
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.monitoring import runs
from core.monitoring.runs import is_last_month_late
from core.people.rules.scopes import Scope
from maintenance import handler as maintenance
from tests.integration.applications.makers import whole
from tests.integration.conftest import message, scoring_record
from tests.integration.scores.test_enquiries import BODY


@pytest.fixture
def told(capsys):
    """Returns the reports of a figure since the last look."""

    def read(name):
        lines = capsys.readouterr().out.splitlines()
        reports = [json.loads(line) for line in lines if line.startswith('{"_aws"')]
        return [one for one in reports if name in one]

    return read


@pytest.fixture
def version(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_VERSION", "7")


def is_the_versions_own(report):
    [measured] = report["_aws"]["CloudWatchMetrics"]
    return sorted(measured["Dimensions"][0]) == ["service", "version"] and report["version"] == "7"


@pytest.mark.usefixtures("version")
def test_a_batch_that_returns_is_counted_as_the_versions_own(
    people, score_batch, no_database, told
):
    record = scoring_record(message(people.pending_score(people.client())))
    with no_database:
        assert score_batch(record) == [record["messageId"]]
    [report] = told("BatchesReturned")
    assert report["BatchesReturned"] == [1.0] and is_the_versions_own(report)
    assert score_batch(record) == [] and told("BatchesReturned") == []


@pytest.mark.usefixtures("version")
def test_a_route_that_raises_is_counted_as_the_versions_own(
    api, people, monkeypatch, no_database, told
):
    client = people.client()
    path = f"/clients/{client.client_id}"
    with no_database:
        assert api("GET", path, token=client.token).status == 503
    assert api("GET", "/clients/x", token=client.token).status == 422
    assert told("RequestsFailed") == [], "the release is not to blame"

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("api.clients.access.get_client", fail)
    assert api("GET", path, token=client.token).status == 500
    [report] = told("RequestsFailed")
    assert report["RequestsFailed"] == [1.0] and is_the_versions_own(report)


def test_every_score_that_somebody_asks_for_is_measured(api, people, queued, score_batch, told):
    manager = people.manager()
    client = people.client(manager)
    _, token = people.program(Scope.SCORES_WRITE)
    queued()
    draft = api("POST", "/applications", whole(f"Мерина{uuid4().hex[:6]}"), token=manager.token)
    asked = [
        api("POST", f"/clients/{client.client_id}/score", token=client.token),
        api("POST", "/scores", BODY, authorization=f"Bearer {token}"),
        api("POST", f"/applications/{draft.body['id']}/submit", {}, token=manager.token),
    ]
    assert [answer.status for answer in asked] == [202, 202, 200]
    told("ScoreLatency")
    records = [scoring_record(body) for body in queued()]
    assert len(records) == 3
    assert score_batch(*records) == []
    [report] = told("ScoreLatency")
    assert report["service"] == "test" and len(report["ScoreLatency"]) == 3
    assert all(0 < waited < 60_000 for waited in report["ScoreLatency"])
    assert score_batch(*records) == []
    assert told("ScoreLatency") == [], "once each"


@pytest.mark.usefixtures("asked_scorer")
def test_what_would_be_is_measured_for_who_waits_for_it(api, people, told):
    manager = people.manager()
    client = people.client(manager)
    answer = api(
        "POST",
        f"/clients/{client.client_id}/what-if",
        {"answers": {"flag_own_car": "Y"}},
        token=manager.token,
    )
    assert answer.status == 200, answer.body
    [report] = told("TrialLatency")
    assert 0 < report["TrialLatency"][0] < 60_000


def test_only_a_sweep_that_came_to_its_end_says_so(maintain, monkeypatch, told):
    maintain(action="sweep")
    [report] = told("SweepsEnded")
    assert report["SweepsEnded"] == [1.0] and report["MaintenanceRuns"] == [1.0]

    def fail(*_):
        raise RuntimeError("the last part of it")

    monkeypatch.setattr(maintenance, "sweep_journal", fail)
    with pytest.raises(ExceptionGroup, match="parts of the sweep failed: journal"):
        maintain(action="sweep")
    assert told("SweepsEnded") == []


def test_a_part_of_the_sweep_that_fails_keeps_none_of_the_others(
    maintain, monkeypatch, told, logged
):
    def fail(*_):
        raise RuntimeError("Заёмщикова")

    monkeypatch.setattr(maintenance, "sweep", fail)
    monkeypatch.setattr(maintenance, "sweep_notices", fail)
    with pytest.raises(ExceptionGroup, match="parts of the sweep failed: scores, notices"):
        maintain(action="sweep")
    [report] = told("JournalUnsealed")
    assert {"ChunksResent", "RollBacksTakenBack", "ScoreMonthsMissing"} <= report.keys()
    assert "ScoresPending" not in report and "SweepsEnded" not in report
    assert logged().count("part of the sweep failed") == 2


def test_the_sweep_tells_how_long_the_oldest_score_waits(maintain, people, told):
    people.connection.execute(
        text("UPDATE scores SET status = 'failed', scored_at = now() WHERE status = 'pending'")
    )
    people.connection.commit()
    maintain(action="sweep")
    assert [report["OldestPending"] for report in told("OldestPending")] == [[0.0]]
    people.pending_score(people.client(), age="3 days")
    people.pending_score(people.client(), age="5 seconds")
    maintain(action="sweep")
    [report] = told("OldestPending")
    assert report["OldestPending"][0] == pytest.approx(3 * 24 * 3_600, abs=60)


def test_a_month_that_nobody_counted_is_noticed(people, monkeypatch):
    monkeypatch.setattr(runs, "bank_date", lambda: date(2003, 3, 15))
    execute = people.connection.execute
    people.manager()
    assert not is_last_month_late(people.connection), "nobody was there yet"
    execute(text("UPDATE users SET created_at = '2003-02-28T12:00:00Z'"))
    assert is_last_month_late(people.connection)
    execute(
        text(
            "INSERT INTO monitor_runs (month, requested_at, ended_at)"
            " VALUES ('2003-02-01', '2003-03-02T03:00:00Z', '2003-03-02T03:10:00Z')"
        )
    )
    assert not is_last_month_late(people.connection)
    people.connection.rollback()
