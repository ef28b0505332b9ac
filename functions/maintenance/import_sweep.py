"""The sweep of imports: what was left behind is taken up, what nobody wants any more ends."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.imports.import_queue import send_imports
from core.imports.leasing import expire, give_up, left_behind
from core.imports.retention import forget_files
from core.kit.database import connect

IMPORTS_A_SWEEP = 100
HOURS_TO_GO_ON = 168  # a file may have come during an outage, and nobody been told
DAYS_KEPT = 30  # as the bucket keeps the files
ROWS_A_SWEEP = 10_000


def sweep_imports(metrics: Metrics) -> dict[str, int]:
    """Sends imports again whose worker died, and stops those over which workers die."""
    with connect() as connection:
        given_up = give_up(connection)
        again = left_behind(connection, IMPORTS_A_SWEEP)
        expired = expire(connection, HOURS_TO_GO_ON)
        forgotten = forget_files(connection, DAYS_KEPT, ROWS_A_SWEEP)
    metrics.add_metric("ImportsGivenUp", MetricUnit.Count, given_up)
    metrics.add_metric("ImportsResent", MetricUnit.Count, len(again))
    send_imports(*again)
    return {
        "resent": len(again),
        "given_up": given_up,
        "expired": expired,
        "forgotten": forgotten,
    }
