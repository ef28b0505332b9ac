"""The audit journal."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger
from api.kit.paging import AfterId, KeyPage, Limit
from api.people.access import AdminActor
from core.journal.queries import list_events
from core.journal.records import AuditEvent, ChainState, EventFilter
from core.journal.sealing import find_chain_state

EVENT_EXAMPLE = {
    "id": 7,
    "occurred_at": "2026-11-23T09:00:00Z",
    "actor_id": 3,
    "actor_name": "Смирнов Пётр",
    "action": "client.edit",
    "subject_table": "clients",
    "subject_id": 17,
    "subject_name": "Иванова Анна",
    "old_values": {"cnt_children": 1},
    "new_values": {"cnt_children": 2},
}

CHAIN_EXAMPLE = {
    "seal_no": 1204,
    "event_id": 1207,
    "sha256": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
    "sealed_at": "2026-11-23T09:01:00Z",
    "unsealed": 2,
    "checked_at": "2026-11-23T03:00:00Z",
    "checked_seal_no": 1190,
    "fault": None,
    "fault_event_id": None,
    "fault_seal_no": None,
    "checking_seal_no": None,
}

Word = Annotated[str | None, Query(pattern=r"^[a-z_]+(\.[a-z_]+)?$", max_length=50)]
OptionalId = Annotated[int | None, Query(ge=0, le=LARGEST_ID), PlainInteger]
Moment = Annotated[AwareDatetime | None, Query()]


@dataclass(frozen=True)
class EventsWanted:
    """Which events are wanted, all of them if nothing is said."""

    action: Word = None
    actor_id: OptionalId = None
    subject_table: Word = None
    subject_id: OptionalId = None
    since: Moment = None
    until: Moment = None


router = APIRouter(prefix="/audit-events", tags=["operations"])


@router.get(
    "",
    operation_id="list_audit_events",
    responses=answers(key_page_of(EVENT_EXAMPLE)) | error_responses(401, 403),
)
async def list_audit_events(
    actor: AdminActor,
    wanted: Annotated[EventsWanted, Depends()],
    connection: ConnectionDep,
    after: AfterId = None,
    limit: Limit = 50,
) -> KeyPage[AuditEvent]:
    """Returns a page of the journal, newest first."""
    filters = EventFilter(**vars(wanted))
    found = list_events(connection, filters, after=after, limit=limit + 1)
    return KeyPage.of(found, limit, lambda event: event.id)


@router.get(
    "/chain",
    operation_id="get_audit_chain",
    responses=answers(CHAIN_EXAMPLE) | error_responses(401, 403),
)
async def get_audit_chain(actor: AdminActor, connection: ConnectionDep) -> ChainState:
    """Returns how far the journal is sealed, and what the last finished check of it found."""
    return find_chain_state(connection)
