"""The dead-letter queue as tests look at it: each for its own message, the others stay."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from tests.e2e.deployed import Deployed

HIDDEN_SECONDS = 20


def has_letter(deployed: Deployed, body: str) -> bool:
    """Says whether exactly this message is there."""
    return body in read_letters(deployed)


def read_letters(deployed: Deployed) -> Counter[str]:
    """Returns the bodies of all messages, and how often each is there."""
    letters = _take(deployed)
    _put_back(deployed, letters)
    return Counter(letter["Body"] for letter in letters)


def remove_letters(deployed: Deployed, parts: Collection[str]) -> None:
    """Deletes the messages in which one of these texts stands."""
    others = []
    for letter in _take(deployed):
        if any(part in letter["Body"] for part in parts):
            deployed.aws("sqs").delete_message(
                QueueUrl=deployed.given("dlq_url"), ReceiptHandle=letter["ReceiptHandle"]
            )
        else:
            others.append(letter)
    _put_back(deployed, others)


def remove_all_letters(deployed: Deployed) -> None:
    """Empties the queue, for a test beside which nothing else runs."""
    remove_letters(deployed, [""])


def _take(deployed: Deployed) -> list[dict[str, Any]]:
    """Returns every message; whoever else looks does not see them meanwhile."""
    taken: list[dict[str, Any]] = []
    while (
        letters := deployed.aws("sqs")
        .receive_message(
            QueueUrl=deployed.given("dlq_url"),
            MaxNumberOfMessages=10,
            VisibilityTimeout=HIDDEN_SECONDS,
        )
        .get("Messages")
    ):
        taken += letters
    return taken


def _put_back(deployed: Deployed, letters: list[dict[str, Any]]) -> None:
    for letter in letters:
        deployed.aws("sqs").change_message_visibility(
            QueueUrl=deployed.given("dlq_url"),
            ReceiptHandle=letter["ReceiptHandle"],
            VisibilityTimeout=0,
        )
