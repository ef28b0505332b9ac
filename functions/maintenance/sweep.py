"""The sweep: nothing that was accepted is lost, and nothing is given up that was never tried."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import connect
from core.scores.queue import SCORES_PER_MESSAGE, send_scores
from core.scores.sweeping import (
    SweepRules,
    claim_stale,
    count_pending,
    expire_pending,
    oldest_pending,
)

RULES = SweepRules(
    resend_after=60, resend_chunks_after=600, fail_after=3_600, most_attempts=5, limit=10_000
)
GIVEN_UP = (
    f"given_up: a scorer began with it {RULES.most_attempts} times and did not end."
    " Ask for a new score."
)


def sweep(metrics: Metrics) -> dict[str, int]:
    """Sends the scores again that have waited longest, then fails those that were tried enough.

    The ids are claimed before they are sent: if sending fails, the next sweep but one takes them.
    What was tried before travels alone, so that what kills a scorer takes no others along.
    """
    with connect() as connection:
        untried, tried = claim_stale(connection, RULES)
        pending = count_pending(connection)
        oldest = oldest_pending(connection)
    metrics.add_metric("ScoresPending", MetricUnit.Count, pending)
    metrics.add_metric("OldestPending", MetricUnit.Seconds, oldest)
    metrics.add_metric("ScoresResent", MetricUnit.Count, len(untried) + len(tried))
    for score_ids, per_message in ((untried, SCORES_PER_MESSAGE), (tried, 1)):
        send_scores(score_ids, correlation_id="sweep", per_message=per_message)
    with connect() as connection:
        expired = expire_pending(connection, RULES, GIVEN_UP)
    metrics.add_metric("ScoresExpired", MetricUnit.Count, expired)
    return {"resent": len(untried) + len(tried), "expired": expired, "pending": pending}
