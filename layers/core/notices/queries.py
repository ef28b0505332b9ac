"""Statements that read notices and objections."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, text

from core.applications.rules.states import ApplicationState
from core.decisions.rules.vocabulary import Outcome
from core.notices.periods import notice_days
from core.notices.records import (
    Notice,
    NoticeSummary,
    NoticeText,
    Objection,
    ObjectionSummary,
)
from core.notices.rules.decline_reasons import NoticeReason
from core.notices.rules.vocabulary import (
    Component,
    NoticeState,
    ObjectionOutcome,
    SendingChannel,
)
from core.notices.tables import IS_DUE

_STATE = """
    CASE WHEN n.replaced_at IS NOT NULL THEN 'replaced'
         WHEN n.returned_at IS NOT NULL THEN 'returned'
         WHEN n.delivered_at IS NOT NULL THEN 'delivered'
         WHEN n.sent_at IS NOT NULL THEN 'sent'
         WHEN n.produced_at IS NOT NULL THEN 'produced' ELSE 'due' END
"""
_DUE_AT = "n.clock_from + CAST(:days AS int) * interval '1 day'"
_COLUMNS = f"""
    n.id, n.application_id, a.number, c.last_name, c.first_name, c.patronymic, a.manager_id,
    trim(u.last_name || ' ' || u.first_name) AS manager_name, n.outcome, {_STATE} AS state,
    n.decided_at, {_DUE_AT} AS due_at, {IS_DUE} AND {_DUE_AT} < now() AS is_late,
    n.produced_at, n.sent_at, n.channel, n.delivered_at, n.returned_at, n.object_until
"""
_OF = """
      FROM notices n
      JOIN applications a ON a.id = n.application_id
      JOIN clients c ON c.id = n.client_id
      LEFT JOIN managers m ON m.id = a.manager_id
      LEFT JOIN users u ON u.id = m.user_id
"""
# The order is that of an index: what its period has run longest for comes first
LIST_DUE = text(
    f"""
    SELECT {_COLUMNS} {_OF}
     WHERE {IS_DUE}
       AND (CAST(:manager_id AS bigint) IS NULL OR a.manager_id = :manager_id)
       AND (CAST(:after AS bigint) IS NULL
            OR (n.clock_from, n.id)
               > (SELECT f.clock_from, f.id FROM notices f WHERE f.id = :after))
     ORDER BY n.clock_from, n.id LIMIT :limit
    """
)
_LIST_OF = """
    SELECT {columns} {of}
     WHERE n.{whose} = CAST(:whose AS {kind})
       AND (NOT :shown OR n.produced_at IS NOT NULL
            AND (n.replaced_at IS NULL OR n.sent_at IS NOT NULL))
       AND (CAST(:after AS bigint) IS NULL OR n.id < :after)
     ORDER BY n.id DESC LIMIT :limit
"""
LIST_OF_CLIENT = text(_LIST_OF.format(columns=_COLUMNS, of=_OF, whose="client_id", kind="bigint"))
LIST_OF_APPLICATION = text(
    _LIST_OF.format(columns=_COLUMNS, of=_OF, whose="application_id", kind="uuid")
)
_GET = text(
    f"""
    SELECT {_COLUMNS}, n.client_id, n.component, n.reasons, n.evidence, n.returned_reason,
           a.state AS application_state, n.id = (SELECT max(l.id) FROM notices l
             WHERE l.application_id = n.application_id) AS is_latest,
           array_remove(ARRAY[d.actor_id, d.first_actor_id], NULL) || ARRAY(
             SELECT e.actor_id FROM decisions e
              WHERE e.application_id = n.application_id AND e.id < d.id) AS deciders
      {_OF}
      JOIN decisions d ON d.id = n.decision_id
     WHERE n.id = :notice_id
    """
)
# The application first, as by everybody who decides it
_LOCK = (
    text(
        """
        SELECT FROM applications
         WHERE id = (SELECT application_id FROM notices WHERE id = :notice_id) FOR UPDATE
        """
    ),
    text("SELECT FROM notices WHERE id = :notice_id FOR UPDATE"),
)
_TEXTS = text(
    "SELECT language, text, sha256 FROM notice_texts WHERE notice_id = :notice_id"
    " ORDER BY language DESC"
)
_OBJECTIONS = text(
    """
    SELECT o.*, o.answered_at IS NULL AND o.due_at < now() AS is_late FROM objections o
     WHERE o.notice_id = :notice_id ORDER BY o.id DESC LIMIT 20
    """
)
LIST_OBJECTIONS = text(
    """
    SELECT o.id, o.notice_id, o.application_id, a.number, c.last_name, c.first_name, c.patronymic,
           o.raised_at, o.due_at, o.due_at < now() AS is_late,
           trim(u.last_name || ' ' || u.first_name) AS decided_by_name
      FROM objections o
      JOIN applications a ON a.id = o.application_id
      JOIN clients c ON c.id = a.client_id
      JOIN users u ON u.id = o.decided_by
     WHERE o.answered_at IS NULL
       AND (CAST(:after AS bigint) IS NULL
            OR (o.due_at, o.id) > (SELECT f.due_at, f.id FROM objections f WHERE f.id = :after))
     ORDER BY o.due_at, o.id LIMIT :limit
    """
)
COUNT_LATE = text(
    f"""
    SELECT count(*) FROM (
      SELECT FROM notices
       WHERE {IS_DUE} AND clock_from < now() - CAST(:days AS int) * interval '1 day'
       LIMIT :most) late
    """
)
_NOTICE_OF_OBJECTION = text("SELECT notice_id FROM objections WHERE id = :objection_id")


@dataclass(frozen=True)
class PageWanted:
    """Which items of a list: those that follow the one ``after``."""

    after: int | None
    limit: int


def list_due(
    connection: Connection, manager_id: int | None, wanted: PageWanted
) -> list[NoticeSummary]:
    """Returns what has still to go to applicants, what has waited longest first."""
    parameters = {"manager_id": manager_id, "days": notice_days(), **vars(wanted)}
    return [_to_summary(row) for row in connection.execute(LIST_DUE, parameters)]


def list_of(
    connection: Connection, whose: int | UUID, wanted: PageWanted, *, shown: bool
) -> list[NoticeSummary]:
    """Returns the notices of a client or an application, the newest first.

    Args:
        shown: only those that the applicant may see: produced, and not replaced before it was sent.
    """
    statement = LIST_OF_APPLICATION if isinstance(whose, UUID) else LIST_OF_CLIENT
    parameters = {"whose": str(whose), "shown": shown, "days": notice_days(), **vars(wanted)}
    return [_to_summary(row) for row in connection.execute(statement, parameters)]


def get_notice(
    connection: Connection, notice_id: int, *, for_update: bool = False
) -> Notice | None:
    """Returns a notice; ``for_update`` keeps others from changing it until the end."""
    known = {"notice_id": notice_id}
    if for_update:
        for statement in _LOCK:
            connection.execute(statement, known)
    row = connection.execute(_GET, {**known, "days": notice_days()}).one_or_none()
    if row is None:
        return None
    return Notice(
        summary=_to_summary(row),
        client_id=row.client_id,
        application_state=ApplicationState(row.application_state),
        deciders=tuple(row.deciders),
        is_latest=row.is_latest,
        component=row.component and Component(row.component),
        reasons=row.reasons and [NoticeReason(**one) for one in row.reasons],
        evidence=row.evidence,
        returned_reason=row.returned_reason,
        texts=[NoticeText(**one._mapping) for one in connection.execute(_TEXTS, known)],
        objections=[_to_objection(one) for one in connection.execute(_OBJECTIONS, known)],
    )


def list_objections(connection: Connection, wanted: PageWanted) -> list[ObjectionSummary]:
    """Returns the open objections, what is due first first."""
    rows = connection.execute(LIST_OBJECTIONS, vars(wanted))
    return [ObjectionSummary(**row._mapping) for row in rows]


def count_late(connection: Connection, most: int) -> int:
    """Returns how many notices should have been sent by now, counted up to ``most``."""
    known = {"days": notice_days(), "most": most}
    counted: int = connection.execute(COUNT_LATE, known).scalar_one()
    return counted


def notice_of_objection(connection: Connection, objection_id: int) -> int | None:
    """Returns what an objection is to; None if there is no such objection."""
    known = {"objection_id": objection_id}
    found: int | None = connection.execute(_NOTICE_OF_OBJECTION, known).scalar_one_or_none()
    return found


def _to_summary(row: Row[Any]) -> NoticeSummary:
    told = {field.name: row._mapping[field.name] for field in fields(NoticeSummary)}
    told |= {
        "outcome": Outcome(row.outcome),
        "state": NoticeState(row.state),
        "channel": row.channel and SendingChannel(row.channel),
    }
    return NoticeSummary(**told)


def _to_objection(row: Row[Any]) -> Objection:
    told = {field.name: row._mapping[field.name] for field in fields(Objection)}
    return Objection(**{**told, "outcome": row.outcome and ObjectionOutcome(row.outcome)})
