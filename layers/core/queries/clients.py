"""Statements on clients and their credits."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select, text, update

from core.entities import Client, ClientSummary, Credit, MonthlyPayment
from core.features import QUESTIONNAIRE
from core.tables import clients, credits, users
from core.vocabulary import Decision, PaymentStatus

_CLIENT = select(clients, users.c.first_name, users.c.last_name).join(
    users, users.c.id == clients.c.user_id
)

_MATCHING = """
     WHERE (CAST(:manager_id AS bigint) IS NULL OR c.manager_id = :manager_id)
       AND (u.last_name || ' ' || u.first_name || ' ' || u.last_name ILIKE :pattern
            OR u.login ILIKE :pattern OR c.id::text LIKE :pattern)
"""
_COUNT = text("SELECT count(*) FROM clients c JOIN users u ON u.id = c.user_id" + _MATCHING)
# The latest finished score of each client comes from ix_scores_client_id_id.
_PAGE = text(
    """
    SELECT c.id, c.user_id, c.manager_id, u.first_name, u.last_name, c.amt_income_total,
           s.id AS score_id, s.proba, s.grade, s.decision, s.scored_at, c.updated_at
      FROM clients c
      JOIN users u ON u.id = c.user_id
      LEFT JOIN LATERAL (
        SELECT id, proba, grade, decision, scored_at FROM scores
         WHERE client_id = c.id AND status = 'done' ORDER BY id DESC LIMIT 1
      ) s ON true
    """
    + _MATCHING
    + " ORDER BY u.last_name, u.first_name, c.id LIMIT :page_size OFFSET :offset"
)


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
    connection: Connection, *, manager_id: int | None, query: str, page: int, page_size: int
) -> tuple[list[ClientSummary], int]:
    """Returns one page (from 1) of clients by name, and how many there are in all.

    ``query`` is looked for in name, login and id; ``manager_id`` None means all managers.
    """
    escaped = re.sub(r"([\\%_])", r"\\\1", query)
    parameters = {
        "manager_id": manager_id,
        "pattern": f"%{escaped}%",
        "page_size": page_size,
        "offset": (page - 1) * page_size,
    }
    total = connection.execute(_COUNT, parameters).scalar_one()
    return [_to_summary(row) for row in connection.execute(_PAGE, parameters)], total


def _to_summary(row: Row[Any]) -> ClientSummary:
    return ClientSummary(**{**row._mapping, "decision": row.decision and Decision(row.decision)})


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
