"""The months that scores lie in: the next ones are made ahead, one that nobody needs may go."""

from datetime import date
from time import monotonic
from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from sqlalchemy import Connection, text

from core.clients.rules.history import month_number, month_of
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.database import connect
from core.kit.settings import setting
from core.scores.months import (
    drop_month,
    give_room_back,
    last_month,
    make_months,
    thin_month,
)
from maintenance.ownership import as_owner, as_owner_alone

MONTHS_AHEAD = 3
ROWS_A_STEP = 10_000
SECONDS_A_CALL = 60  # of the function's 120
# Whoever holds the table for longer is waited for in the next minute
_DO_NOT_WAIT = text("SET LOCAL lock_timeout = '2s'")


class MonthTooYoungError(ValueError):
    """Scores of a month are to go that the bank keeps still."""


def make_months_ahead(connection: Connection) -> list[date]:
    """Makes the parts of the next months, as the owner; returns those that were new."""
    return make_months(connection, month_of(month_number(bank_date()) + MONTHS_AHEAD))


def sweep_score_months(metrics: Metrics) -> dict[str, int]:
    """Makes the next months where they are missing; an alarm rises where they stay so."""
    made: list[date] = []
    with connect() as connection:
        ahead = _ahead(connection)
    missing = max(MONTHS_AHEAD - ahead, 0)
    metrics.add_metric("ScoreMonthsMissing", MetricUnit.Count, missing)
    if missing:
        with as_owner() as connection:
            connection.execute(_DO_NOT_WAIT)
            made = make_months_ahead(connection)
    return {"missing": missing, "made": len(made)}


def _ahead(connection: Connection) -> int:
    return month_number(last_month(connection)) - month_number(bank_date())


def drop_score_month(month: date) -> dict[str, Any]:
    """Drops the scores of a month and says how many went, or who needs them still.

    Raises:
        MonthTooYoungError: it is younger than the retention says.
    """
    _require_old(month)
    with as_owner() as connection:
        connection.execute(_DO_NOT_WAIT)
        dropped = drop_month(connection, month)
        if dropped is None:
            return {"dropped": None, "needed": {}}
        if not dropped.needed:
            _note(connection, "score_month.drop", month, dropped.scores)
    return {"dropped": dropped.scores, "needed": dropped.needed}


def thin_score_month(month: date) -> dict[str, Any]:
    """Removes the scores of a month that nobody needs, in short transactions; the rest stays.

    Called again until it is finished; then the room is given back.

    Raises:
        MonthTooYoungError: it is younger than the retention says.
    """
    _require_old(month)
    removed, ends_at, is_finished = 0, monotonic() + SECONDS_A_CALL, False
    while not is_finished and monotonic() < ends_at:
        with as_owner() as connection:
            gone = thin_month(connection, month, ROWS_A_STEP)
            if gone:
                _note(connection, "score_month.thin", month, gone)
        removed, is_finished = removed + gone, gone < ROWS_A_STEP
    if is_finished:
        with as_owner_alone() as connection:
            give_room_back(connection, month)
    return {"removed": removed, "finished": is_finished}


def _require_old(month: date) -> None:
    kept = int(setting("SCORE_RETENTION_MONTHS", "36"))
    if month_number(bank_date()) - month_number(month) < kept:
        raise MonthTooYoungError(
            f"Scores are kept for {kept} months (SCORE_RETENTION_MONTHS). Name an older month."
        )


def _note(connection: Connection, action: str, month: date, scores: int) -> None:
    record_event(
        connection,
        actor_id=None,
        action=action,
        subject=("scores", month.year * 100 + month.month),
        old_values={"scores": scores},
        new_values={},
    )
