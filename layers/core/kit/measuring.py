"""What a release is taken back by is counted by version: the new one's faults alone."""

import os

from aws_lambda_powertools import single_metric
from aws_lambda_powertools.metrics import MetricUnit


def count_of_version(service: str, name: str, count: int) -> None:
    """Reports what this version of a function did; nothing where there is nothing to count."""
    if not count:
        return
    version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION", "none")
    dimensions = {"service": service, "version": version}
    with single_metric(name, MetricUnit.Count, count, default_dimensions=dimensions):
        pass
