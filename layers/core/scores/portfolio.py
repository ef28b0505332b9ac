"""Statements on rescorings of many clients: ask, see how far they are and what they moved."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, bindparam, insert, text
from sqlalchemy.exc import IntegrityError

from core.kit.errors import NotFoundError, RescoringRunsError
from core.kit.identifiers import new_id
from core.scores.records import PortfolioBatch, ScoreChange
from core.scores.rules.moving import COUNTED, MOST_KEPT, Change, Moved, largest_of
from core.scores.rules.showing import shown
from core.scores.rules.vocabulary import Decision
from core.scores.tables import portfolio_batches

EVERYBODY = "all"

_PROGRESS = text(
    """
    SELECT b.id, b.requested_by, b.requested_at, b.planned_at IS NOT NULL AS planned,
           b.cancelled_at, b.ended_at, c.pending + c.done + c.failed AS total, c.*
      FROM portfolio_batches b CROSS JOIN LATERAL (
        SELECT coalesce(sum(clients) FILTER (WHERE recorded_at IS NULL), 0) AS pending,
               coalesce(sum(done), 0) AS done, coalesce(sum(failed), 0) AS failed
          FROM portfolio_chunks WHERE batch_id = b.id
      ) c
     WHERE b.id = :batch_id
    """
)
_RUNNING = text("SELECT id FROM portfolio_batches WHERE scope = :scope AND ended_at IS NULL")
_CANCEL = text(
    """
    UPDATE portfolio_batches SET cancelled_at = now(), planned_at = coalesce(planned_at, now()),
           ended_at = now()
     WHERE id = :batch_id AND ended_at IS NULL
    """
)
_COUNTS = text(
    "SELECT "
    + ", ".join(f"coalesce(sum((moved ->> '{one}')::int), 0) AS {one}" for one in COUNTED)
    + " FROM portfolio_chunks WHERE batch_id = :batch_id"
)
# The largest changes of all are among those of the chunks whose largest are the largest
_LARGEST = text(
    """
    SELECT moved -> 'largest' AS largest FROM portfolio_chunks
     WHERE batch_id = :batch_id AND largest_change IS NOT NULL
     ORDER BY largest_change DESC LIMIT :most
    """
)
_NAMES = text("SELECT id, first_name, last_name FROM clients WHERE id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


def insert_portfolio(
    connection: Connection,
    *,
    requested_by: int,
    manager_id: int | None = None,
    chosen_ids: Sequence[int] | None = None,
    days: Sequence[date] | None = None,
) -> UUID:
    """Asks for new scores of all clients, of those of one manager, or of the chosen.

    Whom it is of is laid out afterwards, see ``core.scores.planning``.

    Args:
        days: to score as of, where not as of the day of scoring.

    Raises:
        RescoringRunsError: everybody, or all of this manager, is being rescored already.
    """
    filters: dict[str, Any] = {"manager_id": manager_id, "client_ids": chosen_ids and [*chosen_ids]}
    if days:
        filters["days"] = [str(day) for day in days]
    batch_id, scope = new_id(), None
    if chosen_ids is None:
        scope = EVERYBODY if manager_id is None else f"manager {manager_id}"
        _refuse_second(connection, scope)
    values = {"id": batch_id, "requested_by": requested_by, "filters": filters, "scope": scope}
    try:
        connection.execute(insert(portfolio_batches).values(values))
    except IntegrityError as error:  # somebody asked at the same moment
        raise RescoringRunsError from error
    return batch_id


def _refuse_second(connection: Connection, scope: str) -> None:
    running = connection.execute(_RUNNING, {"scope": scope}).scalar_one_or_none()
    if running is not None:
        raise RescoringRunsError(running)


def get_batch(connection: Connection, batch_id: UUID) -> PortfolioBatch:
    """Returns how far a portfolio rescoring is.

    Raises:
        NotFoundError: there is none such.
    """
    row = connection.execute(_PROGRESS, {"batch_id": batch_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such rescoring.")
    return PortfolioBatch(**row._mapping)


def cancel_batch(connection: Connection, batch_id: UUID) -> bool:
    """Ends a rescoring where it is; what was scored stays. Returns whether it was running."""
    return connection.execute(_CANCEL, {"batch_id": batch_id}).rowcount == 1


def get_moved(connection: Connection, batch_id: UUID) -> tuple[Moved, list[ScoreChange]]:
    """Returns how many clients a rescoring moved so far, and whom the most."""
    counts = connection.execute(_COUNTS, {"batch_id": batch_id}).one()
    chunks = connection.execute(_LARGEST, {"batch_id": batch_id, "most": MOST_KEPT}).scalars()
    largest = largest_of(_to_change(told) for chunk in chunks for told in chunk)
    return Moved(**counts._mapping), _named(connection, largest)


def _to_change(told: dict[str, Any]) -> Change:
    before = told["decision_before"]
    return Change(
        **{
            **told,
            "decision": Decision(told["decision"]),
            "decision_before": before and Decision(before),
        }
    )


def _named(connection: Connection, changes: Sequence[Change]) -> list[ScoreChange]:
    ids = [change.client_id for change in changes]
    rows: dict[int, Row[Any]] = {
        row.id: row for row in (connection.execute(_NAMES, {"ids": ids}) if ids else ())
    }
    return [
        ScoreChange(
            **vars(change),
            first_name=rows[change.client_id].first_name,
            last_name=rows[change.client_id].last_name,
            points_before=shown(change.proba_before, change.grade_before).points,
            points=shown(change.proba, change.grade).points,
        )
        for change in changes
        if change.client_id in rows
    ]
