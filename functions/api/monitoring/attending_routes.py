"""Verdicts and alerts: look through them, take them, and say what is done about them."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query, Response

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, MONTH_PATTERN, PlainInteger, first_day
from api.kit.paging import AfterId, KeyPage
from api.kit.preconditions import IfMatch, require_match
from api.monitoring.access import MonitoringActor
from api.monitoring.attending_schemas import (
    ALERT_EXAMPLE,
    HANDLING_EXAMPLE,
    VERDICT_EXAMPLE,
    AttendRequest,
)
from core.kit.clock import bank_date
from core.kit.errors import Fault, InvalidRequestError, NotFoundError
from core.monitoring.attending import (
    attend_alert,
    attend_verdict,
    get_alert,
    get_verdict,
    is_there,
    list_alerts,
    list_handling,
    list_verdicts,
)
from core.monitoring.rules.handling_states import HandlingState
from core.monitoring.rules.lights import Light
from core.monitoring.tables import alerts, verdicts
from core.monitoring.verdict_records import (
    Alert,
    HandlingChange,
    HandlingEvent,
    VerdictRecord,
)
from core.people.records import Actor

router = APIRouter(prefix="/monitoring", tags=["monitoring"])

Found = TypeVar("Found", VerdictRecord, Alert)
Limit = Annotated[int, Query(ge=1, le=200), PlainInteger]
CHANGE_ERRORS = error_responses(401, 403, 404, 412)
HANDLING = answers(key_page_of(HANDLING_EXAMPLE)) | error_responses(401, 403, 404)


@dataclass(frozen=True)
class AlertsWanted:
    """Which alerts are wanted."""

    state: HandlingState | None = None
    light: Light | None = None
    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None
    limit: Limit = 50


@router.get(
    "/verdicts",
    operation_id="list_verdicts",
    responses=answers(key_page_of(VERDICT_EXAMPLE)) | error_responses(401, 403),
)
async def get_verdicts(
    actor: MonitoringActor,
    connection: ConnectionDep,
    after: Annotated[
        str | None,
        Query(pattern=MONTH_PATTERN, max_length=7, description="`next` of the page before"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=60), PlainInteger] = 12,
) -> KeyPage[VerdictRecord]:
    """Returns what months call for, the newest first."""
    found = list_verdicts(connection, first_day(after) if after else None, limit + 1)
    return KeyPage.of(found, limit, lambda one: f"{one.month:%Y-%m}")


@router.patch(
    "/verdicts/{verdict_id}",
    operation_id="attend_verdict",
    responses=answers(VERDICT_EXAMPLE) | CHANGE_ERRORS,
)
async def patch_verdict(
    verdict_id: Id,
    body: AttendRequest,
    actor: MonitoringActor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> VerdictRecord:
    """Takes a verdict, changes its state, or notes something about it."""
    found = _known(get_verdict(connection, verdict_id), "verdict", verdict_id)
    require_match(str(found.revision), if_match, "verdict")
    attend_verdict(connection, found, _change(body, actor), actor.user_id)
    changed = _known(get_verdict(connection, verdict_id), "verdict", verdict_id)
    response.headers["ETag"] = f'"{changed.revision}"'
    return changed


@router.get("/verdicts/{verdict_id}/events", operation_id="list_verdict_events", responses=HANDLING)
async def get_verdict_events(
    verdict_id: Id,
    actor: MonitoringActor,
    connection: ConnectionDep,
    after: AfterId = None,
    limit: Limit = 20,
) -> KeyPage[HandlingEvent]:
    """Returns who did what about a verdict, the newest first."""
    if not is_there(connection, verdicts, verdict_id):
        raise NotFoundError(f"There is no verdict {verdict_id}.")
    found = list_handling(connection, verdicts, verdict_id, after, limit + 1)
    return KeyPage.of(found, limit, lambda event: event.id)


@router.get(
    "/alerts",
    operation_id="list_alerts",
    responses=answers(key_page_of(ALERT_EXAMPLE)) | error_responses(401, 403),
)
async def get_alerts(
    actor: MonitoringActor,
    wanted: Annotated[AlertsWanted, Depends()],
    connection: ConnectionDep,
) -> KeyPage[Alert]:
    """Returns signals that somebody should look at, the newest first."""
    found = list_alerts(connection, wanted.state, wanted.light, wanted.after, wanted.limit + 1)
    return KeyPage.of(found, wanted.limit, lambda one: one.id)


@router.patch(
    "/alerts/{alert_id}",
    operation_id="attend_alert",
    responses=answers(ALERT_EXAMPLE) | CHANGE_ERRORS | error_responses(409),
)
async def patch_alert(
    alert_id: Id,
    body: AttendRequest,
    actor: MonitoringActor,
    connection: TransactionDep,
    response: Response,
    if_match: IfMatch = None,
) -> Alert:
    """Takes an alert, changes its state, or notes something about it.

    A resolved one stays as it is: should the signal come again, a new alert opens.
    """
    found = _known(get_alert(connection, alert_id), "alert", alert_id)
    require_match(str(found.revision), if_match, "alert")
    attend_alert(connection, found, _change(body, actor), actor.user_id)
    changed = _known(get_alert(connection, alert_id), "alert", alert_id)
    response.headers["ETag"] = f'"{changed.revision}"'
    return changed


@router.get("/alerts/{alert_id}/events", operation_id="list_alert_events", responses=HANDLING)
async def get_alert_events(
    alert_id: Id,
    actor: MonitoringActor,
    connection: ConnectionDep,
    after: AfterId = None,
    limit: Limit = 20,
) -> KeyPage[HandlingEvent]:
    """Returns who did what about an alert, the newest first."""
    if not is_there(connection, alerts, alert_id):
        raise NotFoundError(f"There is no alert {alert_id}.")
    found = list_handling(connection, alerts, alert_id, after, limit + 1)
    return KeyPage.of(found, limit, lambda event: event.id)


def _known(found: Found | None, what: str, wanted: int) -> Found:
    if found is None:
        raise NotFoundError(f"There is no {what} {wanted}.")
    return found


def _change(body: AttendRequest, actor: Actor) -> HandlingChange:
    if body.accepted_until is not None and body.accepted_until <= bank_date():
        message = "Accept it until a day to come."
        raise InvalidRequestError([Fault("accepted_until", "greater_than", message)])
    return HandlingChange(
        state=body.state,
        accepted_until=body.accepted_until,
        note=body.note,
        taken_by=actor.user_id if body.take else None,
    )
