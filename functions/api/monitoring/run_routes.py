"""Runs of the monitor: ask for one, follow it, look at those before."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from aws_lambda_powertools.metrics import MetricUnit
from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Connection

from api.kit.connections import ConnectionDep, Id, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.examples import answers, key_page_of
from api.kit.fields import LARGEST_ID, PlainInteger, first_day
from api.kit.paging import KeyPage
from api.kit.telemetry import logger, report_metric
from api.monitoring.access import MonitoringActor
from api.monitoring.run_schemas import RUN_EXAMPLE, RunRequest, RunResponse
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import (
    ConflictError,
    Fault,
    InvalidRequestError,
    NotFoundError,
    UnavailableError,
)
from core.kit.settings import setting
from core.monitoring.run_months import may_be_run, month_before
from core.monitoring.runs import ask_for_run, get_run, list_runs, open_run, wake_monitor
from core.people.limits import Deed, count_request

router = APIRouter(prefix="/monitoring/runs", tags=["monitoring"])


@dataclass(frozen=True)
class RunsWanted:
    """Which page of the runs is wanted."""

    after: Annotated[
        int | None,
        Query(ge=1, le=LARGEST_ID, description="`next` of the page before"),
        PlainInteger,
    ] = None
    limit: Annotated[int, Query(ge=1, le=200), PlainInteger] = 50


@router.get(
    "",
    operation_id="list_monitor_runs",
    responses=answers(key_page_of(RUN_EXAMPLE)) | error_responses(401, 403),
)
async def get_runs(
    actor: MonitoringActor, wanted: Annotated[RunsWanted, Depends()], connection: ConnectionDep
) -> KeyPage[RunResponse]:
    """Returns runs of the monitor, the newest first."""
    found = [RunResponse.of(run) for run in list_runs(connection, wanted.after, wanted.limit + 1)]
    return KeyPage.of(found, wanted.limit, lambda run: run.id)


@router.get("/{run_id}", operation_id="get_monitor_run", responses=error_responses(401, 403, 404))
async def get_one_run(run_id: Id, actor: MonitoringActor, connection: ConnectionDep) -> RunResponse:
    """Returns how far a run is."""
    return _known_run(connection, run_id)


@router.post(
    "",
    operation_id="ask_for_monitor_run",
    status_code=202,
    responses=answers(RUN_EXAMPLE, 202) | error_responses(401, 403, 409, 429),
)
async def post_run(
    body: RunRequest, actor: MonitoringActor, connection: TransactionDep, response: Response
) -> RunResponse:
    """Asks the monitor to count a month, one at a time; follow Location.

    A month that was counted before is counted anew, of what is known now.
    """
    month = _month_of(body)
    limit = int(setting("MONITOR_RUNS_PER_HOUR", "60"))
    count_request(connection, actor.user_id, Deed.MONITOR_RUN, limit)
    run_id = ask_for_run(connection, month, actor.user_id)
    if run_id is None:
        raise ConflictError(_still_open(connection))
    record_event(
        connection,
        actor_id=actor.user_id,
        action="monitor_run.ask",
        subject=("monitor_runs", run_id),
        old_values={},
        new_values={"month": str(month)},
    )
    connection.commit()
    _wake(run_id)
    response.headers["Location"] = f"runs/{run_id}"
    return _known_run(connection, run_id)


def _month_of(body: RunRequest) -> date:
    month = first_day(body.month) if body.month else month_before(bank_date())
    if not may_be_run(month):
        fault = Fault("month", "month_to_come", "has not begun yet: choose an earlier one")
        raise InvalidRequestError([fault])
    return month


def _still_open(connection: Connection) -> str:
    run = open_run(connection)
    if run is None:
        return "Another run has just ended. Try again."
    return f"Run {run.id} of {run.month:%Y-%m} has not ended. Wait for it, then try again."


def _wake(run_id: int) -> None:
    """Calls the monitor; if that fails the sweep does so within the next minutes."""
    try:
        wake_monitor()
    except UnavailableError:
        logger.exception("monitor not called", run_id=run_id)
        report_metric("SendingFailed", MetricUnit.Count, 1)


def _known_run(connection: Connection, run_id: int) -> RunResponse:
    run = get_run(connection, run_id)
    if run is None:
        raise NotFoundError(f"There is no run {run_id}.")
    return RunResponse.of(run)
