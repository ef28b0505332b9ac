"""Seals the journal and checks its chain, in short transactions, so many seconds a run.

Each head goes into the log, which is kept outside of the database: who writes the chain anew, even
as the owner of the tables, cannot change what was logged.
"""

from time import monotonic
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.journal.checking import check_head, check_step, is_check_due
from core.journal.rules.chain import Head
from core.journal.sealing import find_chain_state, find_head, seal_step
from core.kit.database import connect, transaction

EVENTS_PER_STEP = 2_000
SECONDS_A_SWEEP = 5  # for sealing, and again for checking; what is left over waits for a minute
SECONDS_A_CHECK = 60  # of the function's 120
HOURS_BETWEEN_CHECKS = 24

logger = Logger()


def sweep_journal(metrics: Metrics) -> dict[str, int]:
    """Seals what was written since, and goes on with the check of the day."""
    sealed = _seal(monotonic() + SECONDS_A_SWEEP)
    with connect() as connection:
        is_due = is_check_due(connection, HOURS_BETWEEN_CHECKS)
    if is_due:
        _check(monotonic() + SECONDS_A_SWEEP)
    with connect() as connection:
        state = find_chain_state(connection)
    metrics.add_metric("JournalUnsealed", MetricUnit.Count, state.unsealed)
    metrics.add_metric("JournalFaults", MetricUnit.Count, 1 if state.fault else 0)
    return {"sealed": sealed, "unsealed": state.unsealed}


def verify_journal(published: Head | None) -> dict[str, Any]:
    """Seals, then checks the whole chain, or goes on where a run broke off; tells what it found.

    Args:
        published: a head from the log, which the chain has to hold still.
    """
    _seal(monotonic() + SECONDS_A_SWEEP)
    with transaction() as connection:
        is_held = published is None or check_head(connection, published)
    is_finished = not is_held or _check(monotonic() + SECONDS_A_CHECK)
    with connect() as connection:
        state = find_chain_state(connection)
    told = {name: value for name, value in vars(state).items() if not name.endswith("_at")}
    return {"finished": is_finished, **told}


def _seal(until: float) -> int:
    sealed, step = 0, EVENTS_PER_STEP
    while step == EVENTS_PER_STEP and monotonic() < until:
        with transaction() as connection:
            step = seal_step(connection, EVENTS_PER_STEP)
        sealed += step
    if sealed:
        with connect() as connection:
            logger.info("journal sealed", **vars(find_head(connection)))
    return sealed


def _check(until: float) -> bool:
    while True:
        with transaction() as connection:
            is_finished = check_step(connection, EVENTS_PER_STEP)
        if is_finished or monotonic() >= until:
            return is_finished
