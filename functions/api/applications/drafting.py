"""Beginning an application, and changing what it says."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from api.applications.draft_schemas import ApplicationPatch, ApplicationRequest, WantedDraft
from api.people.access import is_lender, is_program, is_staff, require
from core.applications.queries import ApplicationFilter, get_application, list_applications
from core.applications.rates import usual_annual_rate
from core.applications.records import Application, Content, NewApplication
from core.applications.rules.states import (
    CLOSED,
    EDITABLE,
    EDITABLE_BY_APPLICANT,
    ApplicationState,
    Channel,
)
from core.applications.writing import add_application, update_content
from core.clients.queries import get_client
from core.clients.records import Client
from core.clients.rules.documents import hash_document
from core.clients.rules.questionnaire import QUESTIONNAIRE
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, Fault, InvalidRequestError, NotFoundError
from core.kit.settings import read_secret, setting
from core.people.limits import Deed, count_request
from core.people.records import Actor
from core.people.rules.roles import Role

OPEN = frozenset(ApplicationState) - CLOSED


def begin_application(
    connection: Connection, actor: Actor, body: ApplicationRequest
) -> Application:
    """Begins an application, of somebody on record with what is known of them.

    Raises:
        ForbiddenError: it would be somebody else's.
        ConflictError: the client has an open one, or the program has sent it before.
        TooManyRequestsError: the actor has begun too many within the hour.
    """
    count_request(connection, actor.user_id, Deed.APPLICATION, applications_an_hour(actor))
    client = _client_of(connection, actor, body.client_id)
    manager_id = actor.manager_id or (client.manager_id if client else None)
    known = _known_of(client) if client else Content({}, {})
    usual = replace(known, annual_rate=usual_annual_rate())
    new = NewApplication(
        channel=channel_of(actor),
        created_by=actor.user_id,
        content=changed(usual, body, actor),
        client_id=client.id if client else None,
        manager_id=manager_id,
        external_id=body.external_id,
    )
    application_id = add_application(connection, new)
    if application_id is None:
        raise ConflictError("There is an application with this external_id. Take another one.")
    application = get_application(connection, application_id, for_update=True)
    assert application
    _record(connection, actor, "create", application, {}, {"channel": application.channel})
    return application


def channel_of(actor: Actor) -> Channel:
    """Returns by whom an application comes in."""
    if is_program(actor):
        return Channel.PROGRAM
    return Channel.MANAGER if is_staff(actor) else Channel.BORROWER


def applications_an_hour(actor: Actor) -> int:
    """Returns how many applications somebody may begin."""
    if actor.role is Role.CLIENT:
        return int(setting("CLIENT_APPLICATIONS_PER_HOUR", "10"))
    return int(setting("STAFF_APPLICATIONS_PER_HOUR", "1000"))


def _client_of(connection: Connection, actor: Actor, client_id: int | None) -> Client | None:
    """Returns whose application it is, where that is known; a borrower's is locked."""
    if is_lender(actor):
        return known_client(connection, actor, client_id) if client_id is not None else None
    own_id = actor.client_id or 0
    require(client_id in (None, own_id), "You can apply for yourself only.")
    client = get_client(connection, own_id, for_update=True)
    mine = ApplicationFilter(client_id=own_id, author_id=actor.user_id, states=OPEN)
    if list_applications(connection, mine, after=None, limit=1):
        raise ConflictError("You have an open application. Go on with it, or withdraw it first.")
    return client


def known_client(connection: Connection, actor: Actor, client_id: int) -> Client:
    """Returns a client whom the actor may bring an application of.

    Raises:
        NotFoundError: there is none such.
        ForbiddenError: the client is another manager's.
    """
    client = get_client(connection, client_id)
    if client is None:
        raise NotFoundError(f"There is no client {client_id}.")
    free = actor.role in {Role.ADMIN, Role.PROGRAM} or client.manager_id in (None, actor.manager_id)
    require(free, "This client is another manager's. Ask that manager, or an administrator.")
    return client


def _known_of(client: Client) -> Content:
    names = ("last_name", "first_name", "patronymic", "phone", "email")
    person = {name: value for name in names if (value := getattr(client, name))}
    return Content(person=person, answers=dict(client.answers))


def edit_application(
    connection: Connection, actor: Actor, application: Application, patch: ApplicationPatch
) -> Application:
    """Changes what a locked application says; what is as it was stays unchanged.

    Raises:
        ConflictError: its state does not allow it.
    """
    editable = EDITABLE if is_staff(actor) else EDITABLE_BY_APPLICANT
    if application.state not in editable:
        raise ConflictError(f"This application is {application.state}: it cannot be changed now.")
    content = changed(application.content, patch, actor)
    if content == application.content:
        return application
    update_content(connection, application.id, content)
    if application.submitted_at:  # a draft is nobody's business but the writer's
        old, new = _differences(application.content, content)
        _record(connection, actor, "edit", application, old, new)
    edited = get_application(connection, application.id)
    assert edited
    return edited


def changed(content: Content, patch: ApplicationPatch, actor: Actor) -> Content:
    """Returns what an application says after a patch.

    Raises:
        ForbiddenError: a borrower sets the rate.
        InvalidRequestError: the consent lies in the future.
    """
    person, answers, wanted = map(_told, (patch.person, patch.answers, patch.wanted))
    require(is_lender(actor) or "annual_rate" not in wanted, "Only the lender sets the rate.")
    today = bank_date()
    if (person.get("consent_on") or today) > today:
        fault = Fault("person.consent_on", "date_in_future", "lies in the future")
        raise InvalidRequestError([fault])
    if "document" in person:
        wanted["document_hash"] = _hash(person.pop("document"))
    return replace(
        content,
        person=_without_nulls({**content.person, **person}),
        answers=_without_nulls({**content.answers, **answers}),
        **wanted,
    )


def _told(part: BaseModel | None) -> dict[str, Any]:
    return part.model_dump(exclude_unset=True) if part else {}


def _hash(document: str | None) -> str | None:
    return document and hash_document(read_secret(setting("DOCUMENT_SECRET_ID")), document)


def _without_nulls(told: dict[str, Any]) -> dict[str, Any]:
    """Leaves out what was taken back; of some answers null is one."""
    return {
        name: value
        for name, value in told.items()
        if value is not None or getattr(QUESTIONNAIRE.get(name), "nullable", False)
    }


def _differences(before: Content, after: Content) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns what was said before and what is said now, where they differ."""
    old, new = _flat(before), _flat(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def _flat(content: Content) -> dict[str, Any]:
    """Returns everything under its own name, but for the hash of the document."""
    own = {name: getattr(content, name) for name in WantedDraft.model_fields}
    return {**content.person, **content.answers, **own}


def _record(
    connection: Connection,
    actor: Actor,
    deed: str,
    application: Application,
    old: dict[str, Any],
    new: dict[str, Any],
) -> None:
    record_event(
        connection,
        actor_id=actor.user_id,
        action=f"application.{deed}",
        subject=("applications", application.number),
        old_values=old,
        new_values=new,
    )
