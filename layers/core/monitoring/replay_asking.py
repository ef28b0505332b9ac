"""Asking the monitor to make a score again, while somebody waits."""

from uuid import UUID

from core.kit.functions import ask_function
from core.kit.settings import setting


def ask_for_replay(score_id: UUID, requested_by: int) -> None:
    """Has a score made again; what came of it is written down when this returns.

    Raises:
        UnavailableError: the monitor is away.
    """
    event = {"action": "replay", "score_ids": [str(score_id)], "requested_by": requested_by}
    ask_function(setting("MONITOR_FUNCTION"), event)
