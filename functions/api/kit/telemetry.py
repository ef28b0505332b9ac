"""Logger and metrics of this function, configured by its environment."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger()


def request_id() -> str:
    """Returns the id under which this request is found in the logs."""
    return logger.get_correlation_id() or "none"


def report_metric(name: str, unit: MetricUnit, value: float) -> None:
    """Reports one figure; what the platform measures by itself is not reported again."""
    with single_metric(name, unit, value, default_dimensions={"service": logger.service}):
        pass


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Reports how long somebody waited for what is done within; of what fails, nothing."""
    started = monotonic()
    yield
    report_metric(name, MetricUnit.Milliseconds, (monotonic() - started) * 1000)
