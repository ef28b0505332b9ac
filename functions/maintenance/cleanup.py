"""What is of no more use goes: ended sessions, old attempts, kept answers, enquiries, snapshots."""

from collections.abc import Callable

from sqlalchemy import Connection

from core.clients.rules.history import month_number, month_of
from core.kit.clock import bank_date
from core.kit.database import transaction
from core.kit.settings import setting
from core.monitoring.snapshotting import purge_snapshots
from core.people.attempts import purge_attempts
from core.people.idempotency import purge_answers
from core.people.sessions import purge_sessions
from core.scores.enquiries import purge_enquiries

ROWS_PER_STEP = 1_000
STEPS = 10  # what is left over waits for the next minute


def _purge_old_enquiries(connection: Connection, at_most: int) -> int:
    days = int(setting("ENQUIRY_RETENTION_DAYS", "90"))
    return purge_enquiries(connection, days, at_most)


def _purge_old_snapshots(connection: Connection, at_most: int) -> int:
    months = int(setting("SNAPSHOT_RETENTION_MONTHS", "84"))
    oldest = month_of(month_number(bank_date()) - months)
    return purge_snapshots(connection, oldest, at_most)


PURGES: dict[str, Callable[[Connection, int], int]] = {
    "sessions": purge_sessions,
    "attempts": purge_attempts,
    "answers": purge_answers,
    "enquiries": _purge_old_enquiries,
    "snapshots": _purge_old_snapshots,
}


def clean_up() -> dict[str, int]:
    """Removes what has ended in short transactions, so many a run; returns how much went."""
    removed = dict.fromkeys(PURGES, 0)
    for _ in range(STEPS):
        gone = {}
        for name, purge in PURGES.items():
            with transaction() as connection:
                gone[name] = purge(connection, ROWS_PER_STEP)
            removed[name] += gone[name]
        if max(gone.values()) < ROWS_PER_STEP:
            break
    return removed
