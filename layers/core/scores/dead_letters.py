"""Messages that nobody could score: look at them, and put them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, select

from core.kit.queue import MESSAGES_PER_CALL, count_messages, queue_client
from core.scores.queue import dead_letter_queue_url, scoring_queue_url
from core.scores.rules.messages import ScoringMessage
from core.scores.rules.vocabulary import ScoreStatus
from core.scores.tables import scores

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import (
        ChangeMessageVisibilityBatchRequestEntryTypeDef,
        MessageTypeDef,
    )

LOOKING_SECONDS = 10
MOVING_SECONDS = 60


@dataclass(frozen=True)
class DeadLetter:
    """A message of the dead-letter queue; ``message`` is None if it is not one of ours."""

    id: str
    sent_at: datetime
    message: ScoringMessage | None


@dataclass(frozen=True)
class DeadScore:
    """A score that a dead letter asks for; without a status if there is no such score.

    Without a client it is of an enquiry.
    """

    score_id: UUID
    client_id: int | None
    status: ScoreStatus | None
    error: str | None


def find_scores(
    connection: Connection, letters: Sequence[DeadLetter]
) -> dict[str, list[DeadScore]]:
    """Returns the scores that each letter (by its id) asks for, and no more of them than shown."""
    wanted = {one for letter in letters if letter.message for one in letter.message.score_ids}
    columns = (scores.c.id, scores.c.client_id, scores.c.status, scores.c.error)
    rows = connection.execute(select(*columns).where(scores.c.id.in_(wanted)))
    found = {
        row.id: DeadScore(row.id, row.client_id, ScoreStatus(row.status), row.error) for row in rows
    }
    return {
        letter.id: [
            found.get(one, DeadScore(one, None, None, None)) for one in letter.message.score_ids
        ]
        for letter in letters
        if letter.message
    }


def look_at_dead_letters(limit: int) -> list[DeadLetter]:
    """Returns up to ``limit`` messages and leaves them in the queue.

    Somebody who looks at the same moment sees the others only.
    """
    letters: list[DeadLetter] = []
    entries: list[ChangeMessageVisibilityBatchRequestEntryTypeDef] = []
    for message in _receive(LOOKING_SECONDS, limit):
        letters.append(_read(message))
        handle = message["ReceiptHandle"]
        entries.append({"Id": str(len(entries)), "ReceiptHandle": handle, "VisibilityTimeout": 0})
    for start in range(0, len(entries), MESSAGES_PER_CALL):
        queue_client().change_message_visibility_batch(
            QueueUrl=dead_letter_queue_url(),
            Entries=entries[start : start + MESSAGES_PER_CALL],
        )
    return letters


def redrive(limit: int) -> int:
    """Moves up to ``limit`` messages back to the scoring queue; returns how many.

    Each is sent before it is deleted: one that goes twice changes nothing, because scores are
    recorded once.
    """
    moved = 0
    for message in _receive(MOVING_SECONDS, limit):
        queue_client().send_message(QueueUrl=scoring_queue_url(), MessageBody=message["Body"])
        queue_client().delete_message(
            QueueUrl=dead_letter_queue_url(), ReceiptHandle=message["ReceiptHandle"]
        )
        moved += 1
    return moved


def count_dead_letters() -> int:
    """Returns how many messages wait there, as far as the queue knows."""
    return count_messages(dead_letter_queue_url())


def _receive(hidden_seconds: int, limit: int) -> Iterator["MessageTypeDef"]:
    left = limit
    while left > 0:
        answer = queue_client().receive_message(
            QueueUrl=dead_letter_queue_url(),
            MaxNumberOfMessages=min(MESSAGES_PER_CALL, left),
            VisibilityTimeout=hidden_seconds,
            MessageSystemAttributeNames=["SentTimestamp"],
        )
        messages = answer.get("Messages", [])
        yield from messages
        left = left - len(messages) if messages else 0


def _read(message: "MessageTypeDef") -> DeadLetter:
    try:
        content = ScoringMessage.model_validate_json(message["Body"])
    except ValidationError:
        content = None
    sent = int(message["Attributes"]["SentTimestamp"]) / 1000
    return DeadLetter(message["MessageId"], datetime.fromtimestamp(sent, UTC), content)
