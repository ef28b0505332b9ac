"""What of rescorings was left behind is sent again or ended, what kills scorers is broken up."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import connect, transaction
from core.scores.breaking_up import break_up_chunks
from core.scores.chunks import end_batches
from core.scores.queue import send_portfolio
from core.scores.sweeping import claim_rescorings
from maintenance.sweep import GIVEN_UP, RULES


def sweep_rescorings(metrics: Metrics) -> dict[str, int]:
    """Sends lost messages of rescorings again; chunks tried too often are halved first.

    A rescoring that nobody ended would refuse the next one of the same clients for ever.
    """
    with transaction() as connection:
        broken_up = break_up_chunks(connection, RULES, GIVEN_UP)
        ended = end_batches(connection)
    with connect() as connection:
        left = claim_rescorings(connection, RULES)
    for batch_id, chunk_nos in left.items():
        send_portfolio(batch_id, chunk_nos, correlation_id="sweep")
    resent = sum(len(chunk_nos) for chunk_nos in left.values())
    metrics.add_metric("ChunksResent", MetricUnit.Count, resent)
    return {"resent": resent, "broken_up": broken_up, "ended": ended}
