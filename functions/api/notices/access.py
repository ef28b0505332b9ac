"""Who may do what with notices and objections.

Somebody else's is answered as one that does not exist.

| rule | who |
| --- | --- |
| ``NoticeReader`` | the applicants, managers, underwriters, admins |
| ``ReadableNotice`` | the applicant once it is written, who handles it, underwriters, admin |
| ``SendableNotice`` | who handles the application, underwriters, admin; the row is locked |
| ``ObjectableNotice`` | the applicant, the manager who handles the application; locked |
| ``ObjectionReader`` | underwriters, admins |
| ``AnswerableObjection`` | underwriters and admins who neither decided nor entered it; locked |
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.people.access import CurrentActor, require
from core.decisions.case_facts import involvement_of
from core.kit.errors import ConflictError, ForbiddenError, NotFoundError
from core.notices.queries import get_notice, notice_of_objection
from core.notices.records import Notice, Objection
from core.notices.rules.vocabulary import NoticeState
from core.people.records import Actor
from core.people.rules.roles import Role

DECIDES = frozenset({Role.UNDERWRITER, Role.ADMIN})
READS = DECIDES | {Role.MANAGER}
_DETAIL = "Only applicants, managers and underwriters read notices."


async def notice_reader(actor: CurrentActor) -> Actor:
    """The applicants, managers, underwriters, admins."""
    require(actor.role in READS or actor.client_id is not None, _DETAIL)
    return actor


NoticeReader = Annotated[Actor, Depends(notice_reader)]


def _handles(actor: Actor, notice: Notice) -> bool:
    if actor.role is Role.ADMIN:
        return True
    return actor.manager_id is not None and notice.summary.manager_id in (None, actor.manager_id)


def _sees(actor: Actor, notice: Notice) -> bool:
    if actor.role in READS:
        return actor.role is Role.UNDERWRITER or _handles(actor, notice)
    hidden = {NoticeState.DUE, NoticeState.REPLACED}
    return actor.client_id == notice.client_id and notice.summary.state not in hidden


def _find(connection: Connection, notice_id: int, actor: Actor, *, lock: bool) -> Notice:
    notice = get_notice(connection, notice_id, for_update=lock)
    if notice is None or not _sees(actor, notice):
        raise NotFoundError("There is no such notice.")
    return notice


async def readable_notice(notice_id: Id, actor: NoticeReader, connection: ConnectionDep) -> Notice:
    """The applicant once it is written, who handles the application, underwriters, admin."""
    return _find(connection, notice_id, actor, lock=False)


async def sendable_notice(notice_id: Id, actor: NoticeReader, connection: TransactionDep) -> Notice:
    """Who handles the application, underwriters, admin."""
    require(actor.role in READS, "Only staff send notices.")
    return _find(connection, notice_id, actor, lock=True)


async def objectable_notice(
    notice_id: Id, actor: NoticeReader, connection: TransactionDep
) -> Notice:
    """The applicant, the manager who handles the application."""
    require(
        actor.role not in DECIDES,
        "The applicant objects, or the manager for the applicant: who decides does not.",
    )
    return _find(connection, notice_id, actor, lock=True)


async def objection_reader(actor: CurrentActor) -> Actor:
    """Underwriters, admins."""
    require(actor.role in DECIDES, "Only underwriters and admins answer objections.")
    return actor


ObjectionReader = Annotated[Actor, Depends(objection_reader)]


@dataclass(frozen=True)
class OpenObjection:
    """An objection that waits for its answer, with what it is to."""

    objection: Objection
    notice: Notice


async def answerable_objection(
    objection_id: Id, actor: ObjectionReader, connection: TransactionDep
) -> OpenObjection:
    """Underwriters and admins who neither decided it nor entered it, nor is it their own."""
    notice_id = notice_of_objection(connection, objection_id)
    if notice_id is None:
        raise NotFoundError("There is no such objection.")
    notice = _find(connection, notice_id, actor, lock=True)
    found = next((one for one in notice.objections if one.id == objection_id), None)
    if found is None or found.answered_at is not None:
        raise ConflictError("This objection is answered already. Load it again.")
    why_not = why_not_answer(connection, actor, notice)
    if why_not:
        raise ForbiddenError(why_not)
    return OpenObjection(found, notice)


def why_not_answer(connection: Connection, actor: Actor, notice: Notice) -> str | None:
    """Says what keeps an underwriter or admin from answering an objection; None who may."""
    if actor.user_id in notice.deciders:
        return "You decided what is objected to: leave it to another person."
    told = involvement_of(connection, notice.summary.application_id, actor.user_id)
    if told.is_own or told.has_entered:
        return "You have entered this application, or it is your own: leave it to another person."
    return None


ReadableNotice = Annotated[Notice, Depends(readable_notice)]
SendableNotice = Annotated[Notice, Depends(sendable_notice)]
ObjectableNotice = Annotated[Notice, Depends(objectable_notice)]
AnswerableObjection = Annotated[OpenObjection, Depends(answerable_objection)]
