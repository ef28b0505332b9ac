"""The step of a run that makes a sample of scores again, so that the month's figures tell of it."""

from typing import Any

from core.kit.database import connect
from monitor.replay import ReplayWish, replay
from monitor.task import Task


def replay_sample(_task: Task) -> dict[str, Any]:
    """Returns how many came out how, and how many somebody has to look at."""
    with connect() as connection:
        outcome = replay(connection, ReplayWish())
    return {"verdicts": outcome.verdicts, "alarming": len(outcome.alarming)}
