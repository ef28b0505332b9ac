"""The sweep of cases: what missed its recommendation gets it, and offers nobody accepted end."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.decisions.booking import expire_counteroffers
from core.decisions.left_behind import recommend_left_behind
from core.kit.database import transaction

logger = Logger()

APPLICATIONS_A_SWEEP = 200


def sweep_cases(metrics: Metrics) -> dict[str, int]:
    """Returns how many were recommended for, how many could not be, and how many offers ended."""
    with transaction() as connection:
        recommended, failed = recommend_left_behind(connection, APPLICATIONS_A_SWEEP, logger)
    with transaction() as connection:
        expired = expire_counteroffers(connection)
    metrics.add_metric("RecommendationsFailed", MetricUnit.Count, failed)
    return {"recommended": recommended, "failed": failed, "expired": expired}
