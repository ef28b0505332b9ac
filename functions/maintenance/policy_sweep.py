"""The sweep of policies: what is due becomes active, and stored scores follow it."""

from time import monotonic

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.decisions.policy_activating import activate_due, take_back_unconfirmed
from core.decisions.redeciding import redecide_some
from core.kit.database import transaction

logger = Logger()

SECONDS_TO_REDECIDE = 30.0  # of the minute until the next sweep, which goes on


def sweep_policies(metrics: Metrics) -> dict[str, int]:
    """Takes back emergencies that nobody confirmed, activates what is due, decides scores anew."""
    with transaction() as connection:
        taken_back = take_back_unconfirmed(connection)
    with transaction() as connection:
        activated = activate_due(connection)
    metrics.add_metric("PoliciesTakenBack", MetricUnit.Count, taken_back)
    return {"taken_back": taken_back, "activated": activated, "steps": _redecide()}


def _redecide() -> int:
    """Lets scores follow for as long as there is time; returns how many steps that were."""
    until = monotonic() + SECONDS_TO_REDECIDE
    steps, goes_on = 0, True
    while goes_on and monotonic() < until:
        with transaction() as connection:
            goes_on = redecide_some(connection, logger)
        steps += goes_on
    return steps
