"""SQS as every noun's own sending module uses it."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

MESSAGES_PER_CALL = 10  # the limit of SQS's batch calls


class SendingFailedError(Exception):
    """Some messages were refused by the queue."""


@cache
def queue_client() -> "SQSClient":
    """The SQS client: a person waits behind it, so it gives up soon and the sweep sends later."""
    import boto3  # noqa: PLC0415 - no start waits for it
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "sqs",
        config=Config(
            connect_timeout=1,
            read_timeout=2,
            retries={"total_max_attempts": 2},
            # The usual one is composed anew for each request, in a third of its time
            user_agent="credit-scoring",
        ),
    )


def send_messages(queue_url: str, bodies: Sequence[str]) -> None:
    """Sends messages, ten in a call.

    Raises:
        SendingFailedError: the queue refused a message.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    for start in range(0, len(bodies), MESSAGES_PER_CALL):
        _send(queue_url, bodies[start : start + MESSAGES_PER_CALL])


def _send(queue_url: str, bodies: Sequence[str]) -> None:
    entries: list[SendMessageBatchRequestEntryTypeDef] = [
        {"Id": str(index), "MessageBody": body} for index, body in enumerate(bodies)
    ]
    answer = queue_client().send_message_batch(QueueUrl=queue_url, Entries=entries)
    if answer.get("Failed"):
        raise SendingFailedError(f"{len(answer['Failed'])} of {len(entries)} messages refused")


def count_messages(queue_url: str) -> int:
    """Returns how many messages wait there, as far as the queue knows.

    Raises:
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    answer = queue_client().get_queue_attributes(
        QueueUrl=queue_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])
