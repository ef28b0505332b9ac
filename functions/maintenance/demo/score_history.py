"""Gives demo clients the scores they would have had month by month, made by the model in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from core.clients.rules.history import month_number, month_of
from core.kit.database import transaction
from core.scores.portfolio import insert_portfolio
from core.scores.queue import send_portfolio
from maintenance.demo import statements

MONTHS = 12
CLIENTS_PER_CALL = 100


def score_past(after: int, days: Sequence[date]) -> dict[str, Any]:
    """Asks for the scores of the next demo clients, of days gone by.

    Args:
        after: the id of the client that came last in the call before; 0 in the first.

    Returns:
        The rescoring to follow, how many clients it is of, and the last one: None without any.
    """
    with transaction() as connection:
        client_ids = statements.clients_after(connection, after, CLIENTS_PER_CALL)
        requested_by = statements.first_admin(connection)
        batch_id = insert_portfolio(
            connection,
            requested_by=requested_by,
            chosen_ids=client_ids,
            days=days,
        )
    send_portfolio(batch_id, [None], correlation_id=f"past-{batch_id}")
    last = client_ids[-1] if client_ids else None
    return {"batch_id": str(batch_id), "clients": len(client_ids), "last": last}


def month_ends(today: date, months: int = MONTHS) -> list[date]:
    """Returns the last days of so many months before this one, the oldest first."""
    now = month_number(today)
    return [month_of(number) - timedelta(1) for number in range(now - months + 1, now + 1)]
