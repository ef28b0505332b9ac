"""The sweep: nothing that was accepted is lost, and nothing waits for ever."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import transaction
from core.scores.queue import send_scores
from core.scores.sweeping import claim_stale, count_pending, expire_pending

RESEND_AFTER_SECONDS = 60
FAIL_AFTER_SECONDS = 3_600
RESENT_PER_SWEEP = 10_000
EXPIRED = "expired: not scored within an hour. Ask for a new score."


def sweep(metrics: Metrics) -> dict[str, int]:
    """Fails pending scores older than an hour and sends those older than a minute again.

    The ids are claimed before they are sent: if sending fails, the next sweep but one takes them.
    """
    with transaction() as connection:
        expired = expire_pending(connection, FAIL_AFTER_SECONDS, EXPIRED)
        stale = claim_stale(connection, RESEND_AFTER_SECONDS, RESENT_PER_SWEEP)
        pending = count_pending(connection)
    metrics.add_metric("ScoresPending", MetricUnit.Count, pending)
    metrics.add_metric("ScoresExpired", MetricUnit.Count, expired)
    metrics.add_metric("ScoresResent", MetricUnit.Count, len(stale))
    if stale:
        send_scores(stale, correlation_id="sweep")
    return {"resent": len(stale), "expired": expired, "pending": pending}
