"""The second step: how many clients of the month are alike, and how late credits ever were."""

from collections import Counter

from core.kit.database import connect, transaction
from core.monitoring.counting import replace_cells, tally_credits
from core.monitoring.live_counting import replace_live_counts
from core.monitoring.rules.vintage_curves import CreditAge, vintage_points
from core.monitoring.run_leasing import hold
from monitor.panel import look
from monitor.task import Task


def count(task: Task) -> dict[str, int]:
    """Counts a month anew; what is shown of it changes at once and as a whole.

    One that broke off begins anew: it takes less time than an environment has.
    """
    credits, panel = _tally(task), look(task)
    task.go_on_if_time()
    with transaction() as connection:
        cells = replace_cells(connection, task.run.month, vintage_points(credits))
        live_counts = replace_live_counts(connection, task.run.month, panel)
        hold(connection, task.lease)  # whoever lost it changes nothing
    return {**cells, "live_counts": live_counts}


def _tally(task: Task) -> Counter[CreditAge]:
    """Goes through all credits; what is kept of them is as much as they differ."""
    found: Counter[CreditAge] = Counter()
    after: int | None = 0
    while after is not None:
        task.go_on_if_time()
        with connect() as connection:
            some, after = tally_credits(connection, task.run.month, after)
        found.update(some)
    return found
