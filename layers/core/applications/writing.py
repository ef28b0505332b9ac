"""Statements that begin applications, change what they say, and move them on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, text, update
from sqlalchemy.dialects.postgresql import insert

from core.applications.records import Application, Content, NewApplication
from core.applications.rules.states import ApplicationState, may_become
from core.applications.tables import applications
from core.kit.errors import ConflictError
from core.kit.identifiers import new_id

_ADD_EVENT = text(
    """
    INSERT INTO application_events
           (application_id, place, at, actor_id, from_state, to_state, note)
    SELECT CAST(:application_id AS uuid), coalesce(max(place), 0) + 1, clock_timestamp(),
           :actor_id, :from_state, :to_state, :note
      FROM application_events WHERE application_id = CAST(:application_id AS uuid)
    """
)


def add_application(connection: Connection, new: NewApplication) -> UUID | None:
    """Begins an application; returns its id, or None if the program has sent it before."""
    values = {name: value for name, value in vars(new).items() if name != "content"}
    statement = (
        insert(applications)
        .values(id=new_id(), **values, **vars(new.content))
        .on_conflict_do_nothing(index_elements=["external_id"])
        .returning(applications.c.id)
    )
    application_id: UUID | None = connection.execute(statement).scalar_one_or_none()
    if application_id is not None:
        add_event(connection, application_id, new.created_by, None, ApplicationState.DRAFT)
    return application_id


def update_content(connection: Connection, application_id: UUID, content: Content) -> None:
    """Stores what an application says from now on."""
    _update(connection, application_id, vars(content) | {"updated_at": func.clock_timestamp()})


def move(
    connection: Connection,
    application: Application,
    to_state: ApplicationState,
    actor_id: int,
    note: str | None = None,
) -> None:
    """Moves a locked application on.

    Raises:
        ConflictError: that state cannot follow.
    """
    if not may_become(application.state, to_state):
        raise ConflictError(f"This application is {application.state}. Load it again.")
    returned = to_state is ApplicationState.WAITING_FOR_APPLICANT
    values = {"state": to_state, "returned_reason": note if returned else None}
    _update(connection, application.id, values)
    add_event(connection, application.id, actor_id, application.state, to_state, note)


def update_submitted(
    connection: Connection, application: Application, values: Mapping[str, Any]
) -> None:
    """Stores that an application was submitted; complete it is once and for all."""
    moment = func.clock_timestamp()
    completed_at = func.coalesce(applications.c.completed_at, moment)
    times = {"submitted_at": moment, "completed_at": completed_at, "returned_reason": None}
    _update(connection, application.id, {**times, **values})


def tie_score(connection: Connection, application_id: UUID, score_id: UUID) -> None:
    """Stores by which score an application is judged from now on."""
    _update(connection, application_id, {"score_id": score_id})


def add_event(
    connection: Connection,
    application_id: UUID,
    actor_id: int,
    from_state: ApplicationState | None,
    to_state: ApplicationState,
    note: str | None = None,
) -> None:
    """Writes a step of an application, whose row is new or locked."""
    values = {"actor_id": actor_id, "from_state": from_state, "to_state": to_state, "note": note}
    connection.execute(_ADD_EVENT, {**values, "application_id": str(application_id)})


def _update(connection: Connection, application_id: UUID, values: Mapping[str, Any]) -> None:
    statement = update(applications).where(applications.c.id == application_id)
    connection.execute(statement.values(**values, version=applications.c.version + 1))
