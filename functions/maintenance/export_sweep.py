"""The sweep of exports: what was left behind is sent again, what never ends is given up."""

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from core.exports.export_leasing import exports_left_behind, give_up_exports
from core.exports.export_messages import send_exports
from core.kit.database import connect

EXPORTS_A_SWEEP = 100


def sweep_exports(metrics: Metrics) -> dict[str, int]:
    """Sends exports again whose message was lost or whose worker died, and gives up the rest."""
    with connect() as connection:
        given_up = give_up_exports(connection)
        again = exports_left_behind(connection, EXPORTS_A_SWEEP)
    metrics.add_metric("ExportsGivenUp", MetricUnit.Count, given_up)
    metrics.add_metric("ExportsResent", MetricUnit.Count, len(again))
    send_exports(*again)
    return {"resent": len(again), "given_up": given_up}
