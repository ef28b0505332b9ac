"""What may be done with a notice, and doing it: each deed is one event of the journal."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from api.notices.access import DECIDES, OpenObjection, why_not_answer
from core.journal.queries import record_event
from core.kit.errors import ConflictError, NotFoundError
from core.notices.objecting import raise_objection, uphold
from core.notices.producing import produce_notice
from core.notices.queries import get_notice
from core.notices.records import Notice
from core.notices.rules.notice_deeds import deeds_possible
from core.notices.rules.vocabulary import Deed, SendingChannel
from core.notices.sending import record_delivered, record_returned, record_sent
from core.people.records import Actor


def deeds_of(connection: Connection, actor: Actor, notice: Notice) -> frozenset[Deed]:
    """Returns what this actor may do with a notice that the actor sees."""
    possible = _possible(notice)
    if actor.client_id is not None:
        return possible & {Deed.OBJECT}
    if actor.role not in DECIDES:
        return possible
    is_open = any(one.answered_at is None for one in notice.objections)
    answers = is_open and why_not_answer(connection, actor, notice) is None
    return possible - {Deed.OBJECT} | ({Deed.ANSWER} if answers else set())


def _possible(notice: Notice) -> frozenset[Deed]:
    until = notice.summary.object_until
    return deeds_possible(
        notice.summary.state,
        notice.application_state,
        is_open_to_objection=notice.is_latest and until is not None and until > datetime.now(UTC),
    )


def produce(connection: Connection, actor: Actor, notice: Notice) -> Notice:
    """Writes the texts of a locked notice.

    Raises:
        ConflictError: it has them already, or another decision is on its way.
    """
    _require(notice, Deed.PRODUCE)
    produce_notice(connection, notice.summary.id, actor.user_id)
    return _done(connection, actor, notice, Deed.PRODUCE)


def send(connection: Connection, actor: Actor, notice: Notice, channel: SendingChannel) -> Notice:
    """Notes that a locked notice was sent.

    Raises:
        ConflictError: it was not written yet, or is on its way.
    """
    _require(notice, Deed.SEND)
    record_sent(connection, notice.summary.id, channel, actor.user_id)
    return _done(connection, actor, notice, Deed.SEND, sent_by=channel)


def deliver(connection: Connection, actor: Actor, notice: Notice, evidence: str) -> Notice:
    """Notes that a locked notice has arrived.

    Raises:
        ConflictError: it is not on its way.
    """
    _require(notice, Deed.DELIVER)
    record_delivered(connection, notice.summary.id, evidence)
    return _done(connection, actor, notice, Deed.DELIVER)


def give_back(connection: Connection, actor: Actor, notice: Notice, reason: str) -> Notice:
    """Notes that a locked notice came back.

    Raises:
        ConflictError: it is not on its way.
    """
    _require(notice, Deed.RETURN)
    record_returned(connection, notice.summary.id, reason)
    return _done(connection, actor, notice, Deed.RETURN)


def object_to(
    connection: Connection, actor: Actor, notice: Notice, text: str, new_facts: str | None
) -> Notice:
    """Raises an objection to a locked notice.

    Raises:
        ConflictError: nothing can be objected to, or the last day of it has passed.
    """
    _require(notice, Deed.OBJECT)
    raise_objection(connection, notice, actor.user_id, text, new_facts)
    return _done(connection, actor, notice, Deed.OBJECT)


def answer(connection: Connection, actor: Actor, found: OpenObjection, told: str) -> Notice:
    """Answers an open objection: the decision stands.

    Raises:
        ConflictError: the application is not under review.
    """
    uphold(connection, found.notice, found.objection.id, actor.user_id, told)
    return _done(connection, actor, found.notice, Deed.ANSWER)


WHY_NOT = {
    Deed.PRODUCE: "It is written already, or another decision is on its way.",
    Deed.SEND: "Only a notice that is written, or came back, is sent.",
    Deed.DELIVER: "Only a notice that was sent arrives.",
    Deed.RETURN: "Only a notice that was sent comes back.",
    Deed.OBJECT: "Only the latest decline is objected to, until the day that its notice names.",
}


def _require(notice: Notice, deed: Deed) -> None:
    if deed not in _possible(notice):
        raise ConflictError(f"{WHY_NOT[deed]} Load the notice again.")


def _done(
    connection: Connection, actor: Actor, notice: Notice, deed: Deed, **values: object
) -> Notice:
    """Writes the deed to the journal, never what people wrote, and returns the notice anew."""
    record_event(
        connection,
        actor_id=actor.user_id,
        action=f"notice.{deed}",
        subject=("notices", notice.summary.id),
        old_values={"state": notice.summary.state},
        new_values={"application": notice.summary.number, **values},
    )
    changed = get_notice(connection, notice.summary.id)
    if changed is None:
        raise NotFoundError("There is no such notice.")
    return changed
