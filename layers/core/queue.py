"""The sending side of the scoring queue."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

import boto3
from botocore.config import Config

from core.messages import ScoringMessage
from core.settings import scoring_queue_url

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

# Half of what a message may hold, so that a portfolio spreads evenly over the scorers
SCORES_PER_MESSAGE = 100
MESSAGES_PER_CALL = 10  # the limit of SQS SendMessageBatch


class SendingFailedError(Exception):
    """Some messages were refused by the queue; their scores stay pending for the sweep."""


@cache
def queue_client() -> "SQSClient":
    """The SQS client: a person waits behind it, so it gives up soon and the sweep sends later."""
    return boto3.client(
        "sqs",
        config=Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2}),
    )


def send_scores(score_ids: Sequence[UUID], correlation_id: str) -> None:
    """Sends pending scores to the scorer, up to ``SCORES_PER_MESSAGE`` in a message.

    Raises:
        SendingFailedError: the queue refused a message.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    messages = [
        ScoringMessage(
            score_ids=list(score_ids[start : start + SCORES_PER_MESSAGE]),
            correlation_id=correlation_id,
        )
        for start in range(0, len(score_ids), SCORES_PER_MESSAGE)
    ]
    for start in range(0, len(messages), MESSAGES_PER_CALL):
        _send(messages[start : start + MESSAGES_PER_CALL])


def _send(messages: Sequence[ScoringMessage]) -> None:
    entries: list[SendMessageBatchRequestEntryTypeDef] = [
        {"Id": str(index), "MessageBody": message.model_dump_json()}
        for index, message in enumerate(messages)
    ]
    answer = queue_client().send_message_batch(QueueUrl=scoring_queue_url(), Entries=entries)
    if answer.get("Failed"):
        raise SendingFailedError(f"{len(answer['Failed'])} of {len(entries)} messages refused")


def check_queue() -> None:
    """Returns if the queue answers.

    Raises:
        botocore.exceptions.BotoCoreError, ClientError: it does not.
    """
    queue_client().get_queue_attributes(
        QueueUrl=scoring_queue_url(), AttributeNames=["ApproximateNumberOfMessages"]
    )
