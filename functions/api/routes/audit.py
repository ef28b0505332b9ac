"""The audit journal."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.authorization import AdminActor, ConnectionDep
from api.error_responses import error_responses
from api.paging import PageDep
from api.schemas.operations import AuditEventList, AuditEventResponse
from core.queries.audit import list_events

router = APIRouter(prefix="/audit-events", tags=["operations"])


@router.get("", operation_id="list_audit_events", responses=error_responses(401, 403))
async def list_audit_events(
    actor: AdminActor,
    page: PageDep,
    connection: ConnectionDep,
    action: Annotated[str | None, Query(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=50)] = None,
) -> AuditEventList:
    """Returns one page of the journal, newest first."""
    events, total = list_events(connection, action=action, page=page.page, page_size=page.page_size)
    items = [AuditEventResponse.model_validate(event) for event in events]
    return AuditEventList(items=items, page=page.page, page_size=page.page_size, total=total)
