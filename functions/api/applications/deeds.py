"""Submitting an application, and moving it on."""

from sqlalchemy import Connection

from api.applications.draft_schemas import SubmissionRequest
from api.applications.drafting import known_client
from api.people.access import is_lender, is_staff, require
from api.scores.asking import hand_to_queue, scores_an_hour
from core.applications.queries import get_application
from core.applications.records import Application, Submission
from core.applications.rules.states import EDITABLE_BY_APPLICANT, ApplicationState
from core.applications.submitting import submit_application
from core.applications.writing import move
from core.journal.queries import record_event
from core.kit.errors import ConflictError, NotFoundError
from core.people.limits import Deed, count_request
from core.people.records import Actor


def submit(
    connection: Connection, actor: Actor, application: Application, body: SubmissionRequest
) -> Application:
    """Submits a locked application; when all is written, ``send_for_its_score`` follows.

    Raises:
        ForbiddenError: the person on record is another manager's.
        ConflictError: its state does not allow it.
        TooManyRequestsError: the actor has asked for too many scores within the hour.
    """
    if not is_staff(actor) and application.state not in EDITABLE_BY_APPLICANT:
        raise ConflictError(f"This application is {application.state}. Load it again.")
    if body.same_person is not None:
        require(is_lender(actor), "Only the lender says who is who.")
        known_client(connection, actor, body.same_person)
    if is_staff(actor) and application.client_id is not None:
        known_client(connection, actor, application.client_id)
    count_request(connection, actor.user_id, Deed.SCORE, scores_an_hour(actor))
    submission = Submission(body.confirm, body.same_person, body.another_person)
    return submit_application(connection, application, submission, actor.user_id)


def send_for_its_score(connection: Connection, before: Application, submitted: Application) -> None:
    """Commits an application that was submitted, and sends for its score unless that was done."""
    connection.commit()
    if submitted.score_id and submitted.version != before.version:
        hand_to_queue([submitted.score_id])


def move_on(
    connection: Connection,
    actor: Actor,
    application: Application,
    to_state: ApplicationState,
    note: str | None = None,
) -> Application:
    """Moves a locked application on, and writes it to the journal.

    Raises:
        ConflictError: that state cannot follow.
    """
    move(connection, application, to_state, actor.user_id, note)
    record_event(
        connection,
        actor_id=actor.user_id,
        action="application.move",
        subject=("applications", application.number),
        old_values={"state": application.state},
        new_values={"state": to_state, **({"reason": note} if note else {})},
    )
    moved = get_application(connection, application.id)
    if moved is None:
        raise NotFoundError("There is no such application.")
    return moved
