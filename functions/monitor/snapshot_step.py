"""The first step: the clients of the month, some at a time, each time with how far that is."""

from core.kit.database import transaction
from core.monitoring.run_leasing import reach
from core.monitoring.snapshotting import count_snapshots, write_snapshots
from monitor.task import Task


def snapshot(task: Task) -> dict[str, int]:
    """Writes the snapshots of a month that are not yet written by this run."""
    reached: int | None = task.run.clients_reached
    while reached is not None:
        task.go_on_if_time()
        with transaction() as connection:
            reached = write_snapshots(connection, task.run.month, reached, task.run.clients_to or 0)
            if reached is not None:
                reach(connection, task.lease, reached)
    with transaction() as connection:
        return count_snapshots(connection, task.run.month)
