"""The importer is killed at any moment, and another one goes on: nothing is lost, nothing twice."""

import base64
import json
import os
import random
import subprocess
import sys
from datetime import date
from time import monotonic, sleep
from uuid import uuid4

import boto3
import pytest
from sqlalchemy import insert, text

from core.clients.adding import add_credits
from core.clients.tables import clients
from core.imports.rules.import_states import ImportKind
from core.people.rules.roles import Role
from local.stack import ROOT
from tests.integration.conftest import REGION
from tests.integration.imports.files import Sent, send, table
from tests.integration.makers import ANSWERS

CREDITS, MONTHS, KILLS = 500, 40, 5
ROWS = CREDITS * MONTHS
STATUSES = "00C0X01200"


@pytest.fixture
def contracts(people) -> list[str]:
    """Credits with numbers, each of a client of its own."""
    mark = uuid4().hex[:8]
    rows = [{"last_name": "Тестов", "first_name": "Иван", **ANSWERS} for _ in range(CREDITS)]
    client_ids = people.connection.execute(insert(clients).returning(clients.c.id), rows).scalars()
    numbers = [f"Д-{mark}-{place:05}" for place in range(CREDITS)]
    terms = {"amount_total": 900_000, "annual_rate": 16, "issued_on": date(2020, 1, 15)}
    add_credits(
        people.connection,
        [
            {"client_id": client_id, "external_id": number, **terms}
            for client_id, number in zip(client_ids, numbers, strict=True)
        ],
    )
    people.connection.commit()
    return numbers


def month(place: int) -> str:
    return f"{2022 + place // 12}-{place % 12 + 1:02}"


def status(credit: int, place: int) -> str:
    return STATUSES[(credit * 7 + place) % len(STATUSES)]


@pytest.fixture
def sent(api, people, contracts) -> Sent:
    rows = [
        f"{number};{month(place)};{status(credit, place)};"
        for credit, number in enumerate(contracts)
        for place in range(MONTHS)
    ]
    random.Random(7).shuffle(rows)
    return send(api, people.user(Role.ANALYST), ImportKind.PAYMENTS, table("payments", rows))


def start(sent: Sent) -> subprocess.Popen[bytes]:
    """Starts an importer as a process of its own."""
    bucket = boto3.client("s3")
    keys = [
        one["Key"]
        for one in bucket.list_objects_v2(Bucket="files")["Contents"]
        if one["Key"].split("/")[1] == str(sent.id)
    ]
    files = {key: bucket.get_object(Bucket="files", Key=key)["Body"].read() for key in keys}
    secret = boto3.client("secretsmanager").get_secret_value(SecretId="database")
    told = {
        "import_id": sent.id,
        "region": REGION,
        "database": secret["SecretString"],
        "files": {key: base64.b64encode(content).decode() for key, content in files.items()},
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.imports.worker"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((".", "layers", "functions"))},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert process.stdin
    process.stdin.write(json.dumps(told).encode())
    process.stdin.close()
    return process


def done(people, sent: Sent) -> int:
    found = text("SELECT rows_done FROM imports WHERE id = :id")
    rows: int = people.connection.execute(found, {"id": sent.id}).scalar_one()
    people.connection.commit()
    return rows


def let_time_pass(people, sent: Sent) -> None:
    """Makes the lease of who was killed end, as it does after a minute."""
    people.connection.execute(
        text("UPDATE imports SET leased_until = now() - interval '1 second' WHERE id = :id"),
        {"id": sent.id},
    )
    people.connection.commit()


def kill_after(people, sent: Sent, process: subprocess.Popen[bytes], rows: int) -> int:
    """Kills a process once it came so far, at whatever it does then; returns how far that was."""
    end = monotonic() + 120
    while done(people, sent) < rows and process.poll() is None and monotonic() < end:
        sleep(0.002)
    sleep(random.random() * 0.05)
    process.kill()
    process.wait()
    let_time_pass(people, sent)
    return done(people, sent)


def test_killed_and_resumed_it_applies_each_row_once(sent, people, contracts):
    assert sent.map()["report"]["outcomes"] == {"new": ROWS}
    sent.call("POST", "/confirm", {"rows": ROWS})
    reached = [
        kill_after(people, sent, start(sent), ROWS * (kill + 1) // (KILLS + 2))
        for kill in range(KILLS)
    ]
    assert reached == sorted(reached) and 0 < reached[0] < reached[-1] < ROWS
    assert start(sent).wait(timeout=300) == 0
    found = sent.get()
    assert (found["state"], found["step"], found["fault"]) == ("applied", None, None)
    assert found["applied"] == {"new": ROWS}
    assert _stored(people, sent) == {
        (number, month(place)): status(credit, place)
        for credit, number in enumerate(contracts)
        for place in range(MONTHS)
    }
    asked = text(
        "SELECT CAST(one AS bigint) FROM portfolio_batches b,"
        " jsonb_array_elements_text(b.filters -> 'client_ids') one"
        " WHERE b.id = ANY(CAST(:batches AS uuid[]))"
    )
    batches = {"batches": found["portfolio_batch_ids"]}
    clients = people.connection.execute(asked, batches).scalars().all()
    assert (len(clients), len(set(clients))) == (CREDITS, CREDITS)


def _stored(people, sent: Sent) -> dict[tuple[str, str], str]:
    """Returns what is recorded, each row of it: one that is superseded would be one too many."""
    rows = people.connection.execute(
        text(
            "SELECT k.external_id, to_char(p.month, 'YYYY-MM') AS month, p.status"
            " FROM payment_months p JOIN credits k ON k.id = p.credit_id"
            " WHERE p.import_id = :id"
        ),
        {"id": sent.id},
    ).all()
    assert len(rows) == ROWS
    return {(row.external_id, row.month): row.status for row in rows}
