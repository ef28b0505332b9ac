"""Applications: list, begin, look at, change."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api.applications.access import (
    Applicant,
    ReadableApplication,
    StaffReadableApplication,
    WritableApplication,
    visible_to,
)
from api.applications.deeds import send_for_its_score, submit
from api.applications.draft_schemas import ApplicationPatch, ApplicationRequest
from api.applications.drafting import begin_application, edit_application
from api.applications.schemas import (
    EVENT_EXAMPLE,
    LIKE_EXAMPLE,
    SUMMARY_EXAMPLE,
    ApplicationResponse,
)
from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import PlainInteger
from api.kit.paging import KeyPage
from api.kit.preconditions import IfMatch, require_match
from api.people.access import CurrentActor
from api.people.once import Once
from api.people.programs import for_programs
from core.applications.duplicates import find_alike
from core.applications.queries import list_applications, list_events
from core.applications.records import (
    Application,
    ApplicationEvent,
    ApplicationSummary,
    LikePerson,
)
from core.applications.rules.likeness import keys_of
from core.applications.rules.states import ApplicationState
from core.kit.clock import bank_date
from core.people.rules.scopes import Scope

router = APIRouter(prefix="/applications", tags=["applications"])

NOBODYS_MANAGER_ID = 0
MOST_EVENTS = 200


@dataclass(frozen=True)
class ApplicationSelection:
    """Which applications are wanted, the newest first."""

    state: Annotated[list[ApplicationState] | None, Query(max_length=len(ApplicationState))] = None
    manager: Annotated[Literal["me"] | None, Query(description="Only those that I handle")] = None
    after: Annotated[UUID | None, Query(description="`next` of the page before")] = None
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50


def render(application: Application, response: Response) -> ApplicationResponse:
    """Returns an application as of today, with its version in the headers."""
    response.headers["ETag"] = f'"{application.version}"'
    return ApplicationResponse.of(application, bank_date())


@router.get(
    "",
    operation_id="list_applications",
    responses=answers(key_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_READ),
)
async def get_applications(
    actor: CurrentActor,
    selection: Annotated[ApplicationSelection, Depends()],
    connection: ConnectionDep,
) -> KeyPage[ApplicationSummary]:
    """Returns the newest applications: to clients and programs their own, to staff all.

    Drafts are listed to who writes them, and to admins.
    """
    own = actor.manager_id or NOBODYS_MANAGER_ID
    wanted = replace(
        visible_to(actor),
        states=selection.state,
        manager_id=own if selection.manager else None,
    )
    found = list_applications(connection, wanted, after=selection.after, limit=selection.limit + 1)
    return KeyPage.of(found, selection.limit, lambda one: one.id)


@router.post(
    "",
    operation_id="begin_application",
    status_code=201,
    responses=error_responses(401, 403, 404, 409, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_WRITE),
)
async def post_application(
    body: ApplicationRequest,
    actor: Applicant,
    connection: TransactionDep,
    once: Once,
    response: Response,
) -> ApplicationResponse:
    """Begins an application: a draft that may say anything or nothing yet.

    With `submit` it is submitted in the same step, or not begun at all. Of somebody on record
    (`client_id`; a borrower always) what is known is filled in. With an `Idempotency-Key` the same
    request again is answered and begins nothing.
    """
    begun = begin_application(connection, actor, body)
    application = submit(connection, actor, begun, body) if body.submit else begun
    answer = render(application, response)
    # Relative: the site's addresses begin with /api, those of the API's own host do not
    location = response.headers["Location"] = f"applications/{application.id}"
    once.keep(connection, answer, status=201, location=location)
    send_for_its_score(connection, begun, application)
    return answer


@router.get(
    "/{application_id}",
    operation_id="get_application",
    responses=error_responses(401, 403, 404, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_READ),
)
async def get_one_application(
    application: ReadableApplication, response: Response
) -> ApplicationResponse:
    """Returns an application with what it still needs; its `ETag` changes with every change."""
    return render(application, response)


@router.patch(
    "/{application_id}",
    operation_id="edit_application",
    responses=error_responses(401, 403, 404, 409, 412, 429),
    openapi_extra=for_programs(Scope.APPLICATIONS_WRITE),
)
async def patch_application(
    application: WritableApplication,
    patch: ApplicationPatch,
    actor: CurrentActor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> ApplicationResponse:
    """Changes what an application says; after it was submitted that counts once submitted again."""
    require_match(str(application.version), if_match, "application")
    return render(edit_application(connection, actor, application, patch), response)


@router.get(
    "/{application_id}/duplicates",
    operation_id="list_application_duplicates",
    responses=answers([LIKE_EXAMPLE]) | error_responses(401, 403, 404),
)
async def get_duplicates(
    application: StaffReadableApplication, connection: ConnectionDep
) -> list[LikePerson]:
    """Returns who on record may be the applicant, the surest first, 20 at most.

    Looked for are the same document, the same name (е as ё) with the same birth date, and the same
    phone; nobody of an application whose person is known.
    """
    if application.client_id is not None:
        return []
    content = application.content
    keys = keys_of(content.person, content.answers.get("born_on"), content.document_hash)
    return find_alike(connection, keys)


@router.get(
    "/{application_id}/events",
    operation_id="list_application_events",
    responses=answers([EVENT_EXAMPLE]) | error_responses(401, 403, 404),
)
async def get_events(
    application: StaffReadableApplication, connection: ConnectionDep
) -> list[ApplicationEvent]:
    """Returns the latest steps of an application, the newest first."""
    return list_events(connection, application.id, MOST_EVENTS)
