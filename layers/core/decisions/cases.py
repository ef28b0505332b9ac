"""Statements on cases: out of the queue, and whose one is.

A case is its assignee's until the lease ends, which a page that shows it renews; without a lease,
until the assignee gives it back. The clock of a case stands still while the applicant is waited
for.
"""

from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.decisions.case_facts import DECIDED, ENTERED, OWN
from core.decisions.case_records import Case

LEASE_MINUTES = 15
LATE = "(c.closed_at IS NULL AND c.waiting_since IS NULL AND c.due_at < now())"
# What somebody has who may not work here any more is nobody's
HELD = """(c.assignee_id IS NOT NULL AND coalesce(c.leased_until >= now(), true)
          AND EXISTS (SELECT FROM users h WHERE h.id = c.assignee_id AND h.disabled_at IS NULL
                         AND h.role IN ('underwriter', 'admin')))"""
_LEASE = f"now() + interval '{LEASE_MINUTES} minutes'"

_PAUSE = text(
    "UPDATE cases SET waiting_since = coalesce(waiting_since, now())"
    " WHERE application_id = CAST(:application_id AS uuid) AND closed_at IS NULL"
)
_CLOSE = text(
    """
    UPDATE cases
       SET closed_at = now(), waiting_since = NULL, needs_second = false, first_actor_id = NULL,
           answer_by = CAST(:answer_by_days AS integer) * interval '1 day' + now()
     WHERE application_id = CAST(:application_id AS uuid)
    """
)
_TO_SECOND = text(
    """
    UPDATE cases
       SET needs_second = true, first_actor_id = :actor_id,
           assignee_id = NULL, leased_until = NULL, taken_at = NULL
     WHERE application_id = CAST(:application_id AS uuid)
    """
)
_BACK_TO_FIRST = text(
    """
    UPDATE cases
       SET needs_second = false, first_actor_id = NULL,
           assignee_id = first_actor_id, leased_until = NULL, taken_at = now()
     WHERE application_id = CAST(:application_id AS uuid)
    """
)
_ANSWERED = text(
    "UPDATE cases SET answer_by = NULL WHERE application_id = CAST(:application_id AS uuid)"
)
_GET = text(
    f"""
    SELECT c.*, {LATE} AS is_late, {HELD} AS held,
           trim(u.last_name || ' ' || u.first_name) AS assignee_name
      FROM cases c LEFT JOIN users u ON u.id = c.assignee_id
     WHERE c.application_id = CAST(:application_id AS uuid)
    """
)
# Who brought an application in, whose it is, and whoever signed first or decided before, does not
# decide it
_MAY_TAKE = f"""
    c.closed_at IS NULL AND c.waiting_since IS NULL
    AND c.not_for_id IS DISTINCT FROM :user_id AND c.first_actor_id IS DISTINCT FROM :user_id
    AND NOT {ENTERED} AND NOT {DECIDED} AND NOT {OWN}
"""
_BY_LOSS = "ORDER BY c.expected_loss_rub DESC, c.application_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED"


def _next_of(due: str) -> str:
    """Returns the statement that finds and locks the next case among those due so."""
    return f"""
        SELECT c.application_id, a.number
          FROM cases c JOIN applications a ON a.id = c.application_id
         WHERE {_MAY_TAKE} AND NOT {HELD} AND {due} {_BY_LOSS}
    """


_TAKE = """
    WITH found AS MATERIALIZED ({found})
    UPDATE cases c
       SET assignee_id = :user_id, taken_at = now(), leased_until = {lease}
      FROM found
     WHERE c.application_id = found.application_id
    RETURNING c.application_id, found.number
"""
_NEXT = [
    text(_TAKE.format(lease=_LEASE, found=_next_of(due)))
    for due in ("c.due_at < now()", "c.due_at >= now()")
]
_LEASE_ONE = text(
    f"""
    UPDATE cases c
       SET assignee_id = :user_id,
           taken_at = CASE WHEN c.assignee_id = :user_id THEN c.taken_at ELSE now() END,
           leased_until = CASE WHEN c.assignee_id = :user_id AND c.leased_until IS NULL
                               THEN NULL ELSE {_LEASE} END
     WHERE c.application_id = CAST(:application_id AS uuid)
       AND (c.assignee_id = :user_id OR NOT {HELD})
    """
)
_ASSIGN = text(
    """
    UPDATE cases c
       SET assignee_id = :user_id, leased_until = NULL,
           taken_at = CASE WHEN c.assignee_id = :user_id THEN c.taken_at ELSE now() END
     WHERE c.application_id = CAST(:application_id AS uuid)
    """
)
_RELEASE = text(
    """
    UPDATE cases SET assignee_id = NULL, leased_until = NULL, taken_at = NULL
     WHERE application_id = CAST(:application_id AS uuid) AND assignee_id = :user_id
    """
)


def pause_case(connection: Connection, application_id: UUID) -> None:
    """Stops the clock: the applicant is waited for. ``open_case`` lets it go on."""
    connection.execute(_PAUSE, {"application_id": str(application_id)})


def close_case(
    connection: Connection, application_id: UUID, answer_by_days: int | None = None
) -> None:
    """Takes an application out of the queue, if it is in it.

    Args:
        answer_by_days: within which the applicant may accept a counteroffer.
    """
    values = {"application_id": str(application_id), "answer_by_days": answer_by_days}
    connection.execute(_CLOSE, values)


def hand_to_second(connection: Connection, application_id: UUID, first_actor_id: int) -> None:
    """Leaves a case to anybody but who decided first."""
    values = {"application_id": str(application_id), "actor_id": first_actor_id}
    connection.execute(_TO_SECOND, values)


def give_back_to_first(connection: Connection, application_id: UUID) -> None:
    """Gives a case back to who decided first."""
    connection.execute(_BACK_TO_FIRST, {"application_id": str(application_id)})


def end_waiting_for_answer(connection: Connection, application_id: UUID) -> None:
    """Notes that a counteroffer was answered."""
    connection.execute(_ANSWERED, {"application_id": str(application_id)})


def get_case(connection: Connection, application_id: UUID) -> Case | None:
    """Returns a case with whose it is."""
    row = connection.execute(_GET, {"application_id": str(application_id)}).one_or_none()
    return _to_case(row) if row else None


def take_next(connection: Connection, user_id: int) -> tuple[UUID, int] | None:
    """Gives somebody the most urgent case that is nobody's: overdue ones first, then by loss.

    Two who ask at once get two cases: each passes over what the other has locked.

    Returns:
        The id and the number of the application, or None if no case is left.
    """
    for statement in _NEXT:
        row = connection.execute(statement, {"user_id": user_id}).one_or_none()
        if row is not None:
            return row.application_id, row.number
    return None


def lease_case(connection: Connection, application_id: UUID, user_id: int) -> bool:
    """Takes a case that is nobody's, or goes on with one's own; says whether it is one's own."""
    values = {"application_id": str(application_id), "user_id": user_id}
    return connection.execute(_LEASE_ONE, values).rowcount == 1


def assign_case(connection: Connection, application_id: UUID, user_id: int) -> None:
    """Makes a case somebody's until they give it back."""
    connection.execute(_ASSIGN, {"application_id": str(application_id), "user_id": user_id})


def release_case(connection: Connection, application_id: UUID, user_id: int) -> None:
    """Gives a case back, if it is this user's."""
    connection.execute(_RELEASE, {"application_id": str(application_id), "user_id": user_id})


def _to_case(row: Row[Any]) -> Case:
    return Case(**{field.name: row._mapping[field.name] for field in fields(Case)})
