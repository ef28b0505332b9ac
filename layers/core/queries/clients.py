"""Statements on clients and their credits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, select, text, update

from core.entities import Client, ClientSummary, Credit, MonthlyPayment
from core.features import QUESTIONNAIRE
from core.queries.patterns import contains
from core.tables import clients, credits, users
from core.vocabulary import Decision, Freshness, PaymentStatus


class ClientOrder(StrEnum):
    """What a list of clients may be sorted by."""

    NAME = "name"
    INCOME = "income"
    PROBA = "proba"
    SCORED_AT = "scored_at"
    UPDATED_AT = "updated_at"


_CLIENT = select(clients, users.c.first_name, users.c.last_name).join(
    users, users.c.id == clients.c.user_id
)

# The latest finished score of each client comes from ix_scores_client_id_id. It is stale once the
# answers were changed after it was asked for: the scorer may have read them before.
_LISTED = """
  FROM (
    SELECT c.id, c.user_id, c.manager_id, m.last_name || ' ' || m.first_name AS manager_name,
           u.first_name, u.last_name, u.login, c.amt_income_total, s.id AS score_id, s.proba,
           s.grade, s.decision, s.scored_at, c.updated_at,
           CASE WHEN s.id IS NULL THEN 'unscored'
                WHEN c.updated_at > s.requested_at THEN 'stale' ELSE 'current' END AS freshness
      FROM clients c
      JOIN users u ON u.id = c.user_id
      LEFT JOIN managers r ON r.id = c.manager_id
      LEFT JOIN users m ON m.id = r.user_id
      LEFT JOIN LATERAL (
        SELECT id, proba, grade, decision, requested_at, scored_at FROM scores
         WHERE client_id = c.id AND status = 'done' ORDER BY id DESC LIMIT 1
      ) s ON true
  ) listed
 WHERE (CAST(:manager_id AS bigint) IS NULL OR manager_id = :manager_id)
   AND (last_name || ' ' || first_name || ' ' || last_name ILIKE :pattern
        OR login ILIKE :pattern OR id::text LIKE :pattern)
   AND (CAST(:grades AS text[]) IS NULL OR grade = ANY(:grades))
   AND (CAST(:decisions AS text[]) IS NULL OR decision = ANY(:decisions))
   AND (CAST(:freshness AS text[]) IS NULL OR freshness = ANY(:freshness))
"""
_COUNT = text("SELECT count(*)" + _LISTED)
_SORTED_BY = {
    ClientOrder.NAME: "last_name {0}, first_name {0}",
    ClientOrder.INCOME: "amt_income_total {0}",
    ClientOrder.PROBA: "proba {0} NULLS LAST",
    ClientOrder.SCORED_AT: "scored_at {0} NULLS LAST",
    ClientOrder.UPDATED_AT: "updated_at {0}",
}
_PAGES = {
    (order, descending): text(
        "SELECT id, user_id, manager_id, manager_name, first_name, last_name, amt_income_total,"
        " score_id, proba, grade, decision, scored_at, updated_at, freshness"
        + _LISTED
        + f" ORDER BY {by.format('DESC' if descending else 'ASC')}, id"
        + " LIMIT :page_size OFFSET :offset"
    )
    for order, by in _SORTED_BY.items()
    for descending in (False, True)
}


@dataclass(frozen=True)
class ClientFilter:
    """Which clients to list: None and the empty text stand for all.

    Attributes:
        query: looked for in name, login and id.
    """

    manager_id: int | None = None
    query: str = ""
    grades: Sequence[str] | None = None
    decisions: Sequence[Decision] | None = None
    freshness: Sequence[Freshness] | None = None


def get_client(
    connection: Connection, client_id: int, *, for_update: bool = False
) -> Client | None:
    """Returns a client; ``for_update`` keeps others from changing it until the end."""
    statement = _CLIENT.where(clients.c.id == client_id)
    if for_update:
        statement = statement.with_for_update(of=clients)
    row = connection.execute(statement).one_or_none()
    return _to_client(row) if row else None


def _to_client(row: Row[Any]) -> Client:
    fields = row._mapping
    return Client(
        id=row.id,
        user_id=row.user_id,
        manager_id=row.manager_id,
        first_name=row.first_name,
        last_name=row.last_name,
        updated_at=row.updated_at,
        answers={name: fields[name] for name in QUESTIONNAIRE},
    )


def update_answers(connection: Connection, client_id: int, answers: Mapping[str, object]) -> None:
    """Stores changed questionnaire answers."""
    connection.execute(
        update(clients)
        .where(clients.c.id == client_id)
        .values(**answers, updated_at=func.clock_timestamp())
    )


def list_clients(
    connection: Connection,
    wanted: ClientFilter,
    *,
    order: ClientOrder = ClientOrder.NAME,
    descending: bool = False,
    page: int,
    page_size: int,
) -> tuple[list[ClientSummary], int]:
    """Returns one page (from 1) of the wanted clients, and how many there are in all."""
    parameters = {
        "manager_id": wanted.manager_id,
        "pattern": contains(wanted.query),
        "grades": wanted.grades,
        "decisions": wanted.decisions,
        "freshness": wanted.freshness,
        "page_size": page_size,
        "offset": (page - 1) * page_size,
    }
    total = connection.execute(_COUNT, parameters).scalar_one()
    rows = connection.execute(_PAGES[order, descending], parameters)
    return [_to_summary(row) for row in rows], total


def _to_summary(row: Row[Any]) -> ClientSummary:
    return ClientSummary(
        **{
            **row._mapping,
            "decision": row.decision and Decision(row.decision),
            "freshness": Freshness(row.freshness),
        }
    )


def list_credits(connection: Connection, client_id: int) -> list[Credit]:
    """Returns the credits of a client (at most one today), with their payment history."""
    rows = connection.execute(select(credits).where(credits.c.client_id == client_id)).all()
    return [
        Credit(**{**row._mapping, "payment_history": _to_history(row.payment_history)})
        for row in rows
    ]


def _to_history(months: list[dict[str, Any]]) -> tuple[MonthlyPayment, ...]:
    return tuple(
        MonthlyPayment(month["months_ago"], PaymentStatus(month["status"])) for month in months
    )


def hand_over(connection: Connection, manager_id: int, successor_id: int | None) -> int:
    """Gives a manager's clients to a successor, or to nobody; returns how many."""
    result = connection.execute(
        update(clients).where(clients.c.manager_id == manager_id).values(manager_id=successor_id)
    )
    return result.rowcount
