"""The sweep of bundles: a roll back that nobody confirmed in time is taken back."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.kit.database import transaction
from core.models.rolling_back import take_back_late_roll_back


def sweep_models(metrics: Metrics) -> dict[str, int]:
    """Puts in force again what a roll back replaced that no second person confirmed."""
    with transaction() as connection:
        taken_back = take_back_late_roll_back(connection)
    metrics.add_metric("RollBacksTakenBack", MetricUnit.Count, taken_back)
    return {"taken_back": taken_back}
