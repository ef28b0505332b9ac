"""Notices: what is due, one with its texts, and its way to the applicant; objections."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import KeyPage
from api.notices import notice_handling
from api.notices.access import (
    READS,
    AnswerableObjection,
    NoticeReader,
    ObjectableNotice,
    ObjectionReader,
    ReadableNotice,
    SendableNotice,
)
from api.notices.schemas import (
    OBJECTION_SUMMARY_EXAMPLE,
    SUMMARY_EXAMPLE,
    DeliverRequest,
    GiveBackRequest,
    NoticeResponse,
    ObjectionRequest,
    SendRequest,
    UpholdRequest,
)
from api.people.access import CurrentActor, is_staff
from core.notices.queries import PageWanted, list_due, list_objections, list_of
from core.notices.records import Notice, NoticeSummary, ObjectionSummary
from core.people.records import Actor
from core.people.rules.roles import Role

router = APIRouter(tags=["notices"])
DEED_ERRORS = error_responses(401, 403, 404, 409)


@dataclass(frozen=True)
class KeyWanted:
    """Which items are wanted."""

    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50

    def page(self) -> PageWanted:
        """Returns the page with one more item, which tells whether others follow."""
        return PageWanted(self.after, self.limit + 1)


KeyDep = Annotated[KeyWanted, Depends()]


def _render(connection: Connection, actor: Actor, notice: Notice) -> NoticeResponse:
    may = notice_handling.deeds_of(connection, actor, notice)
    return NoticeResponse.of(notice, may, to_staff=is_staff(actor))


@router.get(
    "/notices",
    operation_id="list_notices",
    responses=answers(key_page_of(SUMMARY_EXAMPLE)) | error_responses(401, 403),
)
async def get_notices(
    actor: NoticeReader,
    wanted: KeyDep,
    connection: ConnectionDep,
    application: Annotated[UUID | None, Query(description="Only of this application")] = None,
) -> KeyPage[NoticeSummary]:
    """Returns the notices that have still to be sent, the most urgent first.

    Managers see those of applications they handle. To applicants their own written ones are
    returned, and of one `application` all, the newest first.
    """
    found = _list(actor, wanted, connection, application)
    return KeyPage.of(found, wanted.limit, lambda one: one.id)


def _list(
    actor: Actor, wanted: KeyWanted, connection: ConnectionDep, application: UUID | None
) -> list[NoticeSummary]:
    if actor.role not in READS:
        own = list_of(connection, actor.client_id or 0, wanted.page(), shown=True)
        return [one for one in own if application in (None, one.application_id)]
    manager_id = actor.manager_id or 0 if actor.role is Role.MANAGER else None
    if application is None:
        return list_due(connection, manager_id, wanted.page())
    found = list_of(connection, application, wanted.page(), shown=False)
    return [one for one in found if manager_id is None or one.manager_id in (None, manager_id)]


@router.get(
    "/notices/{notice_id}",
    operation_id="get_notice",
    responses=error_responses(401, 403, 404),
)
async def get_one_notice(
    notice: ReadableNotice, actor: CurrentActor, connection: ConnectionDep
) -> NoticeResponse:
    """Returns a notice with its texts in both languages, as they are printed."""
    return _render(connection, actor, notice)


@router.post("/notices/{notice_id}/produce", operation_id="produce_notice", responses=DEED_ERRORS)
async def post_produce(
    notice: SendableNotice, actor: CurrentActor, connection: TransactionDep
) -> NoticeResponse:
    """Writes a notice: its reasons, and its texts, which are never changed afterwards.

    From then on the applicant sees it.
    """
    return _render(connection, actor, notice_handling.produce(connection, actor, notice))


@router.post("/notices/{notice_id}/send", operation_id="send_notice", responses=DEED_ERRORS)
async def post_send(
    notice: SendableNotice, body: SendRequest, actor: CurrentActor, connection: TransactionDep
) -> NoticeResponse:
    """Notes that a notice was sent: it is due no longer."""
    return _render(connection, actor, notice_handling.send(connection, actor, notice, body.channel))


@router.post("/notices/{notice_id}/deliver", operation_id="deliver_notice", responses=DEED_ERRORS)
async def post_deliver(
    notice: SendableNotice, body: DeliverRequest, actor: CurrentActor, connection: TransactionDep
) -> NoticeResponse:
    """Notes that a notice has arrived, and what shows it."""
    return _render(
        connection, actor, notice_handling.deliver(connection, actor, notice, body.evidence)
    )


@router.post("/notices/{notice_id}/return", operation_id="return_notice", responses=DEED_ERRORS)
async def post_return(
    notice: SendableNotice, body: GiveBackRequest, actor: CurrentActor, connection: TransactionDep
) -> NoticeResponse:
    """Notes that a notice came back: it is due again."""
    return _render(
        connection, actor, notice_handling.give_back(connection, actor, notice, body.reason)
    )


@router.post(
    "/notices/{notice_id}/objections",
    operation_id="raise_objection",
    status_code=201,
    responses=DEED_ERRORS,
)
async def post_objection(
    notice: ObjectableNotice,
    body: ObjectionRequest,
    actor: CurrentActor,
    connection: TransactionDep,
) -> NoticeResponse:
    """Objects to a declined application, or objects for the applicant.

    The application goes back into the queue, to another person than who decided. A new decision
    answers the objection, or `POST /objections/{objection_id}/uphold` does.
    """
    made = notice_handling.object_to(connection, actor, notice, body.text, body.new_facts)
    return _render(connection, actor, made)


@router.get(
    "/objections",
    operation_id="list_objections",
    responses=answers(key_page_of(OBJECTION_SUMMARY_EXAMPLE)) | error_responses(401, 403),
)
async def get_objections(
    _actor: ObjectionReader, wanted: KeyDep, connection: ConnectionDep
) -> KeyPage[ObjectionSummary]:
    """Returns the open objections, what has to be answered first first."""
    found = list_objections(connection, wanted.page())
    return KeyPage.of(found, wanted.limit, lambda one: one.id)


@router.post(
    "/objections/{objection_id}/uphold", operation_id="uphold_decision", responses=DEED_ERRORS
)
async def post_uphold(
    found: AnswerableObjection,
    body: UpholdRequest,
    actor: CurrentActor,
    connection: TransactionDep,
) -> NoticeResponse:
    """Answers an objection: the decision stands, and the application is declined again.

    Who decided what is objected to does not answer it.
    """
    return _render(connection, actor, notice_handling.answer(connection, actor, found, body.answer))
