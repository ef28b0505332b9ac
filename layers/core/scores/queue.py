"""The sending side of the scoring queue, and where its messages end that nobody could score."""

from collections.abc import Sequence
from uuid import UUID

from core.kit.queue import count_messages, send_messages
from core.kit.settings import setting
from core.scores.rules.messages import ScoringMessage

# Half of what a message may hold, so that a portfolio spreads evenly over the scorers
SCORES_PER_MESSAGE = 100


def scoring_queue_url() -> str:
    """Returns the address of the scoring queue."""
    return setting("SCORING_QUEUE_URL")


def dead_letter_queue_url() -> str:
    """Returns the address of the queue of messages that nobody could score."""
    return setting("DEAD_LETTER_QUEUE_URL")


def send_scores(
    score_ids: Sequence[UUID], correlation_id: str, per_message: int = SCORES_PER_MESSAGE
) -> None:
    """Sends pending scores to the scorer, up to ``per_message`` in a message.

    Raises:
        SendingFailedError: the queue refused a message; its scores stay pending for the sweep.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    bodies = [
        ScoringMessage(
            score_ids=list(score_ids[start : start + per_message]),
            correlation_id=correlation_id,
        ).model_dump_json()
        for start in range(0, len(score_ids), per_message)
    ]
    send_messages(scoring_queue_url(), bodies)


def check_queue() -> None:
    """Returns if the queue answers.

    Raises:
        botocore.exceptions.BotoCoreError, ClientError: it does not.
    """
    count_messages(scoring_queue_url())
