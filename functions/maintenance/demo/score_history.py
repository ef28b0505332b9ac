"""Gives demo clients the scores they would have had month by month, made by the model in force."""

from datetime import date, timedelta
from typing import Any

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.database import transaction
from core.scores.past import insert_past_scores
from core.scores.queue import send_scores
from maintenance.demo import statements

MONTHS = 12
CLIENTS_PER_CALL = 100


def score_past(after: int) -> dict[str, Any]:
    """Asks for the scores of the next demo clients, of the ends of the last twelve months.

    Args:
        after: the id of the client that came last in the call before; 0 in the first.

    Returns:
        The rescoring to follow, how many clients it is of, and the last one: None without any.
    """
    with transaction() as connection:
        client_ids = statements.clients_after(connection, after, CLIENTS_PER_CALL)
        requested_by = statements.first_admin(connection)
        batch_id, score_ids = insert_past_scores(
            connection, client_ids, month_ends(bank_date()), requested_by
        )
    send_scores(score_ids, correlation_id=f"past-{batch_id}")
    last = client_ids[-1] if client_ids else None
    return {"batch_id": str(batch_id), "clients": len(client_ids), "last": last}


def month_ends(today: date) -> list[date]:
    """Returns the last days of the months before this one, the oldest first."""
    now = month_number(today)
    return [month_of(number) - timedelta(1) for number in range(now - MONTHS + 1, now + 1)]
