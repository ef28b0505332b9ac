"""Who may do what with applications.

Somebody else's is answered as one that does not exist. A draft is seen by who writes it, and by
admins.

| rule | who |
| --- | --- |
| ``Applicant`` | clients, managers, admins, programs: who begins applications |
| ``ReadableApplication`` | the applicant, staff, the program that brought it |
| ``StaffReadableApplication`` | staff |
| ``WritableApplication`` | the applicant, who handles it, the program, admin; the row is locked |
| ``HandledApplication`` | who handles it, admin; the row is locked until the end |
| ``ReviewedApplication`` | the same, underwriters |

Who handles an application is its manager, or each manager as long as nobody does.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, TransactionDep
from api.people.access import CurrentActor, StaffActor, is_program, is_staff, require
from core.applications.queries import ApplicationFilter, get_application
from core.applications.records import Application
from core.applications.rules.states import ApplicationState
from core.kit.errors import NotFoundError
from core.people.records import Actor
from core.people.rules.roles import Role

NOBODYS_CLIENT_ID = 0


async def applicant(actor: CurrentActor) -> Actor:
    """Clients, managers, admins, programs."""
    begins = actor.role in {Role.MANAGER, Role.ADMIN, Role.PROGRAM} or actor.client_id is not None
    require(begins, "Only clients and managers apply for credits.")
    return actor


Applicant = Annotated[Actor, Depends(applicant)]


def visible_to(actor: Actor) -> ApplicationFilter:
    """Returns which applications the actor may see."""
    if is_program(actor):
        return ApplicationFilter(created_by=actor.user_id)
    author_id = None if actor.role is Role.ADMIN else actor.user_id
    client_id = None if is_staff(actor) else actor.client_id or NOBODYS_CLIENT_ID
    return ApplicationFilter(client_id=client_id, author_id=author_id)


def _sees(actor: Actor, application: Application) -> bool:
    visible = visible_to(actor)
    own = visible.client_id in (None, application.client_id)
    own = own and visible.created_by in (None, application.created_by)
    is_draft = application.state is ApplicationState.DRAFT
    return own and not (is_draft and visible.author_id not in (None, application.created_by))


def _find(connection: Connection, application_id: UUID, actor: Actor, *, lock: bool) -> Application:
    application = get_application(connection, application_id, for_update=lock)
    if application is None or not _sees(actor, application):
        raise NotFoundError("There is no such application.")
    return application


def handles(actor: Actor, application: Application) -> bool:
    """Says whether the actor handles an application, or may begin to."""
    if actor.role is Role.ADMIN:
        return True
    return actor.manager_id is not None and application.manager_id in (None, actor.manager_id)


async def readable_application(
    application_id: UUID, actor: CurrentActor, connection: ConnectionDep
) -> Application:
    """The applicant, staff, the program that brought it."""
    return _find(connection, application_id, actor, lock=False)


async def staff_readable_application(
    application_id: UUID, actor: StaffActor, connection: ConnectionDep
) -> Application:
    """Staff."""
    return _find(connection, application_id, actor, lock=False)


async def writable_application(
    application_id: UUID, actor: CurrentActor, connection: TransactionDep
) -> Application:
    """The applicant, who handles it, the program that brought it, admin."""
    application = _find(connection, application_id, actor, lock=True)
    may = handles(actor, application) if is_staff(actor) else True
    require(may, "Only who handles this application may change it.")
    return application


async def handled_application(
    application_id: UUID, actor: StaffActor, connection: TransactionDep
) -> Application:
    """Who handles it, admin."""
    application = _find(connection, application_id, actor, lock=True)
    require(handles(actor, application), "Only who handles this application may do this.")
    return application


async def reviewed_application(
    application_id: UUID, actor: StaffActor, connection: TransactionDep
) -> Application:
    """Who handles it, underwriters, admin."""
    application = _find(connection, application_id, actor, lock=True)
    may = actor.role is Role.UNDERWRITER or handles(actor, application)
    require(may, "Only who handles or reviews this application may do this.")
    return application


ReadableApplication = Annotated[Application, Depends(readable_application)]
StaffReadableApplication = Annotated[Application, Depends(staff_readable_application)]
WritableApplication = Annotated[Application, Depends(writable_application)]
HandledApplication = Annotated[Application, Depends(handled_application)]
ReviewedApplication = Annotated[Application, Depends(reviewed_application)]
