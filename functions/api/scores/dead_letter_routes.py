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
    RedriveResponse,
)
from core.journal.queries import record_event
from core.kit.errors import RETRY_AFTER_SECONDS, UnavailableError
from core.people.records import Actor
from core.scores.dead_letters import (
    DeadLetter,
    DeadScore,
    count_dead_letters,
    find_scores,
    look_at_dead_letters,
    redrive,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter(prefix="/dead-letters", tags=["operations"])

LETTERS_SHOWN = 50
LETTERS_MOVED = 500  # what a request manages within its time limit


@router.get("", operation_id="list_dead_letters", responses=error_responses(401, 403))
async def list_dead_letters(actor: AdminActor, connection: ConnectionDep) -> DeadLetterList:
    """Returns how many messages nobody could score, and the first of them."""
    with _queue_at_hand():
        letters = look_at_dead_letters(LETTERS_SHOWN)
        total = max(len(letters), count_dead_letters())
    scores = find_scores(connection, letters)
    items = [_render(letter, scores.get(letter.id, [])) for letter in letters]
    return DeadLetterList(total=total, items=items)


@router.post("/redrive", operation_id="redrive", responses=error_responses(401, 403))
async def post_redrive(actor: AdminActor, connection: ConnectionDep) -> RedriveResponse:
    """Sends dead letters again, at most 500 at a time."""
    # Written before the deed: what happened to the queue cannot be taken back
    _record(connection, actor, "dead_letters.begin_redrive", {"at_most": LETTERS_MOVED})
    with _queue_at_hand():
        moved = redrive(LETTERS_MOVED)
    _record(connection, actor, "dead_letters.redrive", {"moved": moved})
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


def _render(letter: DeadLetter, scores: list[DeadScore]) -> DeadLetterResponse:
    return DeadLetterResponse(
        id=letter.id,
        sent_at=letter.sent_at,
        correlation_id=letter.message.correlation_id if letter.message else None,
        scores=scores,
    )
