"""Statements on enquiries: a score of somebody who is not stored."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text

from core.clients.rules.history import Months
from core.kit.identifiers import new_id
from core.scores.rules.enquiry_answers import plain_answers
from core.scores.tables import enquiries, scores

# The scores go with them
_PURGE = text(
    """
    DELETE FROM enquiries WHERE id = ANY(ARRAY(
      SELECT id FROM enquiries WHERE requested_at < now() - make_interval(days => :days)
       ORDER BY requested_at LIMIT :at_most FOR UPDATE SKIP LOCKED))
    """
)


def add_enquiry(
    connection: Connection,
    answers: Mapping[str, Any],
    histories: Sequence[Months],
    requested_by: int,
) -> UUID:
    """Writes an enquiry and its pending score, the outbox of the message; returns the score's id.

    Args:
        answers: those of the questionnaire, possible ones.
        histories: the months of each credit, checked.
    """
    enquiry_id, score_id = new_id(), new_id()
    told = [{"numbers": list(one.numbers), "statuses": one.statuses} for one in histories]
    connection.execute(
        insert(enquiries).values(
            id=enquiry_id, answers=plain_answers(answers), histories=told, requested_by=requested_by
        )
    )
    connection.execute(
        insert(scores).values(id=score_id, enquiry_id=enquiry_id, requested_by=requested_by)
    )
    return score_id


def asker_of(connection: Connection, enquiry_id: UUID) -> int | None:
    """Returns the user who made an enquiry."""
    statement = select(enquiries.c.requested_by).where(enquiries.c.id == enquiry_id)
    user_id: int | None = connection.execute(statement).scalar_one_or_none()
    return user_id


def purge_enquiries(connection: Connection, days: int, at_most: int) -> int:
    """Removes enquiries that are so many days old, with their scores; returns how many."""
    return connection.execute(_PURGE, {"days": days, "at_most": at_most}).rowcount
