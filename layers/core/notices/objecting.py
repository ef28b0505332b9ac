"""Objecting to a decision, and upholding it: each moves the application and its case."""

from sqlalchemy import Connection, func, text, update

from core.applications.queries import get_application
from core.applications.rules.states import ApplicationState
from core.applications.writing import move
from core.kit.errors import ConflictError, NotFoundError
from core.kit.settings import setting
from core.notices.periods import objection_answer_days
from core.notices.records import Notice
from core.notices.rules.vocabulary import ObjectionOutcome
from core.notices.tables import objections

_RAISE = text(
    """
    INSERT INTO objections
           (notice_id, application_id, text, new_facts, raised_by, due_at, decided_by)
    VALUES (:notice_id, CAST(:application_id AS uuid), :text, :new_facts, :raised_by,
            now() + CAST(:days AS int) * interval '1 day', :decided_by)
    """
)
# Back into the queue as a new case, and not for who decided
_OPEN_CASE = text(
    """
    UPDATE cases
       SET opened_at = now(), closed_at = NULL, is_objection = true, not_for_id = :decided_by,
           due_at = now() + CAST(:hours AS double precision) * interval '1 hour',
           waiting_since = NULL, assignee_id = NULL, leased_until = NULL, taken_at = NULL
     WHERE application_id = CAST(:application_id AS uuid)
    """
)
_CLOSE_CASE = text(
    """
    UPDATE cases SET closed_at = now(), leased_until = NULL
     WHERE application_id = CAST(:application_id AS uuid)
    """
)
OBJECTED = "Objection."
UPHELD = "The decision stands after an objection."


def raise_objection(
    connection: Connection, notice: Notice, actor_id: int, told: str, new_facts: str | None
) -> None:
    """Stores an objection to a declined application, which another person will look at.

    Raises:
        ConflictError: the application is not declined any more, or is being looked at already.
    """
    values = {
        "notice_id": notice.summary.id,
        "application_id": str(notice.summary.application_id),
        "text": told,
        "new_facts": new_facts,
        "raised_by": actor_id,
        "days": objection_answer_days(),
        "decided_by": notice.deciders[0],
        "hours": float(setting("CASE_HOURS", "4")),
    }
    _move(connection, notice, ApplicationState.IN_REVIEW, actor_id, OBJECTED)
    connection.execute(_RAISE, values)
    connection.execute(_OPEN_CASE, values)


def uphold(
    connection: Connection, notice: Notice, objection_id: int, actor_id: int, answer: str
) -> None:
    """Answers an objection: the decision stands.

    Raises:
        ConflictError: the application is not under review.
    """
    _move(connection, notice, ApplicationState.DECLINED, actor_id, UPHELD)
    connection.execute(
        update(objections)
        .where(objections.c.id == objection_id)
        .values(
            outcome=ObjectionOutcome.UPHELD,
            answer=answer,
            answered_at=func.clock_timestamp(),
            answered_by=actor_id,
        )
    )
    connection.execute(_CLOSE_CASE, {"application_id": str(notice.summary.application_id)})


def _move(
    connection: Connection,
    notice: Notice,
    to_state: ApplicationState,
    actor_id: int,
    note: str,
) -> None:
    application_id = notice.summary.application_id
    application = get_application(connection, application_id, for_update=True)
    if application is None:
        raise NotFoundError("There is no such application.")
    expected = (
        ApplicationState.DECLINED
        if to_state is ApplicationState.IN_REVIEW
        else ApplicationState.IN_REVIEW
    )
    if application.state is not expected:
        raise ConflictError(f"This application is {application.state}. Load it again.")
    move(connection, application, to_state, actor_id, note)
