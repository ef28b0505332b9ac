"""Exports: asked for, made by the importer, fetched, and brought in again unchanged."""

from io import BytesIO
from uuid import uuid4

import boto3
import openpyxl
import pytest
from sqlalchemy import text

from core.people.rules.roles import Role
from importer.export_writing import harmless
from tests.integration.imports.files import send, table, work
from tests.integration.imports.test_people_files import people_file
from tests.integration.imports.test_people_files import person as row_of


def export(api, person, kind, format_, query=""):
    """Asks for an export and has it made; returns its bytes."""
    body = {"kind": kind, "format": format_}
    asked = api("POST", "/exports", body, token=person.token, query=query)
    assert asked.status == 202, asked.body
    work()
    made = api("GET", f"/exports/{asked.body['id']}", token=person.token).body
    assert made["state"] == "done", made
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


@pytest.mark.parametrize("kind", ["scores", "payments"])
def test_none_of_what_is_not_there(api, clients, mark, kind):
    content = export(api, clients, kind, "csv", query=f"q={mark}")
    assert content.count(b"\r\n") == 1  # the header


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_like_a_formula_is_harmless(begins):
    assert harmless(f"{begins}1") == f"'{begins}1"
    assert harmless("a=1") == "a=1"
    assert harmless(-1) == -1
