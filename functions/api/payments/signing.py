"""Closing a month: signed by one, confirmed by a second where too little is known, reopened.

A month that was closed by mistake is opened by somebody else than its signer, from the latest one
back, so that closed months are always those up to one.
"""

from sqlalchemy import Connection

from api.payments.schemas import ClosingRequest, MonthResponse
from core.clients.closings import (
    confirm_month,
    latest_signed_month,
    list_closings,
    reopen_month,
    sign_month,
)
from core.clients.records import MonthClosing, MonthCoverage
from core.clients.rules.coverage_states import (
    HINDRANCE_TEXTS,
    ClosingState,
    CoverageState,
    Hindrance,
    find_hindrance,
    needs_second_person,
)
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.errors import ConflictError, ForbiddenError
from core.kit.settings import setting
from core.people.records import Actor

CLOSINGS_SHOWN = 20
FIGURES = ("expected", "present", "unexpected", "restated")


def enough_percent() -> float:
    """Returns how much of the expected has to be present for one signature."""
    return float(setting("CLOSING_COVERAGE_PERCENT", "99"))


def render_month(connection: Connection, coverage: MonthCoverage) -> MonthResponse:
    """Returns a month with its signatures, and what stands in the way of one."""
    return MonthResponse(
        coverage=coverage,
        closings=list_closings(connection, coverage.month, CLOSINGS_SHOWN),
        enough_percent=enough_percent(),
        needs_second=_needs_second(coverage),
        hindrance=_hindrance(connection, coverage),
    )


def _needs_second(coverage: MonthCoverage) -> bool:
    return needs_second_person(coverage.present or 0, coverage.expected or 0, enough_percent())


def _hindrance(connection: Connection, coverage: MonthCoverage) -> Hindrance | None:
    latest = latest_signed_month(connection)
    return find_hindrance(coverage.month, coverage.state, latest, bank_date())


def close_month(
    connection: Connection, actor: Actor, coverage: MonthCoverage, request: ClosingRequest
) -> None:
    """Signs a month; it is closed, or waits for a second person.

    Raises:
        ConflictError: it cannot be signed now, or the figures are not those that were seen.
    """
    hindrance = _hindrance(connection, coverage)
    if hindrance:
        raise ConflictError(HINDRANCE_TEXTS[hindrance])
    seen = {name: getattr(request, name) for name in FIGURES}
    if seen != {name: getattr(coverage, name) for name in FIGURES}:
        raise ConflictError("The figures have changed. Look at the month again, then sign.")
    needs_second = _needs_second(coverage)
    sign_month(
        connection,
        coverage,
        user_id=actor.user_id,
        statement=request.statement,
        needs_second=needs_second,
    )
    told = {**seen, "statement": request.statement, "needs_second": needs_second}
    _record(connection, actor, coverage, "payment_month.close", told)


def confirm_closing(connection: Connection, actor: Actor, coverage: MonthCoverage) -> None:
    """Closes a month that waits, by a second person.

    Raises:
        ConflictError: it does not wait, or its figures are no more those that were signed.
        ForbiddenError: the same person has signed it.
    """
    signed = _signed(connection, coverage)
    if coverage.closing is not ClosingState.WAITING:
        raise ConflictError("This month is closed already.")
    if signed.signed_by == actor.user_id:
        raise ForbiddenError("You have signed this month. A second person has to confirm it.")
    if coverage.state is not CoverageState.COUNTED:
        raise ConflictError(HINDRANCE_TEXTS[Hindrance.NOT_COUNTED])
    if any(getattr(signed, name) != getattr(coverage, name) for name in FIGURES):
        raise ConflictError("The figures have changed since they were signed. Send the month back.")
    confirm_month(connection, coverage.month, actor.user_id)
    _record(connection, actor, coverage, "payment_month.confirm", {"signed_by": signed.signed_by})


def reopen_closing(
    connection: Connection, actor: Actor, coverage: MonthCoverage, reason: str
) -> None:
    """Takes back a closing, or refuses one that waits, by somebody else than its signer.

    Raises:
        ConflictError: it is not the latest closed month, or not signed.
        ForbiddenError: the same person has signed it.
    """
    signed = _signed(connection, coverage)
    if signed.signed_by == actor.user_id:
        raise ForbiddenError("You have signed this month. Another person has to reopen it.")
    if latest_signed_month(connection) != coverage.month:
        raise ConflictError("Later months are closed. Reopen the latest one first.")
    reopen_month(connection, coverage.month, actor.user_id, reason)
    told = {"signed_by": signed.signed_by, "reason": reason}
    _record(connection, actor, coverage, "payment_month.reopen", told)


def _signed(connection: Connection, coverage: MonthCoverage) -> MonthClosing:
    latest = next(iter(list_closings(connection, coverage.month, 1)), None)
    if latest is None or latest.reopened_at is not None:
        raise ConflictError("This month is not signed.")
    return latest


def _record(
    connection: Connection,
    actor: Actor,
    coverage: MonthCoverage,
    action: str,
    told: dict[str, object],
) -> None:
    month = coverage.month
    record_event(
        connection,
        actor_id=actor.user_id,
        action=action,
        subject=("payment_months", month.year * 100 + month.month),
        old_values={"closing": coverage.closing},
        new_values=told,
    )
