"""Messages outlive the database's absence; what no delivery helps ends among the dead letters."""

import json
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from sqlalchemy import text

from core.kit import poison
from core.kit.poison import MOST_DELIVERIES
from tests.contract.resolving import Template
from tests.integration.conftest import lambda_context, message, scoring_record

DAYS = 4


def outage() -> list[int]:
    """The deliveries of a message in four days, as the template has the queue count them."""
    queue = Template("prod").resources["ScoringQueue"]["Properties"]
    deliveries = DAYS * 24 * 3_600 // queue["VisibilityTimeout"] + 1
    assert deliveries < queue["RedrivePolicy"]["maxReceiveCount"]
    return [1, MOST_DELIVERIES, MOST_DELIVERIES + 1, deliveries // 2, deliveries]


def test_what_waits_for_four_days_is_scored_and_what_nobody_can_read_is_set_aside(
    people, score_batch, dead_letters, queued, no_database, maintain
):
    dead_letters()
    asked_for = people.pending_score(people.client(), age=f"{DAYS} days")
    strange = f"strange {uuid4()}"
    with no_database:
        for deliveries in outage():
            waiting = scoring_record(message(asked_for), deliveries=deliveries)
            unread = scoring_record(strange, deliveries=deliveries)
            returned = score_batch(waiting, unread)
            comes_again = [unread["messageId"]] * (deliveries < MOST_DELIVERIES)
            assert sorted(returned) == sorted([waiting["messageId"], *comes_again])
    assert set(dead_letters()) == {strange}, "only what nobody can read"
    # The sweep, which comes first, gives nothing up of what only waited
    queued()
    swept = maintain(action="sweep")
    assert swept["expired"] == 0 and people.score_row(asked_for).status == "pending"
    assert str(asked_for) in "".join(queued())
    assert score_batch(scoring_record(message(asked_for), deliveries=outage()[-1] + 1)) == []
    assert people.score_row(asked_for).status == "done"


def test_a_score_that_does_not_exist_is_set_aside_alone(people, score_batch, dead_letters):
    dead_letters()
    known = people.pending_score(people.client())
    unknown = message(uuid4())
    again = scoring_record(unknown, deliveries=MOST_DELIVERIES - 1)
    last = scoring_record(unknown, deliveries=MOST_DELIVERIES)
    assert score_batch(scoring_record(message(known)), again, last) == [again["messageId"]]
    assert people.score_row(known).status == "done"
    assert dead_letters() == [unknown]


def test_while_the_dead_letters_cannot_be_reached_it_comes_again(score_batch, monkeypatch):
    def refuse(*_: object) -> None:
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "SendMessageBatch")

    monkeypatch.setattr(poison, "send_messages", refuse)
    record = scoring_record("nonsense", deliveries=MOST_DELIVERIES)
    assert score_batch(record) == [record["messageId"]]


def test_an_importer_sets_aside_what_it_cannot_read_and_keeps_what_waits(no_database):
    from importer.handler import handler

    dead = boto3.client("sqs").get_queue_url(QueueName="import-dead-letters")["QueueUrl"]
    strange = f"strange {uuid4()}"
    waiting = scoring_record(json.dumps({"schema_version": 1, "import_id": 2**62}), deliveries=70)
    with no_database:
        answer = handler(
            {"Records": [waiting, scoring_record(strange, deliveries=MOST_DELIVERIES)]},
            lambda_context("importer"),
        )
    assert answer == {"batchItemFailures": [{"itemIdentifier": waiting["messageId"]}]}
    [letter] = boto3.client("sqs").receive_message(QueueUrl=dead)["Messages"]
    assert letter["Body"] == strange


@pytest.mark.parametrize(
    ("waited", "rested", "is_sent"),
    [
        ("10 minutes", "4 minutes", False),
        ("7 minutes", "4 minutes", True),
        ("3 days", "14 minutes", False),
        ("3 days", "16 minutes", True),
    ],
)
def test_what_the_queue_keeps_is_sent_again_ever_more_seldom(
    people, maintain, queued, waited, rested, is_sent
):
    score_id = people.pending_score(people.client(), age=waited)
    people.connection.execute(
        text("UPDATE scores SET resent_at = now() - CAST(:rested AS interval) WHERE id = :id"),
        {"rested": rested, "id": score_id},
    )
    people.connection.commit()
    queued()
    maintain(action="sweep")
    assert (str(score_id) in "".join(queued())) == is_sent
