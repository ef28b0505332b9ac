"""Exports: asked for, made by the importer, fetched, and brought in again unchanged."""

import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import boto3
import openpyxl
import pytest
from sqlalchemy import text

from core.exports.export_leasing import LEASE_SECONDS, MOST_ATTEMPTS
from core.exports.export_messages import ExportMessage
from core.kit.queue import SendingFailedError
from core.people.rules.roles import Role
from importer.export_step import make_export
from importer.export_writing import harmless
from tests.integration.conftest import lambda_context
from tests.integration.imports.files import handle, send, table, work
from tests.integration.imports.test_people_files import people_file
from tests.integration.imports.test_people_files import person as row_of


def export(api, person, kind, format_, query=""):
    """Asks for an export and has it made; returns its bytes."""
    body = {"kind": kind, "format": format_}
    asked = api("POST", "/exports", body, token=person.token, query=query)
    assert asked.status == 202, asked.body
    work()
    made = api("GET", f"/{asked.headers['location']}", token=person.token).body
    assert (made["id"], made["state"]) == (asked.body["id"], "done"), made
    link = api("GET", f"/exports/{made['id']}/file", token=person.token)
    assert link.status == 200
    stored = boto3.client("s3").get_object(Bucket="files", Key=f"exports/{made['id']}")
    return stored["Body"].read()


@pytest.fixture
def mark() -> str:
    return f"Q{uuid4().hex[:8]}"


@pytest.fixture
def clients(api, people, mark):
    """Two people from a file, who have become clients."""
    admin = people.user(Role.ADMIN)
    rows = [
        row_of(f"{mark}-1", last_name=mark),
        row_of(f"{mark}-2", last_name=mark, phone="+79161234567"),
    ]
    sent = send(api, admin, "applicants", people_file(*rows))
    sent.map()
    sent.confirm()
    statement = text("UPDATE clients SET client_since = now() WHERE external_id LIKE :mark")
    people.connection.execute(statement, {"mark": f"{mark}%"})
    people.connection.commit()
    return admin


@pytest.mark.parametrize("format_", ["csv", "csv_excel", "xlsx"])
def test_clients_come_in_again_unchanged(api, people, clients, mark, format_):
    content = export(api, clients, "clients", format_, query=f"q={mark}")
    again = send(api, clients, "applicants", content).map(duplicates="update")
    assert again["report"]["outcomes"] == {"unchanged": 2}, again["report"]


@pytest.mark.parametrize("format_", ["csv", "csv_excel", "xlsx"])
def test_payments_come_in_again_unchanged(api, people, mark, format_):
    admin = people.user(Role.ADMIN)
    client = people.client(people.manager(), history=None)
    credit_id = people.credit(client.client_id, "")
    naming = text("UPDATE credits SET external_id = :number WHERE id = :id")
    people.connection.execute(naming, {"number": mark, "id": credit_id})
    people.connection.commit()
    rows = [f"{mark};31.01.2026;0;0,00", f"{mark};28.02.2026;1;1 250,50", f"{mark};31.03.2026;C;"]
    sent = send(api, admin, "payments", table("payments", rows))
    sent.map()
    assert sent.confirm()["applied"] == {"new": 3}
    content = export(api, admin, "payments", format_, query=f"q={client.login}")
    again = send(api, admin, "payments", content).map()
    assert again["report"]["outcomes"] == {"unchanged": 3}, again["report"]


def test_a_file_for_a_russian_spreadsheet(api, clients, mark):
    content = export(api, clients, "clients", "csv_excel", query=f"q={mark}").decode("utf-8")
    header, first, second, end = content.split("\r\n")
    assert header.startswith("\ufeffномер клиента;фамилия;")
    assert (first.split(";")[1], end) == (mark, "")
    assert "157500,00" in first
    assert "'+79161234567" in second


def test_only_the_wanted_clients(api, clients, mark):
    content = export(api, clients, "clients", "xlsx", query=f"q={mark}-2")
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)][1:] == [f"{mark}-2"]


def test_a_file_holds_those_whom_the_list_showed(api, clients, mark):
    for chosen, lines in (
        ("freshness=unscored", 3),
        ("freshness=current", 1),
        ("decision=approve", 1),
    ):
        content = export(api, clients, "clients", "csv", query=f"q={mark}&{chosen}")
        assert content.count(b"\r\n") == lines, chosen


@pytest.mark.parametrize("kind", ["scores", "payments"])
def test_none_of_what_is_not_there(api, clients, mark, kind):
    content = export(api, clients, kind, "csv", query=f"q={mark}")
    assert content.count(b"\r\n") == 1  # the header


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_like_a_formula_is_harmless(begins):
    assert harmless(f"{begins}1") == f"'{begins}1"
    assert harmless("a=1") == "a=1"
    assert harmless(-1) == -1


BODY = {"kind": "clients", "format": "csv"}


def ask(api, person) -> int:
    asked = api("POST", "/exports", BODY, token=person.token)
    assert asked.status == 202, asked.body
    number: int = asked.body["id"]
    return number


def state_of(api, person, number: int) -> tuple[str, str | None]:
    found = api("GET", f"/exports/{number}", token=person.token).body
    return found["state"], found["fault"]


@pytest.fixture
def sweep(people):
    """Runs the scheduled sweep once so much time has passed for an export."""
    from maintenance.handler import handler

    passing = text(
        "UPDATE exports SET created_at = created_at - make_interval(secs => :seconds),"
        " leased_until = leased_until - make_interval(secs => :seconds) WHERE id = :id"
    )

    def run(number: int, seconds: int) -> None:
        people.connection.execute(passing, {"id": number, "seconds": seconds})
        people.connection.commit()
        handler({"action": "sweep"}, lambda_context("maintenance"))

    return run


def test_while_nothing_can_be_sent_it_waits_for_the_sweep(api, people, monkeypatch, sweep):
    def refuse(*arguments):
        raise SendingFailedError

    analyst = people.user(Role.ANALYST)
    with monkeypatch.context() as queue_away:
        queue_away.setattr("core.exports.export_messages.send_messages", refuse)
        number = ask(api, analyst)
    work()
    assert state_of(api, analyst, number) == ("pending", None)
    sweep(number, 30)
    work()
    assert state_of(api, analyst, number) == ("pending", None)
    sweep(number, 32)
    work()
    assert state_of(api, analyst, number) == ("done", None)


def test_one_worker_at_a_time_and_five_at_most(api, people, monkeypatch, sweep):
    """Each is killed, so that it lets nothing go."""
    analyst = people.user(Role.ANALYST)
    number = ask(api, analyst)
    monkeypatch.setattr("importer.export_step._write", lambda *arguments: sys.exit("killed"))
    message = ExportMessage(export_id=number).model_dump_json()
    for _ in range(MOST_ATTEMPTS):
        assert state_of(api, analyst, number) == ("pending", None)
        with pytest.raises(SystemExit):
            make_export(number, lambda: False)
        assert handle(message) == [], "another leaves it alone"
        sweep(number, LEASE_SECONDS + 1)
    assert state_of(api, analyst, number) == ("failed", "gave_up")


def test_what_fails_is_free_for_the_message_that_comes_again(api, people, monkeypatch):
    def fail(*arguments):
        raise OSError

    analyst = people.user(Role.ANALYST)
    number = ask(api, analyst)
    message = ExportMessage(export_id=number).model_dump_json()
    with monkeypatch.context() as bucket_away:
        bucket_away.setattr("importer.export_step._write", fail)
        assert len(handle(message)) == 1
    assert handle(message) == []
    assert state_of(api, analyst, number) == ("done", None)
    work()


def test_the_link_lasts_a_quarter_of_an_hour(api, people):
    analyst = people.user(Role.ANALYST)
    number = ask(api, analyst)
    work()
    link = api("GET", f"/exports/{number}/file", token=analyst.token).body
    assert "X-Amz-Expires=900" in link["url"]
    left = datetime.fromisoformat(link["expires_at"]) - datetime.now(UTC)
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


def test_so_many_files_an_hour_are_enough(api, people, monkeypatch):
    monkeypatch.setenv("EXPORTS_PER_HOUR", "1")
    analyst = people.user(Role.ANALYST)
    statuses = [api("POST", "/exports", BODY, token=analyst.token).status for _ in range(2)]
    assert statuses == [202, 429]
    work()
