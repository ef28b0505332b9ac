"""An invented portfolio of a few months, counted as a run counts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, insert

from core.clients.rules.history import month_number, month_of
from core.monitoring.counting import replace_cells
from core.monitoring.tables import (
    monitor_runs,
    portfolio_cells,
    snapshots,
    transition_cells,
    vintage_cells,
)
from core.scores.rules.master_scale import UNKNOWN_GRADE, grade_of
from core.scores.rules.points import points
from tests.integration.makers import People

_first_months = count(month_number(date(1950, 1, 1)), 24)


@dataclass(frozen=True)
class Book:
    """Snapshots of three months running, and whose they are."""

    months: list[date]
    managers: list[int]
    rows: list[dict[str, Any]]

    def query(self, **told: object) -> str:
        """The newest month, and what else is asked for."""
        asked = {"month": f"{self.months[-1]:%Y-%m}", **told}
        return "&".join(f"{name}={value}" for name, value in asked.items())

    def of(self, month: date, **told: object) -> list[dict[str, Any]]:
        """Its snapshots of a month that are like this."""
        return [
            row
            for row in self.rows
            if row["month"] == month and all(row[name] == value for name, value in told.items())
        ]


@contextmanager
def made_book(people: People, clients: int = 120, seed: int = 7) -> Iterator[Book]:
    """Makes one and takes it away again."""
    start = next(_first_months)
    months = [month_of(start + place) for place in range(3)]
    managers = [people.manager(), people.manager()]
    draw = Random(seed)
    rows = []
    for _ in range(clients):
        manager = draw.choice(managers)
        client_id = people.without_login(manager)
        stays = months[draw.choice([0, 0, 0, 1, 2]) : draw.choice([3, 3, 3, 3, 2])]
        rows += [_snapshot(draw, month, client_id, manager.manager_id) for month in stays]
    connection = people.connection
    connection.execute(insert(snapshots), rows)
    count_months(connection, months)
    yield Book(months, [int(one.manager_id or 0) for one in managers], rows)
    connection.rollback()
    for table in (snapshots, portfolio_cells, transition_cells, vintage_cells, monitor_runs):
        connection.execute(delete(table).where(table.c.month.in_(months)))
    connection.commit()


def count_months(connection: Connection, months: list[date]) -> None:
    """Fills the cells of the whole portfolio."""
    for month in months:
        replace_cells(connection, month, [])
    connection.commit()


def _snapshot(draw: Random, month: date, client_id: int, manager_id: int | None) -> dict[str, Any]:
    is_active = draw.random() < 0.7
    owed = Decimal(draw.randrange(1, 90_000_000)) / 100 if is_active else Decimal(0)
    return {
        "month": month,
        "client_id": client_id,
        "manager_id": manager_id,
        "is_active": is_active,
        "issued_year": draw.choice([1948, 1949, None]),
        "status": draw.choice(["0", "0", "0", "1", "3", "X", None]) if is_active else "C",
        "outstanding_rub": owed,
        **_score(draw),
    }


def _score(draw: Random) -> dict[str, Any]:
    kind = draw.choice(["scale"] * 8 + ["default", "unknown", "none"])
    proba = 1.0 if kind == "default" else round(10 ** draw.uniform(-5, -0.1), 6)
    told: dict[str, Any] = dict.fromkeys(("proba", "points", "grade", "decision", "model"))
    if kind == "none":
        return told
    is_unknown = kind == "unknown"
    return {
        "proba": proba,
        "points": points(proba),
        "grade": UNKNOWN_GRADE if is_unknown else grade_of(proba),
        "decision": draw.choice(["approve", "review", "decline"]),
        "model": {"scale": draw.choice(["behavioural", "thin_file"]), "unknown": "segment"}.get(
            kind
        ),
    }
