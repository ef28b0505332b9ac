"""Months of payments: how much of each is known, what stands out in it, and who closed it."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.kit.connections import ConnectionDep, TransactionDep
from api.kit.error_responses import error_responses
from api.kit.fields import LARGEST_ID, MONTH_PATTERN, PlainInteger, first_day
from api.payments.access import (
    MonthActor,
    MonthInPath,
    ReadableMonth,
    SignableMonth,
    whose_clients,
)
from api.payments.schemas import (
    ClosingRequest,
    CreditsResponse,
    MonthResponse,
    MonthsResponse,
    ReopeningRequest,
)
from api.payments.signing import close_month, confirm_closing, render_month, reopen_closing
from api.people.access import StaffActor
from core.clients.closings import get_month, list_months
from core.clients.coverage import recount_step
from core.clients.rules.coverage_states import CoverageKind
from core.clients.standing_out import find_standing_out
from core.kit.database import begin
from core.kit.errors import NotFoundError

router = APIRouter(prefix="/payment-months", tags=["payments"])

MONTHS_SHOWN = 24
CREDITS_SHOWN = 50
STEPS_A_REQUEST = 5  # of a larger book the sweep counts the rest


@router.get("", operation_id="list_payment_months", responses=error_responses(401, 403))
async def list_payment_months(
    actor: StaffActor,
    connection: ConnectionDep,
    before: Annotated[
        str | None, Query(pattern=MONTH_PATTERN, max_length=7, examples=["2026-10"])
    ] = None,
) -> MonthsResponse:
    """Returns months with how much of each is known, the newest first."""
    found = list_months(connection, first_day(before) if before else None, MONTHS_SHOWN)
    last = found[-1].month if len(found) == MONTHS_SHOWN else None
    return MonthsResponse(items=found, next_before=last)


@router.get("/{month}", operation_id="get_payment_month", responses=error_responses(401, 403, 404))
async def get_payment_month(coverage: ReadableMonth, connection: ConnectionDep) -> MonthResponse:
    """Returns a month with its signatures, and what stands in the way of one."""
    return render_month(connection, coverage)


@router.get(
    "/{month}/{kind}",
    operation_id="list_payment_month_credits",
    responses=error_responses(401, 403, 404),
)
async def list_payment_month_credits(
    coverage: ReadableMonth,
    kind: CoverageKind,
    actor: StaffActor,
    connection: ConnectionDep,
    after: Annotated[int, Query(ge=0, le=LARGEST_ID), PlainInteger] = 0,
) -> CreditsResponse:
    """Returns the credits of a month that are missing, unexpected or restated; managers: own.

    A page looks at so many credits: it may be empty although others follow (`next_after`).
    """
    found = find_standing_out(
        connection,
        coverage.month,
        kind,
        after=after,
        limit=CREDITS_SHOWN,
        manager_id=whose_clients(actor),
    )
    return CreditsResponse(items=found.items, next_after=found.next_after)


@router.post(
    "/{month}/recount",
    operation_id="recount_payment_month",
    responses=error_responses(401, 403, 404),
)
async def recount_payment_month(
    month: MonthInPath, actor: MonthActor, connection: ConnectionDep
) -> MonthResponse:
    """Counts the month now, as far as a request may; the sweep goes on within a minute."""
    for _ in range(STEPS_A_REQUEST):
        with begin(connection):
            if recount_step(connection, month):
                break
    coverage = get_month(connection, month)
    if coverage is None:
        raise NotFoundError("Nothing is known of this month.")
    return render_month(connection, coverage)


@router.post(
    "/{month}/close",
    operation_id="close_payment_month",
    responses=error_responses(401, 403, 404, 409),
)
async def close_payment_month(
    coverage: SignableMonth,
    body: ClosingRequest,
    actor: MonthActor,
    connection: TransactionDep,
) -> MonthResponse:
    """Signs the figures that were seen: the month is closed, or waits for a second person."""
    close_month(connection, actor, coverage, body)
    return render_month(connection, get_month(connection, coverage.month) or coverage)


@router.post(
    "/{month}/confirm",
    operation_id="confirm_payment_month",
    responses=error_responses(401, 403, 404, 409),
)
async def confirm_payment_month(
    coverage: SignableMonth, actor: MonthActor, connection: TransactionDep
) -> MonthResponse:
    """Closes a month that waits for a second person: another one than who signed."""
    confirm_closing(connection, actor, coverage)
    return render_month(connection, get_month(connection, coverage.month) or coverage)


@router.post(
    "/{month}/reopen",
    operation_id="reopen_payment_month",
    responses=error_responses(401, 403, 404, 409),
)
async def reopen_payment_month(
    coverage: SignableMonth,
    body: ReopeningRequest,
    actor: MonthActor,
    connection: TransactionDep,
) -> MonthResponse:
    """Takes the latest closing back, or refuses one that waits: another one than who signed."""
    reopen_closing(connection, actor, coverage, body.reason)
    return render_month(connection, get_month(connection, coverage.month) or coverage)
