"""The audit journal."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.kit.connections import ConnectionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, page_of
from api.kit.paging import Page, PageDep
from api.people.access import AdminActor
from core.journal.queries import list_events
from core.journal.records import AuditEvent

EVENT_EXAMPLE = {
    "id": 7,
    "occurred_at": "2026-11-23T09:00:00Z",
    "actor_id": 3,
    "actor_name": "Смирнов Пётр",
    "action": "client.edit",
    "subject_table": "clients",
    "subject_id": 17,
    "old_values": {"cnt_children": 1},
    "new_values": {"cnt_children": 2},
}

router = APIRouter(prefix="/audit-events", tags=["operations"])


@router.get(
    "",
    operation_id="list_audit_events",
    responses=answers(page_of(EVENT_EXAMPLE)) | error_responses(401, 403),
)
async def list_audit_events(
    actor: AdminActor,
    page: PageDep,
    connection: ConnectionDep,
    action: Annotated[str | None, Query(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=50)] = None,
) -> Page[AuditEvent]:
    """Returns one page of the journal, newest first."""
    found = list_events(connection, action=action, page=page.page, page_size=page.page_size)
    return Page.of(found, page)
