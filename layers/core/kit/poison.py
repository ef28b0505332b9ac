"""What can never be worked on leaves a queue by itself; what waits for something stays.

The queue counts deliveries without knowing why they failed, and so far that a message outlives an
outage of days. Whoever reads a message knows sooner that no delivery will help.
"""

from collections.abc import Collection, Iterable
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from core.kit.queue import SendingFailedError, send_messages

# A release may be going on, whose other half can read it
MOST_DELIVERIES = 5


def set_aside(
    records: Iterable[dict[str, Any]],
    refused: Collection[str],
    dead_letters_url: str,
    logger: Logger,
) -> list[str]:
    """Moves what was refused often enough to the dead letters.

    Args:
        records: of the event, as SQS hands them over.
        refused: the ids of the messages which failed because of themselves.

    Returns:
        The ids of those refused that are to come again.
    """
    return [
        record["messageId"]
        for record in records
        if record["messageId"] in refused
        and (_may_be_known_yet(record) or not _move(record["body"], dead_letters_url, logger))
    ]


def _may_be_known_yet(record: dict[str, Any]) -> bool:
    return int(record["attributes"]["ApproximateReceiveCount"]) < MOST_DELIVERIES


def _move(body: str, dead_letters_url: str, logger: Logger) -> bool:
    """Says whether a message is among the dead letters now."""
    try:
        send_messages(dead_letters_url, [body])
    except (BotoCoreError, ClientError, SendingFailedError):
        logger.exception("not set aside, comes again")
        return False
    return True
