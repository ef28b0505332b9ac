"""Hands on what models are trained and calibrated on: people and outcomes, without names."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy import Connection, RowMapping

from core.clients.rules.history import month_number, month_of
from core.clients.rules.questionnaire import ANSWERED_FEATURES, build_features
from core.journal.queries import record_event
from core.kit.clock import bank_date
from core.kit.database import connect, transaction
from core.kit.errors import ImpossibleFeaturesError
from core.monitoring.cohort_export import (
    matured_months,
    next_clients,
    outcomes_after,
    people_with_payments,
)

# What is handed on is of people: the log tells nothing of it
UNLOGGED = {"people", "outcomes"}
MONTHS = 61  # models look back no further than sixty months from the newest


class ExportPeople(BaseModel):
    """Hands on the next people after one as the training files tell them."""

    action: Literal["export_people"]
    after: Annotated[int, Field(ge=0)] = 0


class ListMatured(BaseModel):
    """Says with which months the newest cohorts matured."""

    action: Literal["list_matured"]
    count: Annotated[int, Field(ge=1, le=120)]


class ExportOutcomes(BaseModel):
    """Hands on what became of the next people after one of a cohort."""

    action: Literal["export_outcomes"]
    month: date
    after: Annotated[int, Field(ge=0)] = 0


CohortEvent = ExportPeople | ListMatured | ExportOutcomes


def hand_on(request: CohortEvent) -> dict[str, Any]:
    """Does what an event says."""
    match request:
        case ExportPeople(after=after):
            return read_people(after)
        case ListMatured(count=count):
            return list_matured(count)
        case ExportOutcomes(month=month, after=after):
            return read_outcomes(month, after)


def read_people(after: int) -> dict[str, Any]:
    """Returns the next people as the training files tell them, up to the month that ended last.

    Args:
        after: the client that came last in the call before; 0 in the first, which is journaled.

    Returns:
        A row a credit; how many credits are left out for answers that cannot be; the last client,
        None without any.
    """
    today = bank_date()
    newest = month_number(today) - 1
    with transaction() as connection:
        if not after:
            _note(connection, "people")
        client_ids = next_clients(connection, after)
        rows = people_with_payments(
            connection, client_ids, month_of(newest - MONTHS), month_of(newest)
        )
    told = [one for row in rows for one in _told(row, today, newest)]
    last = client_ids[-1] if client_ids else None
    return {"people": told, "left_out": len(rows) - len(told), "last": last}


def _told(row: RowMapping, today: date, newest: int) -> Iterator[dict[str, Any]]:
    try:
        features = build_features(dict(row), today)
    except ImpossibleFeaturesError:
        return
    yield {
        "id": row["credit_id"],
        "answers": {name: features[name] for name in ANSWERED_FEATURES},
        "months": [month_number(month) - newest for month in row["months"]],
        "statuses": row["statuses"],
    }


def list_matured(count: int) -> dict[str, Any]:
    """Returns the newest months with which a cohort matured, the oldest first."""
    with connect() as connection:
        return {"months": [month.isoformat() for month in matured_months(connection, count)]}


def read_outcomes(month: date, after: int) -> dict[str, Any]:
    """Returns what became of the next people of the cohort that matured with a month."""
    with transaction() as connection:
        if not after:
            _note(connection, f"outcomes of {month:%Y-%m}")
        rows, last = outcomes_after(connection, month, after)
    return {"outcomes": [dict(row) for row in rows], "last": last}


def _note(connection: Connection, what: str) -> None:
    """Whoever runs the stack asks for it, and nobody whom the service knows."""
    record_event(
        connection,
        actor_id=None,
        action="cohorts.export",
        subject=("clients", 0),
        old_values={},
        new_values={"exported": what},
    )
