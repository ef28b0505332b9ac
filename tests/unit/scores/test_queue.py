"""The sending side of the scoring queue, against moto's SQS."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from core.kit import queue
from core.kit.queue import SendingFailedError, queue_client
from core.scores.queue import SCORES_PER_MESSAGE as FULL
from core.scores.queue import check_queue, send_scores


@pytest.fixture
def queue_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        url = boto3.client("sqs").create_queue(QueueName="scoring")["QueueUrl"]
        monkeypatch.setenv("SCORING_QUEUE_URL", url)
        queue_client.cache_clear()
        yield url
    queue_client.cache_clear()


class FakeClient:
    """Notes what is sent, and refuses what it is told to."""

    def __init__(self, refused: int = 0) -> None:
        self.refused = refused
        self.calls: list[list[dict[str, Any]]] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        self.calls.append(Entries)
        return {"Successful": [], "Failed": [{"Id": str(n)} for n in range(self.refused)]}


def use(monkeypatch: pytest.MonkeyPatch, client: FakeClient) -> FakeClient:
    monkeypatch.setenv("SCORING_QUEUE_URL", "https://sqs.test/scoring")
    monkeypatch.setattr(queue, "queue_client", lambda: client)
    return client


def test_a_portfolio_travels_in_full_messages_and_a_rest_of_ids_only(queue_url: str) -> None:
    score_ids = [uuid4() for _ in range(2 * FULL + FULL // 4)]
    send_scores(score_ids, correlation_id="abc")
    received = boto3.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    bodies = [json.loads(message["Body"]) for message in received["Messages"]]
    assert sorted((len(body["score_ids"]) for body in bodies), reverse=True) == [
        FULL,
        FULL,
        FULL // 4,
    ]
    for body in bodies:
        assert set(body) == {"schema_version", "score_ids", "correlation_id"}
        assert (body["schema_version"], body["correlation_id"]) == (1, "abc")
    sent = [UUID(score_id) for body in bodies for score_id in body["score_ids"]]
    assert sorted(sent) == sorted(score_ids)
    assert not any("MessageAttributes" in message for message in received["Messages"])


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (FULL, [FULL]), (FULL + 1, [FULL, 1]), (2 * FULL, [FULL, FULL])]
)
def test_messages_are_filled_up(
    monkeypatch: pytest.MonkeyPatch, count: int, sizes: list[int]
) -> None:
    client = use(monkeypatch, FakeClient())
    send_scores([uuid4() for _ in range(count)], correlation_id="abc")
    (entries,) = client.calls
    assert [len(json.loads(entry["MessageBody"])["score_ids"]) for entry in entries] == sizes


def test_a_call_sends_at_most_ten_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    client = use(monkeypatch, FakeClient())
    score_ids = [uuid4() for _ in range(10 * FULL + 1)]
    send_scores(score_ids, correlation_id="abc")
    assert [len(entries) for entries in client.calls] == [10, 1]
    for entries in client.calls:
        assert len({entry["Id"] for entry in entries}) == len(entries)
    sent = [
        UUID(score_id)
        for entries in client.calls
        for entry in entries
        for score_id in json.loads(entry["MessageBody"])["score_ids"]
    ]
    assert sent == score_ids


def test_nothing_to_send_is_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    client = use(monkeypatch, FakeClient())
    send_scores([], correlation_id="abc")
    assert client.calls == []


def test_refused_messages_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, FakeClient(refused=2))
    with pytest.raises(SendingFailedError, match="2 of 3 messages refused"):
        send_scores([uuid4() for _ in range(2 * FULL + 1)], correlation_id="abc")


def test_the_queue_is_checked(queue_url: str) -> None:
    check_queue()
    boto3.client("sqs").delete_queue(QueueUrl=queue_url)
    with pytest.raises(ClientError, match=r"QueueDoesNotExist|NonExistentQueue"):
        check_queue()


def test_a_missing_address_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, FakeClient())
    monkeypatch.delenv("SCORING_QUEUE_URL")
    with pytest.raises(RuntimeError, match="SCORING_QUEUE_URL"):
        send_scores([uuid4()], correlation_id="abc")
