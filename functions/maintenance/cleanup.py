"""What is of no more use goes: ended sessions, and attempts that time has brought to nothing."""

from core.kit.database import transaction
from core.people.attempts import purge_attempts
from core.people.sessions import purge_sessions

ROWS_PER_STEP = 1_000
STEPS = 10  # what is left over waits for the next minute


def clean_up() -> dict[str, int]:
    """Removes what has ended in short transactions, so many a run; returns how much went."""
    removed = {"sessions": 0, "attempts": 0}
    for _ in range(STEPS):
        with transaction() as connection:
            sessions = purge_sessions(connection, ROWS_PER_STEP)
            attempts = purge_attempts(connection, ROWS_PER_STEP)
        removed["sessions"] += sessions
        removed["attempts"] += attempts
        if max(sessions, attempts) < ROWS_PER_STEP:
            break
    return removed
