"""At-least-once delivery, crashes and outages on the deployed stack: nothing is lost or doubled."""

import json

import httpx
import pytest
from uuid6 import uuid7

from local.stack import ROOT
from tests.e2e.conftest import CONCURRENCY
from tests.e2e.deployed import eventually

BUNDLE = ROOT / "layers" / "model" / "bundle"
KILLS = 3  # a message is given up after five deliveries


def test_many_messages_are_scored_by_as_many_processes_as_allowed(deployed):
    score_ids: list[str] = []

    def enough_work_for_all() -> bool:
        more = deployed.pending_scores(150)
        deployed.send(*(deployed.message(score_id) for score_id in more))
        score_ids.extend(more)
        return deployed.host.count_scorers() >= CONCURRENCY

    assert eventually(enough_work_for_all, 60)
    assert eventually(lambda: deployed.statuses(score_ids) == {"done"}, 60)


def test_a_message_delivered_many_times_makes_one_record(deployed):
    (score_id,) = deployed.pending_scores(1)
    deployed.send(*[deployed.message(score_id)] * 8)
    assert eventually(lambda: deployed.statuses([score_id]) == {"done"}, 30)
    first = deployed.query("SELECT * FROM scores WHERE id = %s", score_id)
    deployed.send(*[deployed.message(score_id)] * 3)
    marker = deployed.pending_scores(1)
    deployed.send(deployed.message(*marker))
    assert eventually(lambda: deployed.statuses(marker) == {"done"}, 30)
    assert deployed.query("SELECT * FROM scores WHERE id = %s", score_id) == first


def test_golden_rows_score_on_the_deployed_stack_as_they_did_in_training(deployed):
    golden = json.loads((BUNDLE / "golden.json").read_text())
    clients = deployed.query("SELECT id FROM clients ORDER BY id DESC LIMIT %s", len(golden))
    for (client_id,), row in zip(clients, golden, strict=True):
        columns = ", ".join(f"{name} = %s" for name in row["answers"])
        deployed.query(
            f"UPDATE clients SET {columns} WHERE id = %s", *row["answers"].values(), client_id
        )
        deployed.query(
            "UPDATE credits SET payment_history = %s WHERE client_id = %s",
            json.dumps(row["payment_history"]),
            client_id,
        )
    score_ids = [str(uuid7()) for _ in clients]
    deployed.query(
        "INSERT INTO scores (id, client_id, requested_by)"
        " SELECT s, c, u.user_id FROM unnest(%s::uuid[], %s::bigint[]) AS t(s, c)"
        " JOIN clients u ON u.id = c",
        score_ids,
        [client_id for (client_id,) in clients],
    )
    deployed.send(deployed.message(*score_ids))
    assert eventually(lambda: deployed.statuses(score_ids) == {"done"}, 30)
    for score_id, row in zip(score_ids, golden, strict=True):
        ((model, proba, reasons),) = deployed.query(
            "SELECT model, proba, reasons FROM scores WHERE id = %s", score_id
        )
        assert model == row["model"]
        assert proba == pytest.approx(row["proba"], abs=1e-9)
        assert [reason["code"] for reason in reasons] == row["reasons"]


@pytest.mark.usefixtures("quick_redelivery")
def test_killing_scorers_in_mid_batch_loses_nothing(deployed):
    score_ids = [score_id for _ in range(4) for score_id in deployed.pending_scores(151)]
    chunks = [score_ids[start : start + 4] for start in range(0, len(score_ids), 4)]
    deployed.send(*(deployed.message(*chunk) for chunk in chunks))
    killed = 0
    for _ in range(KILLS):
        assert eventually(lambda: deployed.host.count_scorers() > 0, 20)
        killed += deployed.host.kill_scorers()
    assert killed >= KILLS
    assert deployed.statuses(score_ids) != {"done"}, "killed too late to prove anything"
    assert eventually(lambda: deployed.statuses(score_ids) == {"done"}, 90)


@pytest.mark.usefixtures("quick_redelivery")
def test_a_poison_record_fails_alone_and_lands_in_the_dead_letter_queue(deployed):
    score_ids = deployed.pending_scores(5)
    deployed.send("poison", *(deployed.message(score_id) for score_id in score_ids))
    assert eventually(lambda: deployed.statuses(score_ids) == {"done"}, 30)
    queue = deployed.aws("sqs")
    dead: list[str] = []

    def arrived() -> bool:
        answer = queue.receive_message(QueueUrl=deployed.description["dlq_url"])
        dead.extend(message["Body"] for message in answer.get("Messages", []))
        return bool(dead)

    assert eventually(arrived, 60)
    assert dead == ["poison"]


def test_while_the_database_is_away_people_are_told_to_come_back(deployed, database_away):
    answer = httpx.get(f"{deployed.description['site_url']}api/health", params={"deep": "true"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["error"] == "unavailable"


@pytest.mark.usefixtures("quick_redelivery")
def test_a_score_survives_an_outage_of_the_database(deployed, request):
    score_ids = deployed.pending_scores(20)
    request.getfixturevalue("database_away")
    deployed.send(*(deployed.message(score_id) for score_id in score_ids))
    deployed.host.start_database()
    assert eventually(lambda: deployed.statuses(score_ids) == {"done"}, 60)


def test_a_score_whose_message_was_lost_is_swept_up(deployed):
    (score_id,) = deployed.pending_scores(1)
    deployed.query(
        "UPDATE scores SET requested_at = now() - interval '2 minutes' WHERE id = %s", score_id
    )
    assert eventually(lambda: deployed.statuses([score_id]) == {"done"}, 150)


def test_a_bad_release_is_taken_back_by_pointing_the_alias_back(deployed):
    functions = deployed.aws("lambda")
    name = deployed.description["outputs"]["ApiFunctionName"]

    def status() -> int:
        return deployed.ask_api("/health").status_code

    good = functions.get_alias(FunctionName=name, Name="live")["FunctionVersion"]
    bad = functions.update_function_configuration(FunctionName=name, Handler="api.nothing.here")
    try:
        functions.get_waiter("function_updated_v2").wait(FunctionName=name)
        version = functions.publish_version(FunctionName=name)["Version"]
        assert version != good
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=version)
        assert eventually(lambda: status() >= 500, seconds=20)
    finally:
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=good)
        functions.update_function_configuration(FunctionName=name, Handler="api.handler.handler")
    assert bad["Handler"] == "api.nothing.here"
    assert eventually(lambda: status() == 200, seconds=20)


def test_a_function_may_do_only_what_its_role_allows(deployed, local_stack):
    """The emulator enforces IAM in this whole suite; here a permission is missing for once."""
    iam, functions = deployed.aws("iam"), deployed.aws("lambda")
    name = deployed.description["outputs"]["ApiFunctionName"]
    role = functions.get_function_configuration(FunctionName=name)["Role"].rsplit("/", 1)[1]
    granted = iam.get_role_policy(RoleName=role, PolicyName="api")["PolicyDocument"]
    statements = [entry for entry in granted["Statement"] if entry["Sid"] != "SendScores"]
    assert len(statements) == len(granted["Statement"]) - 1

    def put(document: dict) -> None:
        iam.put_role_policy(RoleName=role, PolicyName="api", PolicyDocument=json.dumps(document))

    def ask(wait_seconds: int) -> str:
        client_id = borrower.get("/api/auth/me").json()["client_id"]
        wait = {"Prefer": f"wait={wait_seconds}"}
        return borrower.post(f"/api/clients/{client_id}/score", headers=wait).json()["status"]

    with deployed.log_in("client") as borrower:
        put(granted | {"Statement": statements})
        try:
            assert ask(wait_seconds=3) == "pending"
        finally:
            put(granted)
        assert ask(wait_seconds=20) == "done"
