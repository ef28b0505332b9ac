"""Logger, tracer and metrics of this function, configured by its environment."""

from aws_lambda_powertools import Logger, Metrics, Tracer

logger = Logger()
tracer = Tracer()
metrics = Metrics()


def request_id() -> str:
    """Returns the id under which this request is found in the logs."""
    return logger.get_correlation_id() or "none"
