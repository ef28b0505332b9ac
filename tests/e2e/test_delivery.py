"""At-least-once delivery and crashes on the deployed stack: nothing is lost or doubled."""

import json
from uuid import uuid4

import pytest

from core.clients.rules.questionnaire import answers_of_days
from core.kit.clock import bank_date
from local.stack import ROOT
from tests.e2e.deployed import RECOVERY_SECONDS, Deployed, eventually
from tests.e2e.letters import has_letter, remove_letters
from tests.e2e.levers import held, kill_blocked
from tests.e2e.target import CONCURRENCY

BUNDLE = ROOT / "layers" / "model" / "bundle"
KILLS = 3


@pytest.mark.disruptive  # everybody's scores wait behind these
def test_many_messages_are_scored_by_as_many_processes_as_allowed(deployed, people):
    client = people.client()
    score_ids: list[str] = []

    def enough_work_for_all() -> bool:
        more = people.pending_scores(client, count=150)
        deployed.send(*(deployed.message(score_id) for score_id in more))
        score_ids.extend(more)
        return deployed.host.count_scorers() >= CONCURRENCY

    assert eventually(enough_work_for_all)
    people.wait_for(score_ids, RECOVERY_SECONDS)


def test_a_message_delivered_many_times_makes_one_record(deployed, people):
    client = people.client()
    [score_id] = people.pending_scores(client)
    deployed.send(*[deployed.message(score_id)] * 8)
    people.wait_for([score_id])
    first = deployed.query("SELECT * FROM scores WHERE id = %s", score_id)
    deployed.send(*[deployed.message(score_id)] * 3)
    people.score(client)
    assert eventually(deployed.is_queue_empty)
    assert deployed.query("SELECT * FROM scores WHERE id = %s", score_id) == first


def test_golden_rows_score_on_the_deployed_stack_as_they_did_in_training(deployed, people):
    golden = json.loads((BUNDLE / "golden.json").read_text())
    today = bank_date()
    clients = [
        people.client(answers=answers_of_days(row["answers"], today), history="") for row in golden
    ]
    for client, row in zip(clients, golden, strict=True):
        for statuses in row["credits"]:
            people.credit(client.client_id, statuses)
    score_ids = people.score(*clients)
    for score_id, row in zip(score_ids, golden, strict=True):
        ((model, proba, reasons),) = deployed.query(
            "SELECT model, proba, reasons FROM scores WHERE id = %s", score_id
        )
        assert model == row["model"]
        assert proba == pytest.approx(row["proba"], abs=1e-9)
        of_model = [reason for reason in reasons if reason["contribution"] is not None]
        assert [reason["code"] for reason in of_model] == row["reasons"]


def kill_in_mid_batch(deployed: Deployed) -> int:
    """Waits until a scorer is about to record, and kills all."""
    killed = 0

    def killed_some() -> bool:
        nonlocal killed
        killed = kill_blocked(deployed)
        return killed > 0

    assert eventually(killed_some)
    return killed


@pytest.mark.disruptive
@pytest.mark.usefixtures("healthy", "quick_redelivery")
def test_killing_scorers_in_mid_batch_loses_nothing(deployed, people):
    score_ids = people.pending_scores(people.client(), count=40)
    with held(deployed, score_ids):
        deployed.send(*(deployed.message(score_id) for score_id in score_ids))
        killed = sum(kill_in_mid_batch(deployed) for _ in range(KILLS))
    assert killed >= KILLS
    assert deployed.statuses(score_ids) == {"pending"}, "they were not killed in mid-batch"
    people.wait_for(score_ids, RECOVERY_SECONDS)


@pytest.mark.disruptive
@pytest.mark.usefixtures("quick_redelivery")
def test_a_poison_record_fails_alone_and_lands_in_the_dead_letter_queue(deployed, people):
    poison = f"poison {uuid4()}"
    score_ids = people.pending_scores(people.client(), count=5)
    deployed.send(poison, *(deployed.message(score_id) for score_id in score_ids))
    people.wait_for(score_ids)
    assert eventually(lambda: has_letter(deployed, poison))
    remove_letters(deployed, [poison])


def test_a_score_whose_message_was_lost_is_swept_up(people):
    [score_id] = people.pending_scores(people.client())
    people.lose_message(score_id)
    people.wait_for([score_id], RECOVERY_SECONDS)
