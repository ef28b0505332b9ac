"""The sending side of the scoring queues: one of people, who wait, and one of portfolios."""

from collections.abc import Sequence
from uuid import UUID

from core.kit.queue import count_messages, send_messages
from core.kit.settings import setting
from core.scores.rules.messages import PortfolioMessage, ScoringMessage

SCORES_PER_MESSAGE = 100  # half of what a message may hold


def scoring_queue_url() -> str:
    """Returns the address of the scoring queue."""
    return setting("SCORING_QUEUE_URL")


def portfolio_queue_url() -> str:
    """Returns the address of the queue of portfolios, behind which nobody waits."""
    return setting("PORTFOLIO_QUEUE_URL")


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


def send_portfolio(batch_id: UUID, chunk_nos: Sequence[int | None], correlation_id: str) -> None:
    """Asks the scorer for chunks of a rescoring; None stands for laying out the next.

    Raises:
        SendingFailedError: the queue refused a message; its chunks are left to the sweep.
        botocore.exceptions.BotoCoreError, ClientError: the queue cannot be reached.
    """
    bodies = [
        PortfolioMessage(
            batch_id=batch_id, chunk_no=chunk_no, correlation_id=correlation_id
        ).model_dump_json()
        for chunk_no in chunk_nos
    ]
    send_messages(portfolio_queue_url(), bodies)


def check_queue() -> None:
    """Returns if the queue answers.

    Raises:
        botocore.exceptions.BotoCoreError, ClientError: it does not.
    """
    count_messages(scoring_queue_url())
