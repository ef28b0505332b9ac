"""Messages that nobody could score: seen, and sent again."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from fastapi import APIRouter
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.people.access import AdminActor
from api.scores.dead_letter_schemas import (
    DeadLetterList,
    DeadLetterResponse,
    DeadScore,
    RedriveResponse,
)
from core.journal.queries import record_event
from core.kit.database import RETRY_AFTER_SECONDS
from core.kit.errors import UnavailableError
from core.people.records import Actor
from core.scores.asking import find_scores
from core.scores.dead_letters import DeadLetter, count_dead_letters, look_at_dead_letters, redrive
from core.scores.records import Score

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

router = APIRouter(prefix="/dead-letters", tags=["operations"])

LETTERS_SHOWN = 50
LETTERS_MOVED = 500  # what a request manages within its time limit


@router.get("", operation_id="list_dead_letters", responses=error_responses(401, 403))
async def list_dead_letters(actor: AdminActor, connection: ConnectionDep) -> DeadLetterList:
    """Returns how many messages nobody could score, and the first of them."""
    with _queue_at_hand():
        letters = look_at_dead_letters(LETTERS_SHOWN)
        total = max(len(letters), count_dead_letters())
    score_ids = {
        score_id for letter in letters if letter.message for score_id in letter.message.score_ids
    }
    scores = find_scores(connection, score_ids)
    return DeadLetterList(total=total, items=[_render(letter, scores) for letter in letters])


@router.post("/redrive", operation_id="redrive", responses=error_responses(401, 403))
async def post_redrive(actor: AdminActor, connection: ConnectionDep) -> RedriveResponse:
    """Sends dead letters again, at most 500 at a time."""
    # Written before the deed: what happened to the queue cannot be taken back
    _record(connection, actor, "dead_letters.redrive", {"at_most": LETTERS_MOVED})
    with _queue_at_hand():
        moved = redrive(LETTERS_MOVED)
    _record(connection, actor, "dead_letters.moved", {"moved": moved})
    return RedriveResponse(moved=moved)


def _record(
    connection: Connection, actor: Actor, action: str, new_values: "dict[str, object]"
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("dead_letters", 0),
        old_values={},
        new_values=new_values,
    )


@contextmanager
def _queue_at_hand() -> "Iterator[None]":
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise UnavailableError(
            "The queue cannot be reached at the moment. Try again in a few seconds.",
            RETRY_AFTER_SECONDS,
        ) from error


def _render(letter: DeadLetter, scores: "dict[UUID, Score]") -> DeadLetterResponse:
    asked = letter.message.score_ids if letter.message else []
    return DeadLetterResponse(
        id=letter.id,
        sent_at=letter.sent_at,
        correlation_id=letter.message.correlation_id if letter.message else None,
        scores=[DeadScore.of(score_id, scores.get(score_id)) for score_id in asked],
    )
